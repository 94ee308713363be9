import { mkdirSync } from "node:fs";
import path from "node:path";
import { checkOptions, type OptionNames } from "../lib/check-options.ts";
import { writeWhole } from "../lib/whole.ts";
import type { Figure } from "../plots/figure.ts";
import type { Names } from "../plots/names.ts";
import type { Cues } from "../stats/cues/cue-result.ts";
import type { Gap } from "../stats/gap/gap.ts";
import type { Posterior } from "../stats/posterior/posterior-result.ts";
import { unspoiled } from "../scenarios/unspoiled.ts";
import { inOrder } from "./arrange.ts";
import { comparisonsSection } from "./comparisons-section.ts";
import type { Conversation } from "./conversations.ts";
import { cutoffAnswers } from "./cutoff-answer.ts";
import { elsewhereSection, type Elsewhere } from "./elsewhere-section.ts";
import { figuresSection } from "./figures-section.ts";
import { foundSection } from "./found-section.ts";
import { html } from "./html.ts";
import { leftOutSection } from "./left-out-section.ts";
import type { Made } from "./made.ts";
import { madeSection } from "./made-section.ts";
import { measuredSection } from "./measured-section.ts";
import { numbersSection } from "./numbers-section.ts";
import { page } from "./page.ts";
import { posteriorSection } from "./posterior-section.ts";
import { readingSection } from "./reading-section.ts";
import { paperButtons, tableButtons } from "./take-along.ts";
import { transcriptsSection } from "./transcripts-section.ts";

/** Everything a findings page is made of. */
export interface Findings {
  title: string;
  /** What was asked, in a sentence or two. */
  question: string;
  gaps: readonly Gap[];
  /** Posteriors of these gaps, where they were asked for. */
  posteriors?: readonly Posterior[];
  /** Effects of single changes, where there are perturbations. */
  cues?: readonly Cues[];
  /** The first stands on the first screen, beside what was found. */
  figures: readonly Figure[];
  /** How many comparisons have no figure of their wordings, where they are too many. */
  undrawn?: number;
  /**
   * Trials that the numbers come from, and what was asked separately; see {@link conversations}.
   */
  conversations: readonly Conversation[];
  runs: readonly Made[];
  /** What a reader must know first, such as which model stood in for another. */
  notes: readonly string[];
  /** Commands that make this page again, one a line. */
  rerun: readonly string[];
  names: Names;
  /** What lies beside the page in its folder, such as all transcripts. */
  files?: readonly { href: string; title: string }[];
  /** What replies of real models show beside it; stands directly below what was found. */
  elsewhere?: Elsewhere;
}

const known: OptionNames<Findings> = {
  title: true,
  question: true,
  gaps: true,
  posteriors: true,
  cues: true,
  figures: true,
  undrawn: true,
  conversations: true,
  runs: true,
  notes: true,
  rerun: true,
  names: true,
  files: true,
  elsewhere: true,
};

/**
 * The findings as one HTML page that needs no network. The first screen has the answer and the
 * figure that shows it; then come the other figures, the numbers, how they are measured and read,
 * what was left out, the conversations, and how it was made. Everything from prompts, replies and
 * names is shown as text; a content security policy lets only the page's own two scripts run.
 */
export function findingsPage(findings: Findings): string {
  const { title, question, posteriors = [], cues = [], figures, undrawn = 0, runs, notes, rerun, names } = findings;
  const gaps = inOrder(findings.gaps);
  const simulated = gaps.some((gap) => gap.simulated)
    ? [
        `Simulated subjects are shown here. Their rates were set by us: they test the method and say nothing of a model.`,
      ]
    : [];
  const [first = null, ...others] = figures;
  const paper = paperButtons({ gaps, runs, posteriors, cues });
  const sections = [
    { id: "figures", title: "Figures", content: figuresSection(others, undrawn) },
    {
      id: "numbers",
      title: "The numbers",
      content: numbersSection(gaps, names, tableButtons(findings.gaps, runs, posteriors)),
    },
    { id: "posterior", title: "The posterior", content: posteriorSection(posteriors, names) },
    { id: "comparisons", title: "Each comparison in words", content: comparisonsSection(gaps, names) },
    { id: "measured", title: "How it is measured", content: measuredSection(gaps, runs, names) },
    { id: "reading", title: "How to read it", content: readingSection(posteriors.length > 0) },
    { id: "left-out", title: "What was left out", content: leftOutSection(gaps, runs) },
    { id: "transcripts", title: "What was said", content: transcriptsSection(findings.conversations, names) },
    { id: "made", title: "How it was made", content: madeSection(runs, rerun, paper) },
  ].filter(({ content }) => content !== null);
  return page(
    title,
    html`<header>
        <h1>${title}</h1>
        <p class="question">${question}</p>
        ${[...simulated, ...notes].map((note) => html`<p class="note">${note}</p>`)}
      </header>
      ${foundSection({ gaps, runs, posteriors, read: cutoffAnswers(gaps, runs, names) }, first, names)}
      ${findings.elsewhere ? elsewhereSection(findings.elsewhere, names) : null}
      <nav aria-label="On this page">
        ${sections.map(({ id, title }) => html`<a href="#${id}">${title}</a> `)}
        ${(findings.files ?? []).map(({ href, title }) => html`<a href="${href}">${title}</a> `)}
      </nav>
      ${sections.map(({ content }) => content)}`,
  );
}

/**
 * Writes {@link findingsPage} to a file, whole or not at all, making its folder, redacted as {@link
 * unspoiled} says; returns the file's absolute path.
 *
 * @example
 * writeFindings("out/findings.html", await findingsOf([graded], gaps))
 */
export function writeFindings(file: string, findings: Findings): string {
  checkOptions("writeFindings", findings, known);
  const target = path.resolve(file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeWhole(target, unspoiled(findingsPage(findings)));
  return target;
}
