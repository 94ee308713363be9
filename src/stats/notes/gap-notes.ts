import type { GateFacts } from "../../judges/gate/gate-record.ts";
import { isBeyond } from "../../lib/number-text.ts";
import type { Interval } from "../numbers/interval.ts";
import { besideGapNotes, type RunDifference } from "./floor-notes.ts";
import { groupNotes, type GroupFacts } from "./group-notes.ts";
import { missingNote, type Missing } from "./missing-note.ts";
import { perturbedNote, type CountedPerturbations } from "./perturbed-note.ts";
import { provisionalNote, type Provisional } from "./provisional-note.ts";
import { gateNotes } from "./gate-note.ts";
import { registeredNote, type Registered } from "./registered-note.ts";
import { smoothedNote } from "./smoothed-note.ts";

/** How the numbers of a gap were come by. */
export interface EstimateFacts {
  /**
   * What the error of the paraphrases' mean is: Hartung and Knapp's, or, where the paraphrases
   * differ by no more than chance would have them, their sampling error. null below two
   * paraphrases.
   */
  variance: "hartung-knapp" | "sampling" | null;
  /**
   * Whether a larger error or smaller df for exactly these wordings stands in for that of wordings
   * like these.
   */
  heldToThese: boolean;
  /** Whether the mean leans to an end of the scale, by weights from printed standard errors. */
  leans: boolean;
  /**
   * Whether the published side's error is that of one success and one failure more (Agresti and
   * Caffo 2000).
   */
  steadied: boolean;
  /**
   * Whether the published wording has so few or so many trials that a test of it as one more draw
   * is off.
   */
  unequalTrials: "fewer" | "more" | null;
  /** What stands for the published side; the spread of retellings is known of several only. */
  publishedIs: PublishedIs | null;
}

/**
 * The published text itself, or one or several retellings of it; a control's base is a retelling.
 */
export type PublishedIs = "text" | "one retelling" | "retellings";

/** What else is known of a gap, beside its numbers. */
export interface GapFacts extends EstimateFacts, GroupFacts {
  clustered: boolean;
  /** Perturbations that count among the paraphrases; null where none do. */
  perturbed: CountedPerturbations | null;
  /** Whether some wording at 0 of n or n of n has the sampling error of a smoothed rate. */
  smoothed: boolean;
  /** Which model the prediction interval is of; null where there is none. */
  band: "normal" | "binomial" | null;
  provisional: Provisional[];
  /** What is unscored, where the two sides differ in it. */
  missing: Missing | null;
  /** The published side against a second run of itself. */
  floors: RunDifference[];
  /** What of a plan on record was kept; null where none was given. */
  registered: Registered | null;
  /** What the gate said of the wordings; null where it is not known which texts were asked. */
  gate: GateFacts | null;
  /** Whether it has no control beside it where other scenarios have theirs. */
  lacksControl: boolean;
  /** Whether rates are differences of two, from −1 to 1, as those of a contrast. */
  isDifference: boolean;
}

/** The numbers of a gap that its notes speak of; proportions. */
interface Numbers {
  published: number | null;
  publishedN: number | null;
  k: number;
  gap: number | null;
  ciLike: Interval | null;
  ciThese: Interval | null;
  rankFloor: number | null;
  predictionInterval: Interval | null;
  paraphrase: number | null;
  publishedArm: string | null;
  wordings: readonly { published: boolean; successes: number | null }[];
}

const uncontrolled = "no control stands beside it: what rewording alone does is not known here";

/** In words: how a gap's numbers were come by, why one is missing, what to beware of. */
export function gapNotes(gap: GapFacts & Numbers): string[] {
  return [
    ...(gap.missing?.material ? [missingNote(gap.missing)] : []),
    ...(gap.perturbed === null ? [] : [perturbedNote(gap.perturbed)]),
    ...groupNotes(gap),
    ...(gap.registered === null ? [] : [registeredNote(gap.registered)]),
    ...(gap.gate === null ? [] : gateNotes(gap.gate)),
    ...(gap.lacksControl ? [uncontrolled] : []),
    ...retold(gap),
    ...estimation(gap),
    ...(gap.band === "binomial" ? [bounded] : runsBeyond(gap) ? [unbounded] : []),
    ...lacks(gap),
    ...fewTrials(gap),
    ...fewWordings(gap),
    ...(gap.gap !== null && gap.clustering && gap.clustering.inputs < 5 ? [fewInputs] : []),
    ...(isNearEnd(gap) ? [nearEnd] : []),
    ...tooWide(gap),
    ...beyondAll(gap),
    ...(gap.smoothed ? [smoothedNote(gap)] : []),
    ...gap.provisional.map(provisionalNote),
    ...gap.floors.flatMap(besideGapNotes),
  ];
}

