const simple: Record<string, string> = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "\n": "",
};

const escapes = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|(\r?\n|[^]))/gu;

/**
 * A Python string as it is written from `at` on, and what it says: null where that cannot be known
 * without running something (f-strings, t-strings, `\N{…}`) or is no text (bytes). Throws where it
 * does not end.
 */
export function readString(
  source: string,
  at: number,
  prefix: string,
  quote: string,
  line: number,
): { written: string; text: string | null } {
  const start = at + prefix.length + quote.length;
  let end = start;
  while (!source.startsWith(quote, end)) {
    if (end >= source.length || (quote.length === 1 && source[end] === "\n"))
      throw new Error(`has a string in line ${line} that does not end; fetch the file again, or name another`);
    end += source[end] === "\\" ? 2 : 1;
  }
  const written = source.slice(at, end + quote.length);
  const raw = source.slice(start, end).replaceAll("\r\n", "\n");
  const kind = prefix.toLowerCase();
  if (kind === "r") return { written, text: raw };
  if ((kind !== "" && kind !== "u") || /(?:^|[^\\])(?:\\\\)*\\N\{/.test(raw)) return { written, text: null };
  const text = raw.replace(escapes, (mark, x?: string, u?: string, long?: string, octal?: string, one?: string) => {
    const hexadecimal = x ?? u ?? long;
    if (hexadecimal !== undefined) return String.fromCodePoint(Number.parseInt(hexadecimal, 16));
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    return simple[one!.replace("\r", "")] ?? mark;
  });
  return { written, text };
}
