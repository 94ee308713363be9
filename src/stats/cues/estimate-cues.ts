import { termsOf } from "../../lib/d-optimal/model-matrix.ts";
import { dEfficiencyOf } from "../../lib/d-optimal/quality.ts";
import type { Dropped } from "../groups/dropped.ts";
import { placeOf } from "../groups/place.ts";
import type { CueFacts } from "../notes/cue-notes.ts";
import { recognitionKinds } from "../../scenarios/perturbations/recognition-kinds.ts";
import { untold } from "../numbers/least-squares.ts";
import { askedOf, type AskedOf } from "./asked-of.ts";
import { codeDesign, type CodedDesign } from "./code-design.ts";
import type { CueEffect, CuePoint, Cues } from "./cue-result.ts";
import { effectsOf, interactionsOf } from "./effects-of.ts";
import { factorsOf, trialsOf, withLevels, type FoundFactor } from "./factors-of.ts";
import { distances, fitCues, type CueFit } from "./fit-cues.ts";
import type { PerturbedGroup, PerturbedRate } from "./perturbed-groups.ts";
import { kindsOf, pairsShareOf, sharesOf, spreadOf, variancesOf, type Kinds } from "./shares.ts";
import { spokenEffects } from "./spoken-effects.ts";
import type { Spoken } from "./spoken-groups.ts";

export type EstimatedCues = Omit<Cues, "notes">;

export interface EstimateOptions {
  level: number;
  from?: Readonly<Record<string, string>>;
  kinds?: Kinds;
  pairs?: boolean;
  seed?: number;
  spoken: Record<Spoken, PerturbedGroup | null>;
}

/** All that one group's perturbations say of its factors, but for what other groups say. */
export function estimateCues(found: PerturbedGroup, options: EstimateOptions): EstimatedCues {
  const { group, sampling } = found;
  const { level, seed = 1 } = options;
  const rated = found.wordings.filter(({ rate }) => !Number.isNaN(rate));
  const wordings = withLevels(rated);
  const factors = factorsOf(wordings, options.from);
  const coded = codeDesign(wordings, factors, options.pairs);
  const asked = askedOf(coded, wordings.length);
  // A class of effects that nothing is known of has no variance to be estimated.
  const design = { ...coded, parts: coded.parts.filter((part) => !asked.empty.has(part)) };
  const kinds = kindsAmong(design, options.kinds);
  const obstacle = obstacleTo(design, wordings);
  const named = JSON.stringify([seed, Object.entries(group.key).sort()]);
  const fit = obstacle === null ? fitCues(wordings, design, sampling, { asked: asked.all, level, seed: named }) : null;
  const effects = effectsOf({ design, asked, fit, spoken: spokenEffects(design, options) });
  const apart = effects.every(({ unpooled }) => !Number.isNaN(unpooled.estimate));
  const variances = fit && apart ? variancesOf(design.parts, fit.draws, sampling) : null;
  return {
    ...placeOf(group),
    controlFor: group.controlFor,
    simulated: group.simulated,
    level,
    wordings: wordings.length,
    n: trialsOf(wordings),
    rate: wordings.reduce((sum, { rate }) => sum + rate, 0) / wordings.length,
    between: variances ? spreadOf(variances) : NaN,
    bases: design.bases,
    factors,
    effects,
    interactions: interactionsOf({ design, asked, fit }),
    shares: variances ? sharesOf(variances, level) : [],
    pairsShare: variances && pairsShareOf(variances, level),
    kinds: variances && !Number.isNaN(sampling) ? kindsOf(variances, kinds, level) : [],
    distance: fit?.distance ?? { alone: untold(NaN), besideFactors: untold(NaN) },
    points: rated.map(pointOf),
    ...factsOf({ ...found, wordings }, { design, asked, fit, effects, factors }),
    unrated: found.levels.filter(({ factor, level }) => !rated.some(({ levels }) => levels[factor] === level)),
    obstacle,
    hasDistance: distances(wordings) !== null,
  };
}

