/** A text without the blank lines around it; every other character stays. */
export function trimBlankLines(text: string): string {
  const first = text.search(/\S/);
  if (first < 0) return "";
  const end = text.indexOf("\n", text.trimEnd().length);
  const lines = text.slice(text.lastIndexOf("\n", first) + 1, end < 0 ? text.length : end);
  return lines.replace(/\r$/, "");
}
