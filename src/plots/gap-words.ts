import type { Gap } from "../stats/gap/gap.ts";
import { lacks } from "../stats/notes/gap-notes.ts";
import { outsideGate } from "../stats/notes/gate-note.ts";
import { missingNote } from "../stats/notes/missing-note.ts";
import { provisionalNote } from "../stats/notes/provisional-note.ts";
import { sentenceOf } from "../lib/sentence-of.ts";
import { headOf, nameOf, type Names } from "./names.ts";
import { endsOf, gapInterval, gapWithInterval } from "./gap-interval.ts";
import { percent, percentInterval, roundPercent, signed, signedInterval } from "../lib/number-text.ts";
import type { Interval } from "../stats/numbers/interval.ts";

/** What is subtracted from what, and in which unit; every figure of a gap says so. */
export function subtraction(outcome: string): string {
  return `gap = paraphrase − published, percentage points of ${outcome}`;
}

/**
 * What a figure is of: a gap, or anything else that stands for one scenario, condition, model and
 * outcome.
 */
export type Subject = Pick<Gap, "scenario" | "condition" | "model" | "outcome" | "simulated"> &
  Partial<Pick<Gap, "levels">>;

/**
 * Model, condition and whatever else tells gaps of one scenario apart, with the word simulated
 * where it applies.
 */
export function subject(gap: Subject, names: Names): string {
  return [who(gap, names), where(gap, names)].filter(Boolean).join("\u00a0· ");
}

/** The model, and that it is simulated where it is. */
export function who(gap: Pick<Subject, "model" | "simulated">, names: Names): string {
  return `${nameOf(names, gap.model)}${gap.simulated ? "\u00a0· simulated" : ""}`;
}

/** The condition and whatever other columns tell gaps apart; "" where there is nothing to tell. */
export function where(gap: Subject, names: Names): string {
  const parts = [gap.condition, ...Object.values(gap.levels ?? {})].filter(Boolean);
  return parts.map((part) => nameOf(names, part, gap.scenario)).join("\u00a0· ");
}

/**
 * What the rates of a gap are in: shares of trials, proportions averaged over them, or differences
 * of either.
 */
export function unitOf({
  wordings,
  isDifference,
}: Pick<Gap, "isDifference"> & { wordings: readonly Pick<Gap["wordings"][number], "successes" | "n">[] }): string {
  if (isDifference) return "percentage points of difference";
  return wordings.some(({ successes, n }) => successes === null && n !== null) ? "%, mean over trials" : "% of trials";
}

/** One of a gap's rates: `41.7 %`, or `+4.0 points` where its rates are differences. */
export function rateOf({ isDifference }: Pick<Gap, "isDifference">, rate: number): string {
  return isDifference ? `${signed(rate)}\u00a0points` : percent(rate);
}

/** As {@link rateOf}, an interval. */
export function rateInterval({ isDifference }: Pick<Gap, "isDifference">, ends: Interval): string {
  return isDifference ? `${signedInterval(ends)}\u00a0points` : percentInterval(ends);
}

const standsFor: Record<string, string> = {
  verbatim: "the published text, verbatim",
  published: "the published text, as the data have it",
  recognizable: "a recognizable wording (our words; the published names and facts)",
  base: "the base wording (ours, never published)",
};

/** Which text stood for the published side, in words. */
export function standIn({ publishedArm }: Pick<Gap, "publishedArm">): string {
  return publishedArm === null ? "nothing" : (standsFor[publishedArm] ?? publishedArm);
}

/** Stands on every figure that shows a simulated subject. */
export const simulatedNote = "Hollow: a simulated subject whose rates we set, not a model.";

/**
 * Why gaps are not to be taken as they are, a sentence a reason, for below a figure: unscored
 * trials that may have made them, first, and judges; empty where nothing is.
 */
export function provisionalReasons(
  gaps: readonly (Pick<Gap, "provisional"> & Partial<Pick<Gap, "missing">>)[],
): string[] {
  const reasons = [
    ...gaps.flatMap(({ missing }) => (missing?.material ? [missingNote(missing)] : [])),
    ...gaps.flatMap(({ provisional }) => provisional.map(provisionalNote)),
  ];
  return [...new Set(reasons)].map(sentenceOf);
}

