import type { FrameData } from "./open-frame.ts";

/** Columns that a run's rows have only where its scenarios have such factors. */
const ofFactors = /^(?:base|changed|distance|change\..+|condition\..+)$/;

/**
 * Rows of several runs as one table: where any has a column of a factor, all do, "" (missing) in
 * those of runs without it. Any other table is as it was.
 */
export function evenRows<R extends object>(data: FrameData<R>): FrameData<R> {
  if (!Array.isArray(data)) return data;
  const rows = data as readonly R[];
  const names = new Set<string>();
  for (const row of rows) for (const name in row) if (ofFactors.test(name)) names.add(name);
  const blank = Object.fromEntries([...names].map((name) => [name, ""]));
  return rows.every((row) => [...names].every((name) => name in row))
    ? rows
    : rows.map((row) => ({ ...blank, ...row }));
}
