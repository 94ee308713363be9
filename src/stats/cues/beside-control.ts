import { combinationOf, type Combination } from "../numbers/least-squares.ts";
import type { CueEffect } from "./cue-result.ts";
import type { EstimatedCues } from "./estimate-cues.ts";

/**
 * Each effect with the same one in the scenario's unpublished control, where that was measured at
 * the same model, condition and outcome, and the difference of the two by themselves, on
 * Satterthwaite's df.
 */
export function besideControl(all: readonly EstimatedCues[], level: number): EstimatedCues[] {
  return all.map((each) => {
    const control = all.find((other) => other.controlFor === each.scenario && isAlike(other, each));
    if (control === undefined) return each;
    return { ...each, effects: each.effects.map((effect) => withControl(effect, control, level)) };
  });
}

const isAlike = (one: EstimatedCues, other: EstimatedCues): boolean =>
  one.model === other.model &&
  one.condition === other.condition &&
  one.outcome === other.outcome &&
  JSON.stringify(Object.entries(one.levels).sort()) === JSON.stringify(Object.entries(other.levels).sort());

function withControl(effect: CueEffect, { scenario, effects }: EstimatedCues, level: number): CueEffect {
  const same = effects.find((other) =>
    (["factor", "level", "from"] as const).every((name) => other[name] === effect[name]),
  );
  if (same === undefined) return effect;
  const { pooled, unpooled } = same;
  return {
    ...effect,
    control: { scenario, pooled, unpooled },
    beyondControl: differenceOf(effect.unpooled, unpooled, level),
  };
}

function differenceOf(one: Combination, other: Combination, level: number): Combination {
  const variance = one.se ** 2 + other.se ** 2;
  const df = variance ** 2 / (one.se ** 4 / one.df + other.se ** 4 / other.df);
  return combinationOf(one.estimate - other.estimate, { se: Math.sqrt(variance), df, level });
}
