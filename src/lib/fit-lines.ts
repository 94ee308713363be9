/**
 * A text whose lines have at most `width` characters, broken at spaces; what follows stands two
 * further in than its line. Only a longer word passes it, and spaces within a line stay.
 */
export function fitLines(text: string, width: number): string {
  return text
    .split("\n")
    .flatMap((line) => (line.length <= width ? [line] : broken(line, width)))
    .join("\n");
}

function broken(line: string, width: number): string[] {
  const indent = /^ */.exec(line)![0];
  const further = `${indent}  `;
  const lines: string[] = [];
  let rest = line;
  while (rest.length > width) {
    const from = lines.length === 0 ? indent.length : further.length;
    const within = rest.lastIndexOf(" ", width);
    const at = within > from ? within : rest.indexOf(" ", Math.max(width, from));
    if (at < 0) break;
    lines.push(rest.slice(0, at).trimEnd());
    rest = further + rest.slice(at).trimStart();
  }
  return rest.trim() === "" ? lines : [...lines, rest];
}
