import { untold } from "../numbers/least-squares.ts";
import type { PooledCombination } from "../numbers/pool-effects.ts";
import type { AskedOf } from "./asked-of.ts";
import type { CodedDesign } from "./code-design.ts";
import type { CueEffect, CueInteraction } from "./cue-result.ts";
import type { CueFit } from "./fit-cues.ts";
import type { SpokenOf } from "./spoken-effects.ts";

interface Fitted {
  design: CodedDesign;
  asked: AskedOf;
  /** Null where nothing could be fitted: every effect is NaN then. */
  fit: CueFit | null;
}

const nothing: PooledCombination = { estimate: NaN, sd: NaN, ci: [NaN, NaN], learnt: NaN };

/** The effect of each level of each factor, not yet adjusted nor set beside a control's. */
export function effectsOf({ design, asked, fit, spoken }: Fitted & { spoken: SpokenOf }): CueEffect[] {
  return asked.effects.map(({ factor, level }, i) => {
    const { from, levels } = design.factors.find((each) => each.factor === factor)!;
    const [changed, unchanged] = [levels.find((each) => each.level === level)!, levels[0]!];
    const unpooled = fit?.unpooled[i] ?? untold(NaN);
    return {
      factor,
      level,
      from,
      wordings: [changed.wordings, unchanged.wordings],
      n: [changed.n, unchanged.n],
      pooled: Number.isNaN(unpooled.estimate) ? nothing : fit!.pooled[i]!,
      unpooled,
      holm: NaN,
      bh: NaN,
      atDistance: fit?.atDistance[i] ?? untold(NaN),
      control: null,
      beyondControl: null,
      recognised: spoken.recognised(factor, level),
      evalAware: spoken.evalAware(factor, level),
    };
  });
}

/** What pairs of levels do together, where the design tells it; p not yet adjusted. */
export function interactionsOf({ design, asked, fit }: Fitted): CueInteraction[] {
  const from = (factor: string) => design.factors.find((each) => each.factor === factor)!.from;
  return asked.pairs.map(({ factors, levels }, i) => ({
    factors,
    levels,
    from: [from(factors[0]), from(factors[1])],
    pooled: fit?.pooled[asked.effects.length + i] ?? nothing,
    unpooled: fit?.unpooled[asked.effects.length + i] ?? untold(NaN),
    holm: NaN,
    bh: NaN,
  }));
}
