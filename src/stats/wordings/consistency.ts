import { covariances } from "../gap/covariances.ts";
import { samplingVariances } from "../gap/estimate.ts";
import type { Interval } from "../numbers/interval.ts";
import { fitLogit } from "../numbers/fit-logit.ts";
import type { GapData } from "../groups/groups-of.ts";
import { meta } from "../numbers/meta.ts";
import { repeatedAsking, type RepeatedAsking } from "./repeated-asking.ts";
import { keyColumns } from "../groups/strata.ts";
import { tauInterval } from "../numbers/tau-interval.ts";
import { wordingTables, type WordingTables } from "../groups/wording-tables.ts";

/** How much the wording matters, over the paraphrases of one group. Proportions; null where the data cannot say. */
export interface Consistency extends RepeatedAsking {
  key: Record<string, string>;
  wordings: number;
  inputs: number;
  /** Standard deviation between wordings' true rates, with its Q-profile interval, and the share of variance it makes. */
  tau: number | null;
  tauCi: Interval | null;
  i2: number | null;
  /** Share of the variance in log odds that is between wordings, and the SD of wordings there. */
  icc: number | null;
  wordingSd: number | null;
  /** How many wordings `allOf` and `anyOf` speak of. */
  k: number;
  notes: string[];
}

/**
 * How much the wording matters among the paraphrases: τ and I² as in {@link gap}, the latent intraclass correlation
 * σ²/(σ² + σ²_input + π²/3) of the logit model, and what repeated asking meets with: all-of-k and any-of-k rates (`k`
 * all wordings unless given), agreement of two wordings, beside that of one wording with itself. These are averages over
 * subsets, unbiased, of independent trials; intervals by input with t on G − 1 df, or for one input by the delta method,
 * and speak of these wordings. Throws where `k` is not a whole number from 1 on. Sources: Nakagawa and Schielzeth 2010
 * (ICC); Viechtbauer 2007 (τ).
 */
export function consistency(
  data: GapData,
  { by = keyColumns, k, level = 0.95 }: { by?: readonly string[]; k?: number; level?: number } = {},
): Consistency[] {
  if (k !== undefined && !(Number.isInteger(k) && k >= 1))
    throw new RangeError(`k = ${k}: expected a whole number of wordings, 1 or more`);
  return wordingTables(data, by).map((tables) => {
    const { group, inputs } = tables;
    const rows = tables.wordings.flatMap(({ arm }, w) => (arm === "paraphrase" ? [w] : []));
    const notes: string[] = [];
    const head = { key: group.key, wordings: rows.length, inputs };
    const drawn = Math.min(k ?? rows.length, rows.length);
    if (k !== undefined && k > rows.length)
      notes.push(`there are ${rows.length} paraphrases: k = ${k} is taken as that`);
    if (rows.length < 2) notes.push("fewer than two paraphrases: nothing can be said of how much the wording matters");
    return {
      ...head,
      ...spread(tables, { level, notes }),
      ...latent(tables, rows, notes),
      k: drawn,
      ...repeatedAsking(tables, { rows, k: drawn, level, notes }),
      notes,
    };
  });
}

function spread(
  { group }: WordingTables,
  { level, notes }: { level: number; notes: string[] },
): Pick<Consistency, "tau" | "tauCi" | "i2"> {
  const paraphrases = group.wordings.filter(({ arm }) => arm === "paraphrase");
  if (paraphrases.length < 2) return { tau: null, tauCi: null, i2: null };
  const rates = paraphrases.map(({ rate }) => rate);
  const { known, variances } = samplingVariances(paraphrases, covariances(group).among);
  const { tau2, i2, mean } = meta(rates, variances);
  if (known && tau2 > 0 && (mean < 0.2 || mean > 0.8))
    notes.push(
      "rates near 0 or 100 % are spread askew, and τ's interval, which takes them as normal, covers less than it says; the SD in log odds does not hang on that",
    );
  return known
    ? { tau: Math.sqrt(tau2), tauCi: tauInterval(rates, variances, level), i2 }
    : { tau: null, tauCi: null, i2: null };
}

/** From the logit model without arms. */
function latent(
  { inputs, n, sum, binary }: WordingTables,
  rows: readonly number[],
  notes: string[],
): Pick<Consistency, "icc" | "wordingSd"> {
  const of = (all: Float64Array) =>
    Float64Array.from(rows.flatMap((w) => [...all.subarray(w * inputs, (w + 1) * inputs)]));
  const [counts, successes] = [of(n), of(sum)];
  const total = counts.reduce((a, b) => a + b, 0);
  const ones = successes.reduce((a, b) => a + b, 0);
  if (!binary) notes.push("values are proportions: no intraclass correlation, which is of trials of 0 and 1");
  else if (rows.length > 1 && (ones === 0 || ones === total))
    notes.push("every trial came out alike: no intraclass correlation can be told");
  if (!binary || rows.length < 2 || ones === 0 || ones === total) return { icc: null, wordingSd: null };
  const design = new Float64Array(rows.length).fill(1);
  const fit = fitLogit({ wordings: rows.length, inputs, n: counts, sum: successes, design, columns: 1 });
  if (!fit.converged) return { icc: null, wordingSd: null };
  const variance = fit.wordingSd ** 2;
  return { icc: variance / (variance + fit.inputSd ** 2 + Math.PI ** 2 / 3), wordingSd: fit.wordingSd };
}