/** In words: what a published side is that is not the published text. */
function retold({
  publishedIs,
  publishedArm,
}: Pick<GapFacts, "publishedIs"> & Pick<Numbers, "publishedArm">): string[] {
  if (publishedIs === null || publishedIs === "text") return [];
  const one = publishedIs === "one retelling";
  const what =
    publishedArm === "base"
      ? `the published side is the control's base ${one ? "wording" : "wordings"}, never published`
      : `the published side is ${one ? "our retelling" : "our retellings"} of the published text, not the text itself`;
  return [`${what}: ${one ? unspread : spread}`];
}

/** In words: which side a gap lacks; empty where it lacks none. */
export function lacks({ published, k }: Pick<Numbers, "published" | "k">): string[] {
  return [
    ...(published === null ? ["nothing stands for the published side here, so there is no gap"] : []),
    ...(k === 0 ? ["no paraphrase here, so there is no gap"] : []),
  ];
}

/** Whether a normal prediction interval of rates runs beyond 0 or 100 %. */
export const runsBeyond = ({
  band,
  isDifference,
  predictionInterval,
}: Pick<GapFacts, "band" | "isDifference"> & Pick<Numbers, "predictionInterval">): boolean =>
  band === "normal" && !isDifference && (predictionInterval![0] < 0 || predictionInterval![1] > 1);

function estimation({ leans, variance, heldToThese, unequalTrials }: EstimateFacts): string[] {
  return [
    ...(leans ? [leaning] : []),
    ...(variance === "sampling" ? [sampling] : []),
    ...(heldToThese ? [held] : []),
    ...(unequalTrials === null ? [] : [{ fewer, more }[unequalTrials]]),
  ];
}

function fewTrials({ gap, publishedN, wordings }: Numbers): string[] {
  const published = wordings.filter((wording) => wording.published);
  const ones = published.reduce((sum, { successes }) => sum + (successes ?? NaN), 0);
  const several = `${published.length} published wordings: their mean is compared, the outlier test takes it for one wording's, and no rank test is made`;
  return [
    ...(published.length > 1 ? [several] : []),
    ...(gap !== null && Math.min(ones, publishedN! - ones) < 5 ? [few] : []),
  ];
}

function fewWordings({ k, rankFloor }: Numbers): string[] {
  return [
    ...(k === 1 ? ["one paraphrase: nothing can be said of wordings like it"] : []),
    ...(k > 1 && k < 6 ? [wide] : []),
    ...(rankFloor !== null && rankFloor > 0.05 ? [floored] : []),
  ];
}

/** Whether rates are so near 0 or 100 % that few skewed wordings carry the mean. */
const isNearEnd = ({ paraphrase, k, gap, isDifference }: Numbers & Pick<GapFacts, "isDifference">): boolean =>
  gap !== null && k > 1 && !isDifference && paraphrase !== null && (paraphrase < 0.15 || paraphrase > 0.85);

/** Whether an interval of a rate is as wide as all rates there can be, or wider. */
export const saysNothing = ([low, high]: Interval, { isDifference }: Pick<GapFacts, "isDifference">): boolean =>
  high - low > (isDifference ? 2 : 1) - 0.0005;

/**
 * Whether an interval is wider than all gaps there can be: of a gap, or of what is left of it
 * beyond its control's.
 */
export const isTooWide = ([low, high]: Interval, { isDifference }: Pick<GapFacts, "isDifference">): boolean =>
  high - low > 2 * largest({ isDifference });

/** What an interval is of: a gap, or what is left of one beyond its control's. */
export type Spanned = Pick<GapFacts, "isDifference"> & { isBetweenGaps?: boolean };

