import { checkOptions } from "../../lib/check-options.ts";
import { random } from "../../lib/random.ts";
import { quantile } from "../numbers/bca.ts";
import { tQuantile } from "../numbers/distributions.ts";
import type { Interval } from "../numbers/interval.ts";
import type { Gap } from "../gap/gap.ts";
import type { WordingRate } from "../groups/group.ts";
import { meta } from "../numbers/meta.ts";
import { matched, pointsOf, type MediationPoint, type Pair } from "./mediation-points.ts";
import { metaRegression } from "../numbers/meta-regression.ts";
import { mediationNotes, type MediationFacts } from "../notes/mediation-notes.ts";

/** An effect with its interval. */
export interface Effect {
  estimate: number;
  ci: Interval;
}

/** Proportions. `total` = `direct` + `indirect`. */
export interface Mediation
  extends
    Pick<Gap, "scenario" | "condition" | "model" | "outcome" | "levels" | "publishedText" | "publishedArm" | "level">,
    MediationFacts {
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
  wordings: number;
  simulated: boolean;
  /** Whether rates of behaviour, and of recognition, are differences of two. */
  isDifference: [behaviour: boolean, recognition: boolean];
  /** The published side first, then the paraphrases with both rates. */
  points: MediationPoint[];
  notes: string[];
}

export interface MediationOptions {
  level?: number;
  /** Draws behind the intervals of `indirect` and `direct`. */
  replicates?: number;
  seed?: number | string;
}

/**
 * How much of a gap goes with recognition: the gap in recognition times the slope of behaviour on
 * recognition across the paraphrases (random-effects meta-regression, wording as the unit); the
 * rest is direct. From {@link gap} of either outcome on the same wordings, one gap each; Monte
 * Carlo intervals, seeded. It is recognition's effect only if nothing else makes a wording both
 * less recognized and differently answered, if the published wording lies on the same line, and if
 * recognition comes first: an observational decomposition. null below four paraphrases, where
 * recognition does not vary between them, or where either gap has no standard error. Sources:
 * MacKinnon, Lockwood and Williams 2004; Imai, Keele and Tingley 2010 on what it assumes.
 *
 * @example
 * const known = gap(
 *   rows(await grade(await run(recognition.planProbe(scenario, "simulated/recognizer")))),
 * );
 * stats.mediation(
 *   first,
 *   known.find(({ outcome }) => outcome === "source-choice")!,
 * )
 */
export function mediation(behaviour: Gap, recognition: Gap, options: MediationOptions = {}): Mediation | null {
  const {
    level = 0.95,
    replicates = 10_000,
    seed = 1,
  } = checkOptions("mediation", options, { level: true, replicates: true, seed: true });
  const different = (["scenario", "model"] as const).find((name) => behaviour[name] !== recognition[name]);
  if (different)
    throw new Error(
      `behaviour of ${different} ${behaviour[different]} with recognition of ${recognition[different]}: expected the same ${different}`,
    );
  const pairs = matched(behaviour, recognition);
  const r = pairs.map(([, { rate }]) => rate);
  if (pairs.length < 4 || new Set(r).size < 2 || !behaviour.gapSe || !recognition.gapSe) return null;
  const line = lineOf(pairs);
  const [total, change] = [behaviour.gap!, recognition.gap!];
  const effects = decompose({ behaviour, recognition, line }, { level, replicates, seed });
  const around = (estimate: number, se: number, df: number): Effect => {
    const half = tQuantile(1 - (1 - level) / 2, df) * se;
    return { estimate, ci: [estimate - half, estimate + half] };
  };
  const { scenario, condition, model, outcome, levels, publishedText, publishedArm } = behaviour;
  const there = recognition.published!;
  const facts: MediationFacts = {
    reliability: reliabilityOf(pairs.map(([, seen]) => seen)),
    unmatched: Math.max(behaviour.k, recognition.k) - pairs.length,
    extrapolates: there < Math.min(...r) || there > Math.max(...r),
    provisional: [...behaviour.provisional, ...recognition.provisional],
  };
  return {
    scenario,
    condition,
    model,
    outcome,
    levels,
    recognitionOutcome: recognition.outcome,
    publishedText,
    publishedArm,
    level,
    total: around(total, behaviour.gapSe, behaviour.gapDf!),
    ...effects,
    recognition: around(change, recognition.gapSe, recognition.gapDf!),
    slope: { ...around(line.slope, line.se, line.df), se: line.se, df: line.df, intercept: line.intercept },
    ...facts,
    wordings: line.k,
    simulated: behaviour.simulated || recognition.simulated,
    isDifference: [behaviour.isDifference, recognition.isDifference],
    points: pointsOf(behaviour, recognition, pairs),
    notes: mediationNotes(facts),
  };
}

/**
 * Behaviour on recognition over the paraphrases; where τ² is zero the error is never below the
 * sampling one.
 */
interface Line {
  slope: number;
  intercept: number;
  se: number;
  df: number;
  k: number;
}

function lineOf(pairs: readonly Pair[]): Line {
  const { slope, intercept, slopeSe, slopeSeWald, tau2, k } = metaRegression(
    pairs.map(([{ rate }]) => rate),
    variancesOf(pairs.map(([acted]) => acted)),
    pairs.map(([, { rate }]) => rate),
  );
  return { slope, intercept, se: tau2 === 0 ? Math.max(slopeSe, slopeSeWald) : slopeSe, df: k - 2, k };
}

/**
 * What goes with recognition and what is left, by draws of the slope and of both gaps from their t
 * distributions.
 */
function decompose(
  { behaviour, recognition, line }: { behaviour: Gap; recognition: Gap; line: Line },
  { level, replicates, seed }: Required<MediationOptions>,
): Pick<Mediation, "indirect" | "direct"> {
  const [total, change] = [behaviour.gap!, recognition.gap!];
  const next = random(seed);
  const t = (df: number) => tQuantile(Math.min(Math.max(next(), 1e-12), 1 - 1e-12), df);
  const [indirect, direct] = [new Float64Array(replicates), new Float64Array(replicates)];
  for (let i = 0; i < replicates; i++) {
    const slope = line.slope + line.se * t(line.df);
    indirect[i] = slope * (change + recognition.gapSe! * t(recognition.gapDf!));
    direct[i] = total + behaviour.gapSe! * t(behaviour.gapDf!) - indirect[i]!;
  }
  const tail = (1 - level) / 2;
  const effect = (estimate: number, draws: Float64Array): Effect => {
    draws.sort();
    return { estimate, ci: [quantile(draws, tail), quantile(draws, 1 - tail)] };
  };
  const explained = line.slope * change;
  return { indirect: effect(explained, indirect), direct: effect(total - explained, direct) };
}

/** By size, at the average variance of a trial, where trials are known; see {@link weighBySize}. */
function variancesOf(wordings: readonly WordingRate[]): number[] {
  const variances = wordings.map(({ se }) => (se ?? 0) ** 2);
  const units = wordings.map(({ n }) => (n === null ? NaN : 1 / n));
  const each = variances.reduce((a, b) => a + b, 0) / units.reduce((a, b) => a + b, 0);
  return Number.isNaN(each) ? variances : units.map((unit) => unit * each);
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
