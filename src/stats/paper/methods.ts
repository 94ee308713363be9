import { checkOptions } from "../../lib/check-options.ts";
import { enters } from "../../frames/side.ts";
import { fixed, whole } from "../../lib/number-text.ts";
import type { Adjustment } from "../numbers/adjust.ts";
import type { Cues } from "../cues/cue-result.ts";
import type { NoiseFloor } from "../gap/aa.ts";
import type { Agreement } from "../agreement/agreement.ts";
import type { Gap } from "../gap/gap.ts";
import { registeredNote } from "../notes/registered-note.ts";
import type { Posterior } from "../posterior/posterior-result.ts";
import { methodsOfCues } from "./methods-of-cues.ts";
import { methodsOfPosteriors } from "./methods-of-posteriors.ts";
import { differences, estimator, questions } from "./methods-of-estimation.ts";
import { distinct, interval, listed, percent, range } from "./phrases.ts";

/**
 * What was done besides estimating the gaps, as far as it was. What {@link madeOf} gives may stand
 * for `runs`.
 */
export interface MethodFacts {
  /** When runs were begun (ISO time), what their providers served, who judged. */
  runs?: readonly {
    created: string;
    seed: number;
    models: readonly { id: string; served: readonly string[] }[];
    judges: readonly string[];
    /** How far asking got; `known` where it stopped because enough was known. */
    counts?: { planned: number; done: number; known?: string };
  }[];
  /** The judge against a reference, such as two people's labels. */
  agreement?: { found: Agreement; reference: string };
  /** How p-values were adjusted, where they were. */
  adjusted?: Adjustment;
  /** Published side against a second run of itself. */
  floors?: readonly NoiseFloor[];
  /**
   * Whether gaps were corrected for the judge's errors, alike on both sides, or each by its own.
   */
  corrected?: boolean | "by side";
  /** ± margin of equivalence, a proportion chosen beforehand. */
  margin?: number;
  /** Posteriors of the gaps, where they were drawn. */
  posteriors?: readonly Posterior[];
  /** Effects of single changes, where they were estimated. */
  cues?: readonly Cues[];
}

/**
 * The paragraph on methods that a paper needs, as plain text, from what was actually done: what
 * `gaps` hold, and `facts` for what they cannot know. It says which question each interval and p
 * answers, and what was left out; nothing is said of what was not done, but for p-values left
 * unadjusted. Throws without a gap. See {@link bibtex} for its references.
 *
 * @example
 * methods(gaps)
 */
