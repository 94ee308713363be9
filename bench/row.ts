/**
 * One measured figure. `target` is what it is held against, in words; `met` is null where there is
 * none.
 */
export interface Row {
  figure: string;
  measured: string;
  target: string;
  met: boolean | null;
}

/** The middle of an odd number of values. */
export function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** What `work` gives in each of `rounds` rounds, one after the other. */
export async function repeat<T>(rounds: number, work: (round: number) => T | Promise<T>): Promise<T[]> {
  const values: T[] = [];
  for (let round = 0; round < rounds; round++) values.push(await work(round));
  return values;
}
