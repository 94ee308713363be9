/**
 * What a dotted path leads to in a record, undefined where it leads nowhere. A name may itself have
 * dots, as a CSV's column has; in a list a number counts from its beginning, or below 0 from its
 * end.
 */
export function lookUp(value: unknown, path: string): unknown {
  if (path === "") return value;
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) {
    const [head = "", ...rest] = path.split(".");
    return /^-?\d+$/.test(head) ? lookUp(value.at(Number(head)), rest.join(".")) : undefined;
  }
  if (Object.hasOwn(value, path)) return (value as Record<string, unknown>)[path];
  for (let dot = path.lastIndexOf("."); dot > 0; dot = path.lastIndexOf(".", dot - 1)) {
    const head = path.slice(0, dot);
    if (!Object.hasOwn(value, head)) continue;
    const found = lookUp((value as Record<string, unknown>)[head], path.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}