export function methods(gaps: readonly Gap[], facts: MethodFacts = {}): string {
  checkOptions("methods", facts, {
    runs: true,
    agreement: true,
    adjusted: true,
    floors: true,
    corrected: true,
    margin: true,
    posteriors: true,
    cues: true,
  });
  const estimated = gaps.filter(({ gap }) => gap !== null);
  if (estimated.length === 0) throw new Error("no gap was estimated: there are no methods to describe");
  return [
    compared(estimated),
    differences(estimated),
    served(estimated, facts),
    stoppedEarly(facts),
    onRecord(estimated, facts),
    graded(facts),
    estimator(estimated),
    questions(estimated),
    beyondControls(estimated),
    methodsOfPosteriors(facts.posteriors ?? []),
    methodsOfCues(facts.cues ?? []),
    noiseFloor(facts),
    ...(facts.margin === undefined
      ? []
      : [`Equivalence was tested by two one-sided tests against ± ${percent(facts.margin)} percentage points.`]),
    multiplicity(estimated, facts),
    estimated.some(({ standIns }) => standIns.some(({ se }) => se !== null))
      ? "A standard error printed as zero is not infinite precision: it was given that of a smoothed rate at the sample size at hand."
      : "",
    estimated.some(({ smoothed }) => smoothed)
      ? `Wordings at 0 of n or n of n were given the sampling error of a rate of (s + ½)/(n + 1)${estimated.some(({ smoothed, clustered }) => smoothed && clustered) ? ", widened by the design effect where inputs repeat" : ""}.`
      : "",
    leftOut(gaps),
    estimated.some(({ missing }) => missing?.material)
      ? "Where the two sides differ in what is unscored, worst-case bounds (Manski) and Lee bounds of the gap stand beside it, without sampling error."
      : "",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

function compared(gaps: readonly Gap[]): string {
  const published = gaps.map(({ wordings }) => wordings.filter((wording) => wording.published));
  const sides = distinct(published.flatMap((side) => side.map(({ arm }) => arm)));
  const conditions = distinct(gaps.map(({ condition }) => condition));
  const under =
    conditions.length > 1
      ? `, under ${conditions.length} conditions`
      : conditions[0] === ""
        ? ""
        : `, under condition ${conditions[0]}`;
  const what = `${gaps.length} ${gaps.length === 1 ? "cell" : "cells"} (${listed(gaps.map(({ scenario }) => scenario))}${under}; outcome ${listed(gaps.map(({ outcome }) => outcome))})`;
  const counts = (values: readonly (number | null)[]) =>
    values.includes(null)
      ? values.some((n) => n !== null)
        ? ", scored trials not known of all"
        : ", numbers of trials not given"
      : `, ${range(values as number[])} scored ${values.every((n) => n === 1) ? "trial" : "trials"}`;
  const ks = gaps.map(({ k }) => k);
  const several = published.some((side) => side.length > 1);
  return (
    `We compared ${listed(sides.map((arm) => sideOf(arm, several)))} (${sides.join(", ")}${counts(gaps.map(({ publishedN }) => publishedN))}) with ` +
    `K = ${range(ks)} ${ks.every((k) => k === 1) ? "paraphrase" : "paraphrases"}${counts(gaps.map(({ n }) => n))}, in ${what}.${conditional(gaps)}`
  );
}

/** What stood for the published side, by its arm: a retelling is not the published text. */
function sideOf(arm: string, several: boolean): string {
  const s = several ? "s" : "";
  if (arm === "recognizable") return `our own recognizable retelling${s} of the published text`;
  if (arm === "base") return `the base wording${s} of unpublished controls`;
  return `the published wording${s}`;
}

/** What intervals are conditional on, where retellings stand for the published side. */
function conditional(gaps: readonly Gap[]): string {
  const one = gaps.some(({ publishedIs }) => publishedIs === "one retelling");
  const several = gaps.some(({ publishedIs }) => publishedIs === "retellings");
  return (
    (one
      ? " With one such retelling the spread between possible retellings cannot be estimated: every estimate is conditional on it."
      : "") + (several ? " Several retellings count as a sample of those possible (Welch, over wordings)." : "")
  );
}

function served(gaps: readonly Gap[], { runs = [] }: MethodFacts): string {
  const models = distinct(gaps.map(({ model }) => model)).map((id) => {
    const as = distinct(
      runs.flatMap((run) => run.models.filter((model) => model.id === id).flatMap((model) => model.served)),
    );
    return as.length === 0 || as.join() === id ? id : `${id} (served as ${as.join(", ")})`;
  });
  const days = distinct(runs.map(({ created }) => created.slice(0, 10))).sort();
  const when =
    days.length === 0 ? "" : days.length === 1 ? `, run on ${days[0]}` : `, run from ${days[0]} to ${days.at(-1)}`;
  const seeds = distinct(runs.map(({ seed }) => String(seed)));
  const seeded = seeds.length === 0 ? "" : `; order of trials by seed ${seeds.join(", ")}`;
  const simulated = gaps.some((gap) => gap.simulated)
    ? " Simulated subjects stand for models: these are no model's results."
    : "";
  return `${models.length === 1 ? "The model was" : "Models were"} ${models.join(", ")}${when}${seeded}.${simulated}`;
}

/** Runs that stopped because enough was known, which the intervals of the gaps do not know. */
function stoppedEarly({ runs = [] }: MethodFacts): string {
  const stops = runs.flatMap(({ counts }) => (counts?.known === undefined ? [] : [{ ...counts, known: counts.known }]));
  if (stops.length === 0) return "";
  const each = stops.map(
    ({ done, planned, known }) => `after ${whole(done)} of ${whole(planned)} planned trials, since ${known}`,
  );
  return `Asking stopped ${each.join("; and ")}. The intervals of the gaps are for one look, and do not take the stopping into account.`;
}

/**
 * The plan on record, what was kept and what departed from it, by outcome; and the margin, where
 * one was used.
 */
function onRecord(gaps: readonly Gap[], { margin }: MethodFacts): string {
  const recorded = gaps.flatMap(({ registered, outcome }) => (registered === null ? [] : [{ ...registered, outcome }]));
  if (recorded.length === 0) return "";
  const notes = Map.groupBy(recorded, registeredNote);
  const several = notes.size > 1;
  const said = [...notes].map(([note, of]) =>
    several ? `${listed(of.map(({ outcome }) => outcome))}: ${note}` : note,
  );
  const [first] = recorded;
  const other =
    margin !== undefined && first!.margin !== null && margin !== first!.margin
      ? ` The margin used, ${percent(margin)} points, is not the one on record.`
      : "";
  return `${said.map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`).join(". ")}.${other}`;
}

function graded({ runs = [], agreement, corrected }: MethodFacts): string {
  const judges = distinct(runs.flatMap((run) => run.judges)).map(
    (judge) => ({ pattern: "patterns in the reply", choice: "the probabilities of a forced choice" })[judge] ?? judge,
  );
  const by = judges.length === 0 ? "" : `Outcomes were graded by ${judges.join(", ")}.`;
  if (!agreement) return by;
  const { n, observed, kappa, sensitivity, specificity } = agreement.found;
  if (!observed) return by;
  const share = (value: { rate: number; ci: readonly number[] }) =>
    `${percent(value.rate)} % ${interval(value.ci, percent)}`;
  const parts = [
    `agreed with ${agreement.reference} on ${share(observed)} of ${n} items`,
    ...(kappa ? [`Cohen's κ ${fixed(kappa.estimate, 2)} ${interval(kappa.ci, (x) => fixed(x, 2))}`] : []),
    ...(sensitivity && specificity ? [`sensitivity ${share(sensitivity)}, specificity ${share(specificity)}`] : []),
  ];
  const correction = corrected ? ` ${corrections[corrected === "by side" ? "by side" : "alike"]}` : "";
  const drawn = observed.size === undefined ? "" : " Labels weigh by the inverse of the probability of being drawn.";
  return `${by} The judge ${parts.join("; ")}.${drawn}${correction}`.trim();
}

