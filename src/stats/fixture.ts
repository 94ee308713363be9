import { rowOf } from "../frames/fixture.ts";
import type { Row } from "../frames/row.ts";
import { normal, random, type Random } from "../lib/random.ts";
import type { CsvCell } from "./csv/csv-cell.ts";

/** For tests: a cell of scenario `s`, model `m`, outcome `o` with these columns set. */
export function cellOf(set: Partial<CsvCell>): CsvCell {
  const labels = { scenario: "s", condition: "", model: "m", outcome: "o", wording: "w", arm: "paraphrase" };
  return { ...labels, successes: null, trials: null, rate: null, se: null, extra: {}, ...set };
}

/** For tests: counts as cells, the published wording first. */
export const countsOf = (
  published: readonly [number, number],
  ...paraphrases: (readonly [number, number])[]
): CsvCell[] =>
  [published, ...paraphrases].map(([successes, trials], i) =>
    cellOf({ successes, trials, wording: `w${i}`, arm: i === 0 ? "published" : "paraphrase" }),
  );

/**
 * For tests: graded trials of one published wording and `k` paraphrases, each input repeated, on
 * seeded rates.
 */
export function trialsOf({
  seed = 1,
  k = 6,
  inputs = 8,
  epochs = 5,
  spread = 0.8,
  published = 1,
  paraphrase = 0,
}): Row[] {
  const next = random(seed);
  const shifts = Array.from({ length: inputs }, () => normal(next));
  const rows: Row[] = [];
  for (let w = 0; w <= k; w++) {
    const logit = w === 0 ? published : paraphrase + spread * normal(next);
    for (let q = 0; q < inputs; q++) {
      for (let epoch = 0; epoch < epochs; epoch++) rows.push(trial(next, w, q, epoch, logit + shifts[q]!));
    }
  }
  return rows;
}

function trial(next: Random, w: number, q: number, epoch: number, logit: number): Row {
  const side =
    w === 0 ? { arm: "verbatim" as const, published: true } : { arm: "paraphrase" as const, published: false };
  const value = next() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
  return rowOf({
    ...side,
    trial: `${w}-${q}-${epoch}`,
    wording: `w${w}`,
    input: `q${q}`,
    epoch,
    value,
    status: "scored",
  });
}