/** Which of the wordings that gaps are of the gate rejected or never saw, a sentence each. */
export function gateReasons(gaps: readonly Partial<Pick<Gap, "gate">>[]): string[] {
  return [...new Set(gaps.flatMap(({ gate }) => (gate ? outsideGate(gate) : [])))].map(sentenceOf);
}

/**
 * What stands below every figure of gaps: which text stood for the published side, what is
 * provisional, what simulated.
 */
export function gapNotes(
  gaps: readonly Gap[],
  names: Names,
  { simulated = simulatedNote }: { simulated?: string } = {},
): string[] {
  const sides = Map.groupBy(
    gaps.filter(({ publishedArm }) => publishedArm !== null),
    standIn,
  );
  const titles = (group: Gap[]) => [...new Set(group.map(({ scenario }) => headOf(names, scenario)))].join("; ");
  const stands = [...sides].map(
    ([text, group]) => `Published side: ${text}${sides.size > 1 ? `, in: ${titles(group)}` : ""}.`,
  );
  return [
    ...stands,
    ...gateReasons(gaps),
    ...provisionalReasons(gaps),
    ...(gaps.some((gap) => gap.simulated) ? [simulated] : []),
  ];
}

/**
 * Stands in the row of a gap that unscored trials may have made, whose wordings the gate rejected
 * or never saw, or whose judge is not known to be good enough; "" otherwise.
 */
export function badge({ missing, provisional, gate }: Gap): string {
  const marks = [
    missing?.material ? "unscored differ by side" : "",
    gate && outsideGate(gate).length > 0 ? "wordings outside the gate" : "",
    provisional.length > 0 ? "provisional" : "",
  ];
  return marks.filter(Boolean).join("\u00a0· ");
}

/**
 * `n = 60 vs 240, K = 4`: scored trials on the published side and on the paraphrases, and how many
 * paraphrases.
 */
export const counts = (gap: Gap): string => `${trialCounts(gap)}, K\u00a0=\u00a0${gap.k}`;

/** `n = 60 vs 240`: scored trials on the published side and on the paraphrases. */
export const trialCounts = ({ publishedN, n }: Gap): string =>
  publishedN === null && n === null ? "n not given" : `n = ${publishedN ?? "?"} vs ${n ?? "?"}`;

/**
 * A gap in a sentence: both rates with their n, the gap, and both intervals with what each is
 * about.
 */
export function describeGap(gap: Gap, names: Names): string {
  const head = `${headOf(names, gap.scenario)}, ${subject(gap, names)}`;
  if (gap.gap === null)
    return `${head}: no gap in “${nameOf(names, gap.outcome, gap.scenario)}”; ${lacks(gap)[0] ?? "not estimable"}.`;
  const published = `${rateOf(gap, gap.published!)} on the published side${sample(gap.publishedN)}`;
  const paraphrase = `${rateOf(gap, gap.paraphrase!)} on ${gap.k} paraphrase${gap.k === 1 ? "" : "s"}${sample(gap.n)}`;
  const level = roundPercent(gap.level);
  const like = endsOf(gap.ciLike, gap)
    ? `${level} interval for wordings like these ${gapInterval(gap.ciLike, gap)}`
    : `${gap.ciLike === null ? "no" : "too few for an"} interval for wordings like these`;
  const these = gap.ciThese && `for exactly these wordings ${gapWithInterval(signed(gap.gapThese!), gap.ciThese, gap)}`;
  return (
    `${head}: “${nameOf(names, gap.outcome, gap.scenario)}” ${published}, ${paraphrase}. ` +
    `Gap ${signed(gap.gap)} points; ${[like, these].filter(Boolean).join("; ")}.` +
    (gap.missing?.material ? ` ${provisionalReasons([{ ...gap, provisional: [] }])[0]}` : "") +
    gateReasons([gap])
      .map((reason) => ` ${reason}`)
      .join("") +
    (gap.provisional.length > 0 ? " Provisional." : "")
  );
}

function sample(n: number | null): string {
  return n === null ? "" : ` (n\u00a0=\u00a0${n})`;
}
