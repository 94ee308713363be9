const call = /\(\?&([a-z0-9-]+)\)/g;

/**
 * A pattern with each `(?&name)` replaced by the part of that name, grouped; parts may use parts.
 * Throws on a part that is not there, and on one that stands within itself.
 */
export function composePattern(pattern: string, parts: Record<string, string>, within: string[] = []): string {
  return pattern.replace(call, (mark, name: string) => {
    const part = Object.hasOwn(parts, name) ? parts[name]! : null;
    const known = Object.keys(parts).join(", ") || "none";
    if (part === null) throw new Error(`has ${mark}, and there is no part of that name; there are: ${known}`);
    if (within.includes(name)) throw new Error(`part ${name} stands within itself; write it out`);
    return `(?:${composePattern(part, parts, [...within, name])})`;
  });
}