const corrections = {
  alike: "Gaps were corrected for these errors (Rogan–Gladen), taken as alike on both sides.",
  "by side":
    "Gaps were corrected for the judge's errors (Rogan–Gladen), each side by the labels of that side, with their sampling error (delta method).",
};

function noiseFloor({ floors = [] }: MethodFacts): string {
  const known = floors.flatMap(({ floor }) => (floor === null ? [] : [floor]));
  if (known.length === 0) return "";
  return `The published side was run a second time as a noise floor: the interval of the difference between two runs of the same text reaches ± ${percent(Math.max(...known))} percentage points to either side (the widest of ${known.length}).`;
}

/** How controls' gaps were taken off, and which of the two answers is evidence on recognition. */
function beyondControls(gaps: readonly Gap[]): string {
  if (!gaps.some(({ adjusted }) => adjusted !== null)) return "";
  return (
    "The gap of an unpublished control was taken off its scenario's under two questions: on average, from the errors of both gaps; " +
    "and with each published text as one more draw, both sides' variances between wordings added, on K − 1 degrees of freedom a side. " +
    "Only the second is taken as evidence on recognition."
  );
}

function multiplicity(all: readonly Gap[], { adjusted }: MethodFacts): string {
  const gaps = all.filter(({ gapP }) => gapP !== null);
  if (adjusted === "holm") return `p-values were adjusted over ${gaps.length} gaps by Holm's method.`;
  if (adjusted === "bh") return `p-values were adjusted over ${gaps.length} gaps by Benjamini and Hochberg's method.`;
  return gaps.length > 1 ? `p-values are not adjusted for the ${gaps.length} gaps looked at.` : "";
}

function leftOut(gaps: readonly Gap[]): string {
  const total = new Map<string, number>();
  for (const { dropped } of gaps)
    for (const [reason, count] of Object.entries(dropped)) total.set(reason, (total.get(reason) ?? 0) + count);
  const without = gaps.filter(({ gap }) => gap === null).length;
  const parts = [...total].map(([reason, count]) => `${count} × ${reason}`);
  const cells =
    without > 0
      ? ` ${without} ${without === 1 ? "cell" : "cells"} lacked a side and ${without === 1 ? "has" : "have"} no gap.`
      : "";
  const others = distinct(
    gaps.flatMap(({ gap, wordings }) =>
      gap === null ? [] : wordings.flatMap((wording) => (enters(wording) ? [] : [wording.arm])),
    ),
  );
  const arms =
    others.length > 0
      ? ` Wordings of ${others.length === 1 ? "arm" : "arms"} ${others.join(", ")} do not enter the gaps.`
      : "";
  return (parts.length > 0 ? `Left out: ${parts.join(", ")}.` : "No trial was left out.") + cells + arms;
}
