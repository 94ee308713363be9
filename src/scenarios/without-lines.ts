/**
 * Text without the lines that contain one of the pieces, and without the blank line after one that
 * had one before it too.
 */
export function withoutLines(text: string, pieces: string[]): string {
  const kept: string[] = [];
  let gone = false;
  for (const line of text.split("\n")) {
    const doubled = gone && line.trim() === "" && (kept.at(-1) ?? "").trim() === "";
    gone = pieces.some((piece) => line.includes(piece));
    if (!gone && !doubled) kept.push(line);
  }
  return kept.join("\n");
}
