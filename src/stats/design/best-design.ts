import { checkOptions, type OptionNames } from "../../lib/check-options.ts";
import { price } from "../../models/price.ts";
import {
  closedForms,
  costOf,
  scenariosOf,
  type Allocated,
  type Allocation,
  type BestDesign,
  type Sought,
  type UnitPrices,
} from "./allocation.ts";
import { bestDesignTable } from "./best-design-table.ts";
import { simulateAllocation } from "./simulate-allocation.ts";
import type { Price } from "./study-cost.ts";

/** What there is to spend, what must not be missed, and what things cost. */
export interface Spending extends Partial<Sought>, Partial<Price> {
  usd: number;
  /** The smallest gap that matters, a proportion. */
  gap: number;
  /** USD of a trial, in place of a model of the catalogue and its tokens. */
  trialUsd?: number;
  /** USD of writing and checking a paraphrase, and of a label by hand; 0. */
  wordingUsd?: number;
  labelUsd?: number;
}

const knownSpending: OptionNames<Spending> = {
  usd: true,
  gap: true,
  rate: true,
  tau: true,
  question: true,
  controls: true,
  judge: true,
  trialUsd: true,
  model: true,
  tokens: true,
  wordingUsd: true,
  labelUsd: true,
};

/** Numbers of wordings that are tried; more trials of the published text than of one paraphrase. */
const wordings = [...Array.from({ length: 29 }, (_, i) => i + 2), 33, 36, 40, 45, 50, 60, 70, 80, 100];
const ratios = [1, 1.5, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40];
const labelShares = [0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6];

/**
 * Where money goes best: of all ways to spend `usd` on wordings, trials of each, trials of the
 * published text and labels, the one that most often finds a gap of the given size; with a control
 * asked alike where `controls` says so. Chosen by the closed form, then the best of them by seeded
 * simulation through the estimators themselves. It holds for the rate, spread and judge that are
 * guessed: try several. Throws on prices that are not known, and on what cannot be.
 *
 * @example
 * stats.bestDesign({ usd: 50, gap: -0.2, trialUsd: 0.02, wordingUsd: 1 }, { studies: 100 })
 */
export function bestDesign(
  spending: Spending,
  options: { studies?: number; seed?: number | string; level?: number; target?: number } = {},
): BestDesign {
  const {
    studies = 1000,
    seed = 1,
    level = 0.95,
    target = 0.8,
  } = checkOptions("bestDesign", options, { studies: true, seed: true, level: true, target: true });
  const sought = soughtOf(spending);
  const prices = pricesOf(spending);
  if (!(spending.usd > 0)) throw new RangeError(`usd ${spending.usd}: expected a number of USD above 0`);
  const closedForm = closedForms(sought, level);
  const waysFor = (usd: number) => ways(splitting(usd, sought, prices), closedForm);
  const ranked = waysFor(spending.usd);
  const tried = ranked.slice(0, 6).map(({ allocation, closedForm }): Allocated => ({
    ...allocation,
    trials: scenariosOf(sought) * (allocation.k * allocation.n + allocation.publishedN),
    usd: costOf(allocation, sought, prices),
    closedForm,
    ...simulateAllocation(allocation, sought, { studies, seed, level }),
  }));
  const [best = null, ...others] = tried.toSorted((a, b) => b.power - a.power || b.closedForm - a.closedForm);
  const usdForTarget = costOfTarget(target, (usd) => waysFor(usd)[0]?.closedForm ?? 0);
  const found: BestDesign = { sought, best, others, target, usdForTarget, level, studies };
  const shown = () => ({ "text/html": bestDesignTable(found, "html"), "text/plain": bestDesignTable(found) });
  return Object.defineProperty(found, Symbol.for("Jupyter.display"), { value: shown });
}

/** The best way for each number of wordings, best first. */
function ways(splitsOf: (k: number) => Allocation[], closedForm: (allocation: Allocation) => number) {
  return wordings
    .flatMap((k) => {
      const allocations = splitsOf(k).map((allocation) => ({ allocation, closedForm: closedForm(allocation) }));
      return allocations.length === 0
        ? []
        : [allocations.reduce((best, each) => (each.closedForm > best.closedForm ? each : best))];
    })
    .toSorted((a, b) => b.closedForm - a.closedForm);
}

const splitting = (usd: number, sought: Sought, prices: UnitPrices) => (k: number) => splits(usd, k, sought, prices);

/** Ways to spend all of it on so many wordings. */
function splits(usd: number, k: number, sought: Sought, prices: UnitPrices): Allocation[] {
  const times = scenariosOf(sought);
  const left = usd / times - k * prices.wording;
  const shares = sought.judge === null ? [0] : labelShares;
  return shares.flatMap((share) => {
    // Labels that cost nothing are as many as the trials that they are of.
    const labels = (n: number) =>
      share === 0 ? 0 : Math.min(n, prices.label === 0 ? Infinity : Math.floor((share * left) / 2 / prices.label));
    const money = (1 - (prices.label === 0 ? 0 : share)) * left;
    return ratios.flatMap((ratio) => {
      const n = Math.floor(money / prices.trial / (k + ratio));
      const publishedN = Math.floor(money / prices.trial - k * n);
      const allocation = { k, n, publishedN, labels: labels(Math.min(publishedN, k * n)) };
      const enough = n >= 2 && publishedN >= 2 && (sought.judge === null || allocation.labels >= 4);
      return enough ? [allocation] : [];
    });
  });
}

function costOfTarget(target: number, powerAt: (usd: number) => number): number | null {
  let high = 1;
  while (powerAt(high) < target) if ((high *= 2) > 1e7) return null;
  let low = high / 2;
  while (high - low > 0.01 * high) {
    const middle = (low + high) / 2;
    if (powerAt(middle) >= target) high = middle;
    else low = middle;
  }
  return high;
}

function soughtOf(spending: Spending): Sought {
  checkOptions("what is spent", spending, knownSpending);
  const { gap, rate = 0.5, tau = 0.8, question = "onAverage", controls = false, judge = null } = spending;
  for (const [name, value] of Object.entries(judge ?? {}))
    if (!(value > 0.5 && value <= 1)) throw new RangeError(`${name} ${value}: expected a proportion above 0.5`);
  if (!(Math.abs(gap) > 0 && Math.abs(gap) < 1))
    throw new RangeError(`gap ${gap}: expected the smallest that matters, as a proportion of either sign, not 0`);
  return { gap, rate, tau, question, controls, judge };
}

function pricesOf({ trialUsd, model, tokens, wordingUsd = 0, labelUsd = 0 }: Spending): UnitPrices {
  const asked =
    model !== undefined && tokens !== undefined
      ? price(model, { ...tokens, cachedInput: null, reasoning: null })
      : null;
  const trial = trialUsd ?? asked;
  if (trial === null)
    throw new Error(
      model === undefined || tokens === undefined
        ? "no price of a trial: give trialUsd, or a model of the catalogue and its tokens, { input, output }"
        : `no price known for ${model}: give trialUsd`,
    );
  for (const [name, value] of Object.entries({ trialUsd: trial, wordingUsd, labelUsd }))
    if (!(value >= 0) || (name === "trialUsd" && value === 0))
      throw new RangeError(
        `${name} ${value}: expected USD${name === "trialUsd" ? " above 0; what costs nothing needs no plan for money" : ", 0 or more"}`,
      );
  return { trial, wording: wordingUsd, label: labelUsd };
}