/**
 * Kinds that anything varied is of, those asked for or of recognition; of the latter none where all
 * is of one.
 */
function kindsAmong({ parts }: CodedDesign, asked?: Kinds): Kinds {
  const all: Kinds = { ...recognitionKinds, structure: [...recognitionKinds.structure, "base"] };
  const varied = parts.flatMap(({ kind, factors }) => (kind === "base" ? ["base"] : factors));
  const counted = (names: readonly string[]) => names.some((name) => varied.includes(name));
  const there = Object.entries(asked ?? all).filter(([, names]) => counted(names));
  return there.length > 1 || asked !== undefined ? Object.fromEntries(there) : {};
}

function pointOf({ wording, base, levels, changed, distance, rate, ci, n }: PerturbedRate): CuePoint {
  return { wording, base, levels, changed, distance, rate, ci, n };
}

function obstacleTo({ parts }: CodedDesign, wordings: readonly PerturbedRate[]): CueFacts["obstacle"] {
  if (!parts.some(({ kind }) => kind === "factor")) return "no factor varies";
  if (errorDf(parts, wordings.length) < leastErrorDf) return "fewer wordings than effects";
  const rates = wordings.map(({ rate }) => rate);
  return Math.max(...rates) - Math.min(...rates) < 1e-12 ? "rates all alike" : null;
}

/** Degrees of freedom for error without which no effect is given. */
export const leastErrorDf = 2;

/** Wordings less the columns of the mean, bases and factors. */
const errorDf = (parts: CodedDesign["parts"], wordings: number): number =>
  parts.reduce((left, { kind, columns }) => (kind === "pair" ? left : left - columns.length), wordings - 1);

interface Estimated {
  design: CodedDesign;
  asked: AskedOf;
  fit: CueFit | null;
  effects: readonly CueEffect[];
  factors: readonly FoundFactor[];
}

function factsOf(
  { group, wordings, sampling }: PerturbedGroup,
  { design, asked, fit, effects, factors }: Estimated,
): Omit<CueFacts, "obstacle" | "hasDistance" | "unrated"> {
  const varied = factors.filter(({ levels }) => levels.length > 1);
  const aliased = fit === null ? [] : effects.filter(({ unpooled }) => Number.isNaN(unpooled.estimate));
  return {
    looked: effects.length,
    dEfficiency: efficiencyOf(wordings, design),
    df: fit?.df ?? errorDf(design.parts, wordings.length),
    unvaried: factors.filter((factor) => !varied.includes(factor)).map(({ factor }) => factor),
    assumed: varied.filter(({ assumed }) => assumed).map(({ factor, from }) => ({ factor, from })),
    aliased: aliased.map(({ factor, level }) => ({ factor, level })),
    pairsUntold: asked.pairsUntold,
    exact: fit !== null && effects.every(({ unpooled }) => !(unpooled.se > 0)),
    single: wordings.length > 0 && Number.isNaN(sampling),
    unscored: unscoredIn(group.dropped),
    together: (["model", "condition"] as const).flatMap((column) =>
      group.key[column]!.includes(" + ") ? [{ column, levels: group.key[column]! }] : [],
    ),
  };
}

/** How well the wordings, as a design, tell the effects of the factors that vary. */
function efficiencyOf(wordings: readonly PerturbedRate[], { factors, bases }: CodedDesign): number {
  const rows = wordings.map(({ base, levels }) => ({
    block: bases.indexOf(base),
    levels: factors.map(({ factor, from, levels: all }) => {
      const at = levels[factor] || from;
      return all.findIndex(({ level }) => level === at);
    }),
  }));
  return rows.length === 0
    ? 0
    : dEfficiencyOf(
        rows,
        termsOf(
          factors.map(({ levels }) => levels.length),
          bases.length,
        ),
      );
}

function unscoredIn(dropped: readonly Dropped[]): Record<string, number> {
  const byReason: Record<string, number> = {};
  for (const { reason, count } of dropped) byReason[reason] = (byReason[reason] ?? 0) + count;
  return byReason;
}
