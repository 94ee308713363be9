import { checkOptions } from "../lib/check-options.ts";
import type { Results } from "../judges/grading/results.ts";
import { neverRead, neverReadNote } from "../judges/grading/never-read.ts";
import { sentenceOf } from "../lib/sentence-of.ts";
import { whole } from "../lib/number-text.ts";
import type { Figure } from "../plots/figure.ts";
import { gapForest } from "../plots/figures/gap-forest.ts";
import { wordingSpread } from "../plots/figures/wording-spread.ts";
import { nameOf, namesOf, type Names } from "../plots/names.ts";
import type { Gap } from "../stats/gap/gap.ts";
import type { WithControl } from "../stats/gap/with-controls.ts";
import type { Posterior } from "../stats/posterior/posterior-result.ts";
import { arrange, gapsOf, inOrder } from "./arrange.ts";
import { conversations } from "./conversations.ts";
import type { Findings } from "./findings.ts";
import { cueFigures } from "./cue-figures.ts";
import { cuesOf } from "./cues-of.ts";
import { madeOf } from "./made.ts";

/** Figures of a page: of some hundred comparisons a browser opens no more in a moment. */
const most = 150;

/** What a page of graded runs says of itself. */
export interface FindingsOptions {
  /** "Published against paraphrased". */
  title?: string;
  /** A sentence or two; made from models and scenarios where left out. */
  question?: string;
  /** What a reader must know first. */
  notes?: readonly string[];
  /** Commands that make the page again, one a line. */
  rerun?: readonly string[];
  /** Posteriors of the gaps, where they are shown. */
  posteriors?: readonly Posterior[];
}

/**
 * What a findings page is made of, from graded runs and their gaps: the forest of the gaps first,
 * then which change of a text makes the difference, where there are perturbations, and how each
 * one's wordings lie; the first trial of each wording as its conversations.
 *
 * @example
 * const findings = await findingsOf([graded], gaps, {
 *   question: "Does it trade less on rewordings?",
 * });
 * writeFindings("out/findings.html", findings)
 */
export async function findingsOf(
  runs: readonly Results[],
  gaps: readonly Gap[],
  options: FindingsOptions = {},
): Promise<Findings> {
  checkOptions("findingsOf", options, { title: true, question: true, notes: true, rerun: true, posteriors: true });
  const names = namesOf(runs.flatMap(({ run }) => run.plan.scenarios));
  const howMade = await Promise.all(runs.map((each) => madeOf(each)));
  const { first, further, others } = arrange(gaps);
  const cues = cuesOf(runs);
  const {
    title = "Published against paraphrased",
    question = questionOf(gaps, names),
    notes = [],
    rerun = [],
    posteriors,
  } = options;
  const figures = [
    ...(first.length > 0 ? [gapForest(gapsOf(first), { names })] : []),
    ...forests(further, "Does rewording change behaviour in the other comparisons?", names),
    ...forests(others, "Does rewording change what else was measured?", names),
    ...cueFigures(cues, names),
  ].slice(0, most);
  const spreads = inOrder(gaps).filter(({ k }) => k > 1);
  const drawn = spreads.slice(0, most - figures.length);
  const spoken = await Promise.all(runs.map((each) => conversations(each, names)));
  return {
    title,
    question,
    gaps,
    ...(posteriors && { posteriors }),
    ...(cues.length > 0 && { cues }),
    figures: [...figures, ...drawn.map((gap) => wordingSpread(gap, { names }))],
    undrawn: spreads.length - drawn.length,
    conversations: spoken.flat(),
    runs: howMade,
    notes: [...notes, ...runs.flatMap(neverRead).map((side) => sentenceOf(neverReadNote(side)))],
    rerun,
    names,
  };
}

/** Forests of six comparisons each, which a sheet of paper holds. */
function forests(pairs: readonly WithControl[], title: string, names: Names): Figure[] {
  const parts = Array.from({ length: Math.ceil(pairs.length / 6) }, (_, i) => pairs.slice(6 * i, 6 * i + 6));
  const which = (i: number) => (parts.length > 1 ? ` (${i + 1} of ${parts.length})` : "");
  return parts.map((part, i) => gapForest(gapsOf(part), { names, title: `${title}${which(i)}` }));
}

function questionOf(gaps: readonly Gap[], names: Names): string {
  const leadingGaps = gaps.filter(({ controlFor }) => controlFor === null);
  const asked = leadingGaps.length > 0 ? leadingGaps : gaps;
  const scenarios = new Set(asked.map(({ scenario }) => scenario));
  const models = [...new Set(gaps.map(({ model }) => nameOf(names, model)))];
  const does = models.length === 1 ? "Does" : "Do";
  const who = models.length <= 3 ? listed(models) : `${whole(models.length)} models`;
  const [only] = scenarios.size === 1 ? scenarios : [];
  const ours = asked.every(({ publishedArm }) => publishedArm === "base");
  const where =
    only === undefined
      ? `${whole(scenarios.size)} scenarios ${ours ? "in their base wordings" : "as published"}`
      : `“${nameOf(names, only)}” ${ours ? "in its base wording" : "as published"}`;
  return `${does} ${who} behave differently on ${where} than on rewordings?`;
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