/** A difference of two rates, whatever they are of. */
export const ofRates: Spanned = { isDifference: false };

/** The largest that it can be; a proportion. */
export const largest = ({ isDifference, isBetweenGaps = false }: Spanned): number =>
  (isDifference ? 2 : 1) * (isBetweenGaps ? 2 : 1);

/** What is left of a gap beyond its control's. */
export const betweenGaps = ({ isDifference }: Spanned): Spanned => ({ isDifference, isBetweenGaps: true });

/**
 * Whether an interval that is shown reaches beyond all there can be, as approximations of few
 * wordings do.
 */
export const reachesBeyond = (ends: Interval, of: Spanned): boolean =>
  !isTooWide(ends, of) && ends.some((end) => isBeyond(end, largest(of)));

function beyondAll({ ciLike, ciThese, isDifference }: Numbers & Pick<GapFacts, "isDifference">): string[] {
  const any = [ciLike, ciThese].some((ci) => ci !== null && reachesBeyond(ci, { isDifference }));
  return any ? [beyondNote({ isDifference }, "gaps")] : [];
}

/** What an end that is told as the largest there can be stands for. */
export function beyondNote(of: Spanned, what: "gaps" | "effects"): string {
  const most = 100 * largest(of);
  return `an interval reaches beyond ±${most} points, further than ${what} can: t intervals of few wordings or trials do not know where the scale ends; “<−${most}” or “>+${most}” stands for such an end`;
}

function tooWide({ ciLike, ciThese, isDifference }: Numbers & Pick<GapFacts, "isDifference">): string[] {
  const most = largest({ isDifference });
  const any = [ciLike, ciThese].some((ci) => ci !== null && isTooWide(ci, { isDifference }));
  const scale = `from −${100 * most} to +${100 * most} points`;
  return any ? [`an interval is wider than all gaps there can be, ${scale}: too few wordings or trials for one`] : [];
}

const nearEnd =
  "rates near 0 or 100 %: where a few wordings stand out the test of no gap rejects up to 15 % at 5 %, where one in ten stands far out up to 40 %, and the prediction interval holds a next wording's rate in 87 to 97 % (by simulation)";
const unspread =
  "how far one such wording lies from another cannot be told from one, and every interval is for this one as it is";
const spread = "how far they lie apart is part of the error";
const leaning =
  "wordings weigh by their printed standard errors, which are least near 0 and 100 %: the mean leans that way; the gap for exactly these wordings does not";
const sampling =
  "the paraphrases differ by no more than chance would have them (τ = 0): their sampling error stands in for the Hartung–Knapp one, which would be smaller";
const held =
  "the interval for wordings like these would be narrower than that for exactly these: the larger standard error and the smaller df of the two stand in";
const fewer =
  "the published wording has fewer trials than its rewordings, so that its rate strays farther by chance alone: the rank p is too small (by simulation, at 5 % it rejects up to 30 %); give it as many";
const more =
  "the published wording has three times the trials of a rewording or more, and chance makes much of the rewordings' spread: the outlier p is too small (by simulation, at 5 % it rejects up to 11 %), the rank p is not; more trials of the rewordings help";
const bounded =
  "the prediction interval is the binomial model's (log odds, wordings as a random effect): the normal approximation ran beyond 0 or 100 %";
const unbounded = "the prediction interval runs beyond 0 or 100 %: a normal approximation at its limit";
const few =
  "fewer than 5 trials of one kind on the published side: its sampling error is poorly told; more trials of the published wording help";
const wide =
  "fewer than 6 paraphrases: the interval for wordings like these is wide, and its test is rough (by simulation, without a gap, it rejects at 5 % from under 1 % to 13 % with two, 12 % with three, 10 % with four and 8 % with five, most where wordings differ far more than trials do); more wordings help more than more trials";
const fewInputs =
  "fewer than 5 inputs, which say little of how inputs differ: by simulation the test of no gap rejects 0 to 2 % at 5 %, and its interval is wider than it need be; more inputs help";
const floored = "the rank p cannot fall below its floor, 1/(K + 1): it takes 19 paraphrases to reach 0.05";
