import { random } from "../../lib/random.ts";
import { quantile } from "../numbers/bca.ts";
import { tQuantile } from "../numbers/distributions.ts";
import type { Interval } from "../numbers/interval.ts";
import type { Gap } from "../gap/gap.ts";
import type { WordingRate } from "../groups/group.ts";
import { meta } from "../numbers/meta.ts";
import { matched, pointsOf, type MediationPoint, type Pair } from "./mediation-points.ts";
import { metaRegression } from "../numbers/meta-regression.ts";
import { provisionalOf } from "../gap/provisional.ts";

/** An effect with its interval. */
export interface Effect {
  estimate: number;
  ci: Interval;
}

/** Proportions. `total` = `direct` + `indirect`. */
export interface Mediation extends Pick<
  Gap,
  "scenario" | "condition" | "model" | "outcome" | "publishedText" | "level"
> {
  /** The outcome that recognition was measured by. */
  recognitionOutcome: string;
  /** The gap of the behaviour. */
  total: Effect;
  /** What of it goes with the change in recognition, and what is left. */
  indirect: Effect;
  direct: Effect;
  /** Recognition, paraphrase − published: its own gap. */
  recognition: Effect;
  /** Behaviour's change over the paraphrases as recognition goes from 0 to 1. */
  slope: Effect & { se: number; df: number; intercept: number };
  /** Share of the paraphrases' variance in recognition that is not sampling error. */
  reliability: number;
  wordings: number;
  simulated: boolean;
  /** Whether rates of behaviour, and of recognition, are differences of two. */
  difference: [behaviour: boolean, recognition: boolean];
  /** The published side first, then the paraphrases with both rates. */
  points: MediationPoint[];
  notes: string[];
}

/**
 * How much of a gap goes with recognition: the gap in recognition times the slope of behaviour on recognition across the
 * paraphrases (random-effects meta-regression, wording as the unit); the rest is direct. From {@link gap} of either
 * outcome on the same wordings, one gap each; Monte Carlo intervals, seeded. It is recognition's effect only if nothing
 * else makes a wording both less recognized and differently answered, if the published wording lies on the same line,
 * and if recognition comes first: an observational decomposition. null below four paraphrases, where recognition does
 * not vary between them, or where either gap has no standard error. Sources: MacKinnon, Lockwood and Williams 2004;
 * Imai, Keele and Tingley 2010 on what it assumes.
 */
export function mediation(
  behaviour: Gap,
  recognition: Gap,
  { level = 0.95, replicates = 10_000, seed = 1 }: { level?: number; replicates?: number; seed?: number | string } = {},
): Mediation | null {
  const different = (["scenario", "model"] as const).find((name) => behaviour[name] !== recognition[name]);
  if (different)
    throw new Error(
      `behaviour of ${different} ${behaviour[different]} with recognition of ${recognition[different]}: expected the same ${different}`,
    );
  const pairs = matched(behaviour, recognition);
  const r = pairs.map(([, { rate }]) => rate);
  if (pairs.length < 4 || new Set(r).size < 2 || !behaviour.gapSe || !recognition.gapSe) return null;
  const p = pairs.map(([{ rate }]) => rate);
  const variances = variancesOf(pairs.map(([own]) => own));
  const fit = metaRegression(p, variances, r);
  const se = fit.tau2 === 0 ? Math.max(fit.slopeSe, fit.slopeSeWald) : fit.slopeSe;
  const df = fit.k - 2;
  const [total, change] = [behaviour.gap!, recognition.gap!];
  const next = random(seed);
  const t = (degrees: number) => tQuantile(Math.min(Math.max(next(), 1e-12), 1 - 1e-12), degrees);
  const [indirect, direct] = [new Float64Array(replicates), new Float64Array(replicates)];
  for (let i = 0; i < replicates; i++) {
    const slope = fit.slope + se * t(df);
    indirect[i] = slope * (change + recognition.gapSe * t(recognition.gapDf!));
    direct[i] = total + behaviour.gapSe * t(behaviour.gapDf!) - indirect[i]!;
  }
  const tail = (1 - level) / 2;
  const effect = (estimate: number, draws: Float64Array): Effect => {
    draws.sort();
    return { estimate, ci: [quantile(draws, tail), quantile(draws, 1 - tail)] };
  };
  const around = (estimate: number, se: number, df: number): Effect => {
    const half = tQuantile(1 - tail, df) * se;
    return { estimate, ci: [estimate - half, estimate + half] };
  };
  const reliability = reliabilityOf(pairs.map(([, own]) => own));
  const { scenario, condition, model, outcome, publishedText } = behaviour;
  return {
    scenario,
    condition,
    model,
    outcome,
    recognitionOutcome: recognition.outcome,
    publishedText,
    level,
    total: around(total, behaviour.gapSe, behaviour.gapDf!),
    indirect: effect(fit.slope * change, indirect),
    direct: effect(total - fit.slope * change, direct),
    recognition: around(change, recognition.gapSe, recognition.gapDf!),
    slope: { ...around(fit.slope, se, df), se, df, intercept: fit.intercept },
    reliability,
    wordings: fit.k,
    simulated: behaviour.simulated || recognition.simulated,
    difference: [behaviour.difference, recognition.difference],
    points: pointsOf(behaviour, recognition, pairs),
    notes: notesOf(behaviour, recognition, pairs, reliability),
  };
}

/** By size, at the average variance of a trial, where trials are known; see {@link weighBySize}. */
function variancesOf(wordings: readonly WordingRate[]): number[] {
  const own = wordings.map(({ se }) => (se ?? 0) ** 2);
  const units = wordings.map(({ n }) => (n === null ? NaN : 1 / n));
  const each = own.reduce((a, b) => a + b, 0) / units.reduce((a, b) => a + b, 0);
  return Number.isNaN(each) ? own : units.map((unit) => unit * each);
}

function reliabilityOf(recognition: readonly WordingRate[]): number {
  const variances = variancesOf(recognition);
  const { tau2 } = meta(
    recognition.map(({ rate }) => rate),
    variances,
  );
  const typical = variances.reduce((a, b) => a + b, 0) / variances.length;
  return tau2 + typical === 0 ? 0 : tau2 / (tau2 + typical);
}

function notesOf(behaviour: Gap, recognition: Gap, pairs: readonly Pair[], reliability: number): string[] {
  const notes = [behaviour, recognition].flatMap(provisionalOf);
  const left = Math.max(behaviour.k, recognition.k) - pairs.length;
  if (left > 0) notes.push(`${left} paraphrases without both rates are not in the slope`);
  if (reliability < 0.8)
    notes.push(
      `${Math.round(100 * reliability)} % of the spread in recognition is more than chance: the slope, and what is mediated, come out too near zero; more trials of recognition help`,
    );
  const seen = pairs.map(([, { rate }]) => rate);
  const there = recognition.published!;
  if (there < Math.min(...seen) || there > Math.max(...seen))
    notes.push(
      "the published wording is recognized at a rate that no paraphrase has: what is mediated extrapolates their line",
    );
  return notes;
}
