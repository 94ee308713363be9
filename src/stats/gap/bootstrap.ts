import { checkOptions } from "../../lib/check-options.ts";
import { placeOf, type Place } from "../groups/place.ts";
import { enters } from "../../frames/side.ts";
import type { Row } from "../../frames/row.ts";
import type { FrameData } from "../../frames/open-frame.ts";
import type { Stratum } from "../groups/wording-rates.ts";
import { resample, type Redrawn, type Resampled, type Tables, type WordingTable } from "./resample.ts";
import { keyColumns, type Column, type Weighted } from "../groups/strata.ts";
import { tally } from "../groups/tally.ts";
import { trials } from "../groups/trials.ts";

export interface BootstrapOptions extends Partial<Redrawn> {
  by?: readonly Column[];
  replicates?: number;
  seed?: number | string;
  level?: number;
}

/** A gap's bootstrap; its numbers are null where a side is missing. */
export type Bootstrap = Place & { [Name in keyof Resampled]: Resampled[Name] | null } & {
  k: number;
  inputs: number;
  replicates: number;
  /** What was drawn anew: repetitions only where values are 0 and 1. */
  redrawn: Redrawn;
};

/**
 * Bootstrap of each gap with equally weighted paraphrases (`gapThese`), from graded trials:
 * resamples wordings, then inputs, then repetitions, unless `wordings`, `inputs` or `epochs` is
 * false. With wordings it speaks of wordings like these, without of these; percentile and BCa
 * intervals, seeded. With few wordings it is too narrow, by about √((K − 1)/K) and the missing t:
 * prefer gap() for K below 20. Proportions; 10,000 replicates unless said otherwise.
 *
 * @example
 * stats.bootstrap(data, { replicates: 500, seed: 1 })
 */
export function bootstrap(data: FrameData<Row>, options: BootstrapOptions = {}): Bootstrap[] {
  checkOptions("bootstrap", options, {
    by: true,
    replicates: true,
    seed: true,
    level: true,
    wordings: true,
    inputs: true,
    epochs: true,
  });
  const { by = keyColumns, replicates = 10_000, seed = 1, level = 0.95 } = options;
  const { wordings = true, inputs = true, epochs = true } = options;
  if (!(replicates >= 100)) throw new RangeError(`${replicates} replicates: expected at least 100`);
  return tally(trials(data, by), by).map(({ group, strata }) => {
    const tables = tablesOf(strata);
    const redrawn = { wordings, inputs: inputs && tables.inputs > 1, epochs: epochs && tables.binary };
    const head = { ...placeOf(group), k: tables.paraphrases.length, inputs: tables.inputs, replicates, redrawn };
    if (tables.published.length === 0 || tables.paraphrases.length === 0) {
      return { ...head, estimate: null, se: null, percentile: null, bca: null };
    }
    return { ...head, ...resample(tables, redrawn, { replicates, seed, level }) };
  });
}

function tablesOf(strata: readonly Weighted<Stratum>[]): Tables {
  const sides = strata.filter(enters);
  const inputs = [...new Set(sides.flatMap(({ cells }) => cells.map(({ input }) => input)))];
  const levels = [...new Map(sides.map(({ stratum, weight }) => [stratum, weight]))];
  const table = (wording: Weighted<Stratum>[]): WordingTable => {
    const n = new Float64Array(levels.length * inputs.length);
    const sum = new Float64Array(n.length);
    for (const { stratum, cells } of wording) {
      const start = levels.findIndex(([level]) => level === stratum) * inputs.length;
      for (const cell of cells) {
        n[start + inputs.indexOf(cell.input)] = cell.n;
        sum[start + inputs.indexOf(cell.input)] = cell.sum;
      }
    }
    return { n, sum };
  };
  const tables = (of: readonly Weighted<Stratum>[]) =>
    [...Map.groupBy(of, ({ arm, wording }) => JSON.stringify([arm, wording])).values()].map(table);
  return {
    published: tables(sides.filter(({ published }) => published)),
    paraphrases: tables(sides.filter(({ published }) => !published)),
    weights: levels.map(([, weight]) => weight),
    inputs: inputs.length,
    binary: sides.every(({ cells }) => cells.every(({ sum, squares }) => sum === squares && Number.isInteger(sum))),
  };
}
