import { checkOptions } from "../../lib/check-options.ts";
import { random } from "../../lib/random.ts";
import type { Counts } from "../numbers/interval.ts";
import { fillDesign, type Design } from "./design.ts";
import { normalCdf } from "../numbers/distributions.ts";
import { estimate } from "../gap/estimate.ts";
import type { Estimate } from "../gap/estimated-gap.ts";
import type { Interval } from "../numbers/interval.ts";
import type { Group } from "../groups/group.ts";
import { rate } from "../numbers/rate.ts";
import { simulateGroup } from "./simulate-group.ts";

/**
 * How often one test rejects under one null; proportions, with Wilson's interval for the simulation
 * error.
 */
export interface Calibrated {
  test: "headline interval" | "outlier test" | "rank test" | "pooled z-test";
  /**
   * `average`: no gap on average. `draw`: the published wording is one more draw from its
   * rewordings.
   */
  truth: "average" | "draw";
  rejects: number;
  ci: Interval;
  /**
   * Of the headline interval: how often it holds the true gap. Null of tests that give no interval.
   */
  covers: number | null;
}

export interface Calibration extends Omit<Design, "inputs" | "inputSd"> {
  publishedN: number;
  /** Simulated data sets behind every rate. */
  sets: number;
  /** Confidence of the tests: each should reject 1 − level of data sets with nothing to find. */
  level: number;
  tests: Calibrated[];
}

/**
 * Whether the tests keep their promise, by seeded simulation from the logit model through the
 * estimator itself: how often each rejects under the two nulls, which are never the same question,
 * beside a two-proportion z-test that pools all paraphrases. Under `average` the published rate is
 * the mean over wordings plus `design.gap` (0 makes it a null, another gap tells coverage and
 * power); under `draw` it is a draw from the spread of wordings. Throws on a design that cannot be.
 *
 * @example
 * stats.calibration({ k: 8, n: 20, rate: 0.5, gap: 0, tau: 0.8 }, { sets: 100 })
 */
export function calibration(
  design: Omit<Design, "inputs" | "inputSd">,
  options: { sets?: number; seed?: number | string; level?: number } = {},
): Calibration {
  const {
    sets = 2000,
    seed = 1,
    level = 0.95,
  } = checkOptions("calibration", options, { sets: true, seed: true, level: true });
  if (!(Number.isInteger(sets) && sets >= 100))
    throw new RangeError(`${sets} data sets: expected a whole number, 100 or more`);
  const filled = fillDesign(design);
  const alpha = 1 - level;
  const next = random(seed);
  const nulls = { average: none, draw: none };
  for (let i = 0; i < sets; i++)
    for (const truth of ["average", "draw"] as const) {
      const group = simulateGroup(filled, next, { published: truth === "draw" ? "drawn" : "fixed" });
      const outcome = outcomeOf(estimate(group, { level }), { group, alpha, gap: design.gap });
      nulls[truth] = sum(nulls[truth], outcome);
    }
  const line = (test: Calibrated["test"], truth: Calibrated["truth"], rejected: number, covered?: number) => {
    const { rate: rejects, ci } = rate(rejected, sets);
    return { test, truth, rejects, ci, covers: covered === undefined ? null : covered / sets };
  };
  const { average, draw } = nulls;
  return {
    ...design,
    publishedN: filled.publishedN,
    sets,
    level,
    tests: [
      line("headline interval", "average", average.headline, average.covered),
      line("pooled z-test", "average", average.pooled),
      line("outlier test", "draw", draw.outlier),
      line("rank test", "draw", draw.rank),
      line("headline interval", "draw", draw.headline),
      line("pooled z-test", "draw", draw.pooled),
    ],
  };
}

/**
 * How many data sets each test rejects, and how many of their headline intervals hold the true gap.
 */
interface Tally {
  headline: number;
  covered: number;
  outlier: number;
  rank: number;
  pooled: number;
}

const none: Tally = { headline: 0, covered: 0, outlier: 0, rank: 0, pooled: 0 };

const sum = (one: Tally, other: Tally): Tally => ({
  headline: one.headline + other.headline,
  covered: one.covered + other.covered,
  outlier: one.outlier + other.outlier,
  rank: one.rank + other.rank,
  pooled: one.pooled + other.pooled,
});

/** What the tests make of one data set. */
function outcomeOf(
  { ciLike, outlierP, rankP }: Estimate,
  { group, alpha, gap }: { group: Group; alpha: number; gap: number },
): Tally {
  const [low, high] = ciLike ?? [-Infinity, Infinity];
  return {
    headline: Number(low > 0 || high < 0),
    covered: Number(low <= gap && gap <= high),
    outlier: Number(outlierP !== null && outlierP < alpha),
    rank: Number(rankP !== null && rankP < alpha),
    pooled: Number(pooledP(side(group, true), side(group, false)) < alpha),
  };
}

function side({ wordings }: Group, published: boolean): Counts {
  const ofSide = wordings.filter((wording) => wording.published === published);
  const total = (name: "successes" | "n") => ofSide.reduce((count, wording) => count + wording[name]!, 0);
  return { successes: total("successes"), trials: total("n") };
}

/**
 * The two-proportion z-test with a pooled variance, two-sided: what it takes for independent trials
 * are wordings.
 */
function pooledP(one: Counts, other: Counts): number {
  const p = (one.successes + other.successes) / (one.trials + other.trials);
  const difference = other.successes / other.trials - one.successes / one.trials;
  const se = Math.sqrt(p * (1 - p) * (1 / one.trials + 1 / other.trials));
  return se === 0 ? 1 : 2 * normalCdf(-Math.abs(difference / se));
}
