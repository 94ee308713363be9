import { logitOf } from "../../lib/marginal.ts";
import { random, type Random } from "../../lib/random.ts";
import { correctedGap } from "../gap/corrected.ts";
import { differenceOf, type Part } from "../gap/difference.ts";
import { estimate } from "../gap/estimate.ts";
import { rate as rateWithError } from "../numbers/rate.ts";
import type { Interval } from "../numbers/interval.ts";
import { designOf, observed, scenariosOf, type Allocation, type Sought } from "./allocation.ts";
import { fillDesign, type FilledDesign } from "./design.ts";
import { draw, simulateGroup } from "./simulate-group.ts";

/**
 * Power by seeded simulation, through the estimators that will be used: the gap, its correction by
 * labels drawn of either side, its control's gap taken off (the control has none). Where the
 * published text counts as a draw, it is an ordinary wording moved by the gap, and the estimated
 * spread of wordings is added.
 */
export function simulateAllocation(
  allocation: Allocation,
  sought: Sought,
  { studies, seed, level }: { studies: number; seed: number | string; level: number },
): { power: number; powerCi: Interval } {
  const next = random(seed);
  const design = drawnFrom(allocation, sought);
  const controlled = drawnFrom(allocation, { ...sought, gap: 0 });
  let found = 0;
  for (let study = 0; study < studies; study++) {
    const estimate = estimateOne(design, allocation, sought, { next, level });
    const control =
      scenariosOf(sought) === 1 ? none : estimateOne(controlled, allocation, { ...sought, gap: 0 }, { next, level });
    if (estimate === null || control === null) continue;
    const parts = [...estimate.parts, ...control.parts];
    const { p } = differenceOf(sought.question, estimate.gap - control.gap, { parts, level });
    if (p < 1 - level) found++;
  }
  return { power: found / studies, powerCi: rateWithError(found, studies).ci };
}

/** A design to draw from, its published rate the mean over texts like it where they are draws. */
function drawnFrom(allocation: Allocation, sought: Sought): FilledDesign {
  const design = fillDesign(designOf(allocation, sought));
  return sought.question === "asDraw" ? { ...design, publishedLogit: logitOf(design.rate, design.tau) } : design;
}

const none: Estimated = { gap: 0, parts: [] };

interface Estimated {
  gap: number;
  parts: Part[];
}

function estimateOne(
  design: FilledDesign,
  allocation: Allocation,
  sought: Sought,
  { next, level }: { next: Random; level: number },
): Estimated | null {
  const { judge, question, rate, gap } = sought;
  const group = simulateGroup(design, next, {
    published: question === "asDraw" ? "moved" : "fixed",
    observe: observed(judge),
  });
  const simulated = estimate(group, { level });
  if (simulated.gap === null || simulated.gapSe === null || simulated.gapDf === null) return null;
  const youden = judge === null ? 1 : judge.sensitivity + judge.specificity - 1;
  const spread: Part[] =
    question === "asDraw" ? [{ variance: ((simulated.tau ?? 0) / youden) ** 2, df: allocation.k - 1 }] : [];
  if (judge === null)
    return { gap: simulated.gap, parts: [{ variance: simulated.gapSe ** 2, df: simulated.gapDf }, ...spread] };
  const labelled = (p: number) => drawLabels(next, p, judge, allocation.labels);
  const errors = { published: labelled(rate), paraphrase: labelled(rate + gap) };
  const corrected =
    errors.published && errors.paraphrase
      ? correctedGap({ ...simulated, level, clustered: false, wordings: [] }, errors as never, { level })
      : null;
  return corrected && { gap: corrected.gap, parts: [{ variance: corrected.se ** 2, df: corrected.df }, ...spread] };
}

/** Labels of one side, by whether the truth is 1; null where none is of one kind. */
function drawLabels(next: Random, p: number, judge: NonNullable<Sought["judge"]>, labels: number) {
  const ones = draw(next, labels, p);
  if (ones === 0 || ones === labels) return null;
  return {
    sensitivity: { successes: draw(next, ones, judge.sensitivity), trials: ones },
    specificity: { successes: draw(next, labels - ones, judge.specificity), trials: labels - ones },
  };
}
