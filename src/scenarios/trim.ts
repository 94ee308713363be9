/** A text without the blank lines around it; every other character stays. */
export function trimBlankLines(text: string): string {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => line.trim() !== "");
  const last = lines.findLastIndex((line) => line.trim() !== "");
  return first < 0
    ? ""
    : lines
        .slice(first, last + 1)
        .join("\n")
        .replace(/\r$/, "");
}
