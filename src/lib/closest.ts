/**
 * The name that a misspelt one was most likely meant to be: fewest letters added, left out, changed
 * or swapped with their neighbour, at most a third of them (one in a short name), whatever the
 * case; or the only name that it begins. Null where none is near.
 */
export function closest(written: string, names: Iterable<string>): string | null {
  const text = written.toLowerCase();
  let [found, least]: [string | null, number] = [null, Math.max(1, Math.floor(text.length / 3)) + 1];
  const begun: string[] = [];
  for (const name of names) {
    const distance = edits(text, name.toLowerCase(), least);
    if (distance < least) [found, least] = [name, distance];
    if (text.length > 1 && name.toLowerCase().startsWith(text)) begun.push(name);
  }
  return found ?? (begun.length === 1 ? begun[0]! : null);
}

/** `; did you mean "name"?`, to end a message with, or nothing. */
export function didYouMean(written: string, names: Iterable<string>): string {
  const name = closest(written, names);
  return name === null || name === written ? "" : `; did you mean ${name}?`;
}

/** Damerau's distance with adjacent swaps; `bound` where it is at least that. */
function edits(a: string, b: string, bound: number): number {
  if (Math.abs(a.length - b.length) >= bound) return bound;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2]! + 1 : Infinity;
      row.push(Math.min(last[j]! + 1, row[j - 1]! + 1, change, swap));
    }
    [before, last] = [last, row];
  }
  return Math.min(last[b.length]!, bound);
}
