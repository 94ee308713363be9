import { checkOptions } from "../../lib/check-options.ts";
import { placeOf, type Place } from "../groups/place.ts";
import { covariances } from "../gap/covariances.ts";
import { samplingVariances } from "../gap/sides.ts";
import type { Interval } from "../numbers/interval.ts";
import { fitLogit } from "../numbers/fit-logit.ts";
import type { GapData } from "../groups/groups-of.ts";
import { meta } from "../numbers/meta.ts";
import { repeatedAsking, type RepeatedAsking } from "./repeated-asking.ts";
import { keyColumns, type Column } from "../groups/strata.ts";
import { consistencyNotes, type ConsistencyFacts } from "../notes/consistency-notes.ts";
import { tauInterval } from "../numbers/tau-interval.ts";
import { wordingTables, type WordingTables } from "../groups/wording-tables.ts";

/**
 * How much the wording matters, over the paraphrases of one group. Proportions; null where the data
 * cannot say.
 */
export interface Consistency extends Place, RepeatedAsking, ConsistencyFacts {
  /**
   * Standard deviation between wordings' true rates, with its Q-profile interval, and the share of
   * variance it makes.
   */
  tau: number | null;
  tauCi: Interval | null;
  i2: number | null;
  /** Share of the variance in log odds that is between wordings, and the SD of wordings there. */
  icc: number | null;
  wordingSd: number | null;
  notes: string[];
}

/**
 * How much the wording matters among the paraphrases: τ and I² as in {@link gap}, the latent
 * intraclass correlation σ²/(σ² + σ²_input + π²/3) of the logit model, and what repeated asking
 * meets with: all-of-k and any-of-k rates (`k` all wordings unless given), agreement of two
 * wordings, beside that of one wording with itself. These are averages over subsets, unbiased, of
 * independent trials; intervals by input with t on G − 1 df, or for one input by the delta method,
 * and speak of these wordings. Throws where `k` is not a whole number from 1 on. Sources: Nakagawa
 * and Schielzeth 2010 (ICC); Viechtbauer 2007 (τ).
 *
 * @example
 * stats.consistency(data)
 */
export function consistency(
  data: GapData,
  options: { by?: readonly Column[]; k?: number; level?: number } = {},
): Consistency[] {
  const { by = keyColumns, k, level = 0.95 } = checkOptions("consistency", options, { by: true, k: true, level: true });
  if (k !== undefined && !(Number.isInteger(k) && k >= 1))
    throw new RangeError(`k = ${k}: expected a whole number of wordings, 1 or more`);
  return wordingTables(data, by).map((tables) => {
    const { group, inputs } = tables;
    const rows = tables.wordings.flatMap(({ arm }, w) => (arm === "paraphrase" ? [w] : []));
    const drawn = Math.min(k ?? rows.length, rows.length);
    const facts = {
      wordings: rows.length,
      inputs,
      ...spread(tables, level),
      ...latent(tables, rows),
      k: drawn,
      asked: k ?? null,
      ...repeatedAsking(tables, { rows, k: drawn, level }),
    };
    return { ...placeOf(group), ...facts, notes: consistencyNotes(facts) };
  });
}

function spread({ group }: WordingTables, level: number): Pick<Consistency, "tau" | "tauCi" | "i2" | "askew"> {
  const untold = { tau: null, tauCi: null, i2: null, askew: false };
  const paraphrases = group.wordings.filter(({ arm }) => arm === "paraphrase");
  if (paraphrases.length < 2) return untold;
  const rates = paraphrases.map(({ rate }) => rate);
  const { known, variances } = samplingVariances(paraphrases, covariances(group).among);
  if (!known) return untold;
  const { tau2, i2, mean } = meta(rates, variances);
  return {
    tau: Math.sqrt(tau2),
    tauCi: tauInterval(rates, variances, { level }),
    i2,
    askew: tau2 > 0 && (mean < 0.2 || mean > 0.8),
  };
}

/** From the logit model without arms. */
function latent(
  { inputs, n, sum, binary }: WordingTables,
  rows: readonly number[],
): Pick<Consistency, "icc" | "wordingSd" | "noIcc"> {
  const without = (noIcc: Consistency["noIcc"]) => ({ icc: null, wordingSd: null, noIcc });
  if (!binary) return without("proportions");
  if (rows.length < 2) return without("too few wordings");
  const of = (all: Float64Array) =>
    Float64Array.from(rows.flatMap((w) => [...all.subarray(w * inputs, (w + 1) * inputs)]));
  const [counts, successes] = [of(n), of(sum)];
  const total = counts.reduce((a, b) => a + b, 0);
  const ones = successes.reduce((a, b) => a + b, 0);
  if (ones === 0 || ones === total) return without("all alike");
  const design = new Float64Array(rows.length).fill(1);
  const fit = fitLogit({ rows: rows.length, columns: inputs, n: counts, sum: successes, design, terms: 1 });
  if (!fit.converged) return without("no convergence");
  const variance = fit.rowSd ** 2;
  const icc = variance / (variance + fit.columnSd ** 2 + Math.PI ** 2 / 3);
  return { icc, wordingSd: fit.rowSd, noIcc: null };
}
