import { fixed, interval, pNumber, signed, signedInterval } from "../../lib/number-text.ts";
import type { Counted } from "../agreement/agreement.ts";
import type { ComparedSide, ErrorsBySide } from "../agreement/errors-by-side.ts";
import type { Interval } from "../numbers/interval.ts";

/** A judge, and the labeller it was compared with. */
export interface LabelledJudge {
  outcome: string;
  judge: string;
  labeller: string;
  /** Trials that both graded. */
  n: number;
}

/** A judge that a labeller agrees with too little, or not tellably. */
export interface PoorAgreement extends LabelledJudge {
  why: "agreement";
  /** null where one label throughout, or no trial in common, leaves κ untold. */
  kappa: { estimate: number; ci: Interval } | null;
  /** What κ had to reach. */
  leastKappa: number;
}

/** A judge whose errors on the two sides may have made, or hidden, the gap. */
export interface ErrorsApart extends LabelledJudge {
  why: "errors by side";
  bySide: ErrorsBySide;
  /**
   * The gap with each side corrected by its own labels; null where labels of a side are too few for
   * that, and where the result is no gap.
   */
  corrected: { gap: number; ci: Interval } | null;
  /** What would make the gap by itself; null where the result is no gap. */
  tipping: TippingPoint | null;
}

/**
 * How far a judge's sensitivity, or else its specificity, on paraphrases must be from that on the
 * published side, paraphrase − published, to make a gap where there is none; null where no
 * difference in it alone can.
 */
export interface TippingPoint {
  sensitivity: number | null;
  specificity: number | null;
}

/** Why a result is provisional. */
export type Provisional = PoorAgreement | ErrorsApart;

/** In words: why a result is provisional. */
export function provisionalNote(found: Provisional): string {
  return found.why === "errors by side" ? errorsApart(found) : poorAgreement(found);
}

function poorAgreement({ outcome, judge, labeller, n, kappa, leastKappa }: PoorAgreement): string {
  const who = `provisional: of ${outcome}, judge ${judge} and labeller ${labeller} agree`;
  if (kappa === null) return `${who} on one label throughout, or on nothing (n = ${n}): κ cannot be told`;
  const ci = interval(kappa.ci, (end) => fixed(end, 2));
  return `${who} by κ ${fixed(kappa.estimate, 2)} ${ci} (n = ${n}), below ${leastKappa}`;
}

function errorsApart({ outcome, judge, labeller, bySide, corrected, tipping }: ErrorsApart): string {
  const sides = (of: "sensitivity" | "specificity") =>
    `${of} ${countsOf(bySide, "published", of)} on the published side and ${countsOf(bySide, "paraphrase", of)} on paraphrases`;
  const test = bySide.equal.p === null ? "" : `, p of equal errors ${pNumber(bySide.equal.p)}`;
  const head = `provisional: of ${outcome}, judge ${judge} may err otherwise on one side, by labeller ${labeller}: ${sides("sensitivity")}, ${sides("specificity")}${test}`;
  return [head, ...(tipping ? [tipped(tipping), ownErrors(corrected)] : [])].filter(Boolean).join("; ");
}

function countsOf(bySide: ErrorsBySide, side: ComparedSide, of: "sensitivity" | "specificity"): string {
  const found: Counted | null = bySide[side][of];
  return found === null ? "not told" : `${found.successes}/${found.trials}`;
}

function tipped({ sensitivity, specificity }: TippingPoint): string {
  const parts = [
    ...(sensitivity === null ? [] : [`a sensitivity ${signed(sensitivity)} points apart`]),
    ...(specificity === null ? [] : [`a specificity ${signed(specificity)} points apart`]),
  ];
  return parts.length === 0 ? "" : `${parts.join(", or ")} would make this gap by itself`;
}

const ownErrors = (corrected: ErrorsApart["corrected"]): string =>
  corrected === null
    ? "labels of a side are too few to correct it by"
    : `corrected by each side's own labels the gap is ${signed(corrected.gap)} points ${signedInterval(corrected.ci, 1)}`;
