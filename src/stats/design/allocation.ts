import type { Part } from "../gap/difference.ts";
import type { Interval } from "../numbers/interval.ts";
import { gapParts, momentsOf, powerOf } from "./closed-power.ts";
import { fillDesign, type Design } from "./design.ts";

/** What is going to be asked, before there is anything: guesses of a rate, a spread and a judge. */
export interface Sought {
  /** The smallest gap that matters, paraphrase − published; a proportion, of either sign. */
  gap: number;
  /** Rate on the published wording, and the SD between wordings in log odds; 0.5 and 0.8. */
  rate: number;
  tau: number;
  /**
   * Whether the published text does, on average, what its rewordings do not, or as one more draw:
   * an ordinary wording that is moved by the gap.
   */
  question: "onAverage" | "asDraw";
  /** Whether an unpublished control is asked alike, and its gap taken off. */
  controls: boolean;
  /** A judge that errs, whose errors are corrected by labels of either side; null: none does. */
  judge: { sensitivity: number; specificity: number } | null;
}

/** USD of one trial, of writing one paraphrase, and of labelling one reply by hand. */
export interface UnitPrices {
  trial: number;
  wording: number;
  label: number;
}

/** One way to spend it: K wordings, trials of each, trials of the published text, labels a side. */
export interface Allocation extends Pick<Design, "k" | "n"> {
  publishedN: number;
  labels: number;
}

/** A way to spend it, with what it finds. */
export interface Allocated extends Allocation {
  /** Trials in all, the control's too. */
  trials: number;
  usd: { trials: number; wordings: number; labels: number; all: number };
  closedForm: number;
  /** By simulation, with its own error. */
  power: number;
  powerCi: Interval;
}

export interface BestDesign {
  sought: Sought;
  /** Null where there is not enough for two wordings of two trials. */
  best: Allocated | null;
  /** The best ways with other numbers of wordings, best first. */
  others: Allocated[];
  /** What the best way to `target` costs, by the closed form; null where no money gets there. */
  target: number;
  usdForTarget: number | null;
  level: number;
  studies: number;
}

/** How many texts of each kind there are: two where a control is asked alike. */
export const scenariosOf = ({ controls }: Pick<Sought, "controls">): number => (controls ? 2 : 1);

/** What it costs, in USD, by what it is spent on. */
export function costOf({ k, n, publishedN, labels }: Allocation, sought: Sought, prices: UnitPrices) {
  const times = scenariosOf(sought);
  const spent = {
    trials: times * (k * n + publishedN) * prices.trial,
    wordings: times * k * prices.wording,
    labels: 2 * times * labels * prices.label,
  };
  return { ...spent, all: spent.trials + spent.wordings + spent.labels };
}

/** A rate as a judge with these errors shows it. */
export const observed =
  (judge: Sought["judge"]) =>
  (rate: number): number =>
    judge === null ? rate : rate * judge.sensitivity + (1 - rate) * (1 - judge.specificity);

export const designOf = ({ k, n, publishedN }: Allocation, { gap, rate, tau }: Sought): Design => ({
  k,
  n,
  publishedN,
  gap,
  rate,
  tau,
});

/**
 * Power of allocations without simulation: the parts of the gap's error (twice with a control), the
 * spread of wordings where the published text counts as a draw, and the error of labels (delta
 * method).
 */
export function closedForms(sought: Sought, level: number): (allocation: Allocation) => number {
  const { judge, question, rate, gap } = sought;
  const moments = momentsOf(fillDesign(designOf({ k: 2, n: 2, publishedN: 2, labels: 0 }, sought)), observed(judge));
  const youden = judge === null ? 1 : judge.sensitivity + judge.specificity - 1;
  const scaled = ({ variance, df }: Part): Part => ({ variance: variance / youden ** 2, df });
  return (allocation) => {
    const { paraphrases, published, between } = gapParts(moments, allocation);
    const labels = judge === null ? [] : [rate, rate + gap].map((p) => labelPart(p, judge, allocation.labels));
    const each = <T>(parts: readonly T[]) => Array.from({ length: scenariosOf(sought) }, () => parts).flat();
    const spread = question === "asDraw" ? [scaled(between)] : [];
    return powerOf(gap, each([scaled(paraphrases), scaled(published), ...spread, ...labels]), level);
  };
}

/** What labels of one side leave unknown: with p ones among them, of both kinds of error. */
function labelPart(p: number, { sensitivity, specificity }: NonNullable<Sought["judge"]>, labels: number): Part {
  const youden = sensitivity + specificity - 1;
  const each = p * sensitivity * (1 - sensitivity) + (1 - p) * specificity * (1 - specificity);
  return { variance: each / labels / youden ** 2, df: Math.max(labels - 1, 1) };
}
