/** Two places that repeat each other, by file and first line. */
export interface Repeat {
  lines: number;
  a: { file: string; line: number };
  b: { file: string; line: number };
}

/**
 * The pairs of places that say the same in `least` lines or more, one after the other. Imports,
 * blank lines, comments and lines of punctuation alone are not counted as lines, and space at
 * either end of a line is not seen.
 */
export function repeatedLines(texts: ReadonlyMap<string, string>, least = 6): Repeat[] {
  const files = [...texts].map(([file, text]) => ({ file, lines: telling(text) }));
  const places = new Map<string, { at: number; from: number }[]>();
  files.forEach(({ lines }, at) => {
    for (let from = 0; from + least <= lines.length; from++) {
      const key = lines
        .slice(from, from + least)
        .map(({ said }) => said)
        .join("\n");
      places.set(key, [...(places.get(key) ?? []), { at, from }]);
    }
  });
  const same = (a: { at: number; from: number }, b: { at: number; from: number }, by: number) => {
    const [one, two] = [files[a.at]!.lines[a.from + by], files[b.at]!.lines[b.from + by]];
    return one !== undefined && two !== undefined && one.said === two.said;
  };
  const found: Repeat[] = [];
  for (const all of places.values())
    for (const [i, a] of all.entries())
      for (const b of all.slice(i + 1)) {
        if (same(a, b, -1)) continue; // part of a longer one
        let lines = least;
        while (same(a, b, lines)) lines++;
        const placed = ({ at, from }: typeof a) => ({ file: files[at]!.file, line: files[at]!.lines[from]!.line });
        found.push({ lines, a: placed(a), b: placed(b) });
      }
  return found;
}

function telling(text: string): { said: string; line: number }[] {
  const code = text.replace(/^import [\s\S]*?;$/gm, (all) => all.replace(/[^\n]/g, ""));
  return code
    .split("\n")
    .map((each, i) => ({ said: each.trim(), line: i + 1 }))
    .filter(({ said }) => /\w/.test(said) && !/^(\/\/|\/\*|\*)/.test(said));
}
