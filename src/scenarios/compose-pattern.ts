const call = /\(\?&([a-z0-9-]+)\)/g;

/** Characters of a composed pattern; parts that use parts twice each double at every step. */
const longest = 100_000;

/**
 * A pattern with each `(?&name)` replaced by the part of that name, grouped; parts may use parts.
 * Throws on a part that is not there, on one that stands within itself, and on parts that multiply
 * beyond any use.
 */
export function composePattern(pattern: string, parts: Record<string, string>): string {
  const composed = new Map<string, string>();
  const compose = (text: string, within: readonly string[]): string => {
    let length = text.length;
    return text.replace(call, (mark, name: string) => {
      const part = Object.hasOwn(parts, name) ? parts[name]! : null;
      const known = Object.keys(parts).join(", ") || "none";
      if (part === null) throw new Error(`has ${mark}, and there is no part of that name; there are: ${known}`);
      if (within.includes(name)) throw new Error(`part ${name} stands within itself; write it out`);
      if (!composed.has(name)) composed.set(name, `(?:${compose(part, [...within, name])})`);
      length += composed.get(name)!.length;
      if (length > longest)
        throw new Error(`its parts make more than ${longest} characters of it; use fewer parts within parts`);
      return composed.get(name)!;
    });
  };
  return compose(pattern, []);
}
