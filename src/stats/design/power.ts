import { checkOptions } from "../../lib/check-options.ts";
import { random } from "../../lib/random.ts";
import { closedPower } from "./closed-power.ts";
import { fillDesign, type Design } from "./design.ts";
import { estimate } from "../gap/estimate.ts";
import type { Interval } from "../numbers/interval.ts";
import { rate } from "../numbers/rate.ts";
import { simulateGroup } from "./simulate-group.ts";
import { studyCost, type Price } from "./study-cost.ts";

export interface PowerOptions extends Partial<Price> {
  /** Simulated studies. Default 2,000, which gives the power to within about 2 points. */
  studies?: number;
  seed?: number | string;
  level?: number;
}

export interface Power {
  /** What was asked, its defaults filled in. */
  design: Required<Design>;
  level: number;
  /**
   * Share of simulated studies whose headline interval excludes zero, with its simulation error.
   */
  power: number;
  powerCi: Interval;
  /** The same without simulation; see {@link closedPower}. */
  closedForm: number;
  /** Of the simulated studies: mean gap, and median width of the headline interval. */
  meanGap: number;
  medianWidth: number | null;
  studies: number;
  trials: number;
  /**
   * USD at catalogue prices where `model` and `tokens` were given; null where they were not, or the
   * price is unknown.
   */
  usd: number | null;
}

/**
 * Chance that a study of this design finds its gap: that the headline interval, for wordings like
 * these, excludes zero. By seeded simulation from the logit model, through the very estimator that
 * will be used, with the closed form beside it. It holds for the rate, gap and spread given, which
 * are guesses: try several. With gap = 0 it is the rate of false positives. Proportions. Throws on
 * a design that cannot be.
 *
 * @example
 * stats.power({ k: 8, n: 20, rate: 0.5, gap: -0.2, tau: 0.8 }, { studies: 200 })
 */
export function power(design: Design, options: PowerOptions = {}): Power {
  checkOptions("power", options, { studies: true, seed: true, level: true, model: true, tokens: true });
  const { studies = 2000, seed = 1, level = 0.95 } = options;
  if (!(Number.isInteger(studies) && studies >= 100))
    throw new RangeError(`${studies} studies: expected a whole number, 100 or more`);
  const filled = fillDesign(design);
  const next = random(seed);
  const widths: number[] = [];
  let [found, sum] = [0, 0];
  for (let i = 0; i < studies; i++) {
    const { gap, gapP, ciLike } = estimate(simulateGroup(filled, next), { level });
    if (gapP !== null && gapP < 1 - level) found++;
    if (ciLike) widths.push(ciLike[1] - ciLike[0]);
    sum += gap!;
  }
  widths.sort((a, b) => a - b);
  const { k, n, publishedN, rate: published, gap, tau, inputs, inputSd } = filled;
  return {
    design: { k, n, publishedN, rate: published, gap, tau, inputs, inputSd },
    level,
    power: found / studies,
    powerCi: rate(found, studies).ci,
    closedForm: closedPower(filled, { level }),
    meanGap: sum / studies,
    medianWidth: widths[widths.length >> 1] ?? null,
    studies,
    trials: k * n + publishedN,
    usd: options.model === undefined || options.tokens === undefined ? null : studyCost(design, options as Price).usd,
  };
}
