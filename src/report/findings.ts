import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Figure } from "../plots/figure.ts";
import type { Names } from "../plots/names.ts";
import type { Gap } from "../stats/gap/gap.ts";
import { unspoiled } from "../scenarios/unspoiled.ts";
import { figuresSection } from "./figures-section.ts";
import { foundSection } from "./found-section.ts";
import { html } from "./html.ts";
import { leftOutSection } from "./left-out-section.ts";
import type { Made } from "./made.ts";
import { madeSection } from "./made-section.ts";
import { numbersSection } from "./numbers-section.ts";
import { page } from "./page.ts";
import { readingSection } from "./reading-section.ts";
import type { ShownTranscript } from "./transcript.ts";
import { transcriptsSection } from "./transcripts-section.ts";

/** Everything a findings page is made of. */
export interface Findings {
  title: string;
  /** What was asked, in a sentence or two. */
  question: string;
  gaps: readonly Gap[];
  figures: readonly Figure[];
  /** Trials side by side: the published side, a paraphrase, the control. */
  transcripts: readonly ShownTranscript[];
  runs: readonly Made[];
  /** What a reader must know first, such as which model stood in for another. */
  notes: readonly string[];
  /** Commands that make this page again, one a line. */
  rerun: readonly string[];
  names: Names;
}

/**
 * The findings as one HTML page that needs no network: what was found in words, the figures, the
 * numbers, how to read them, what was left out, transcripts, how it was made. Everything from
 * prompts, replies and names is shown as text; a content security policy lets only the page's own
 * two scripts run.
 */
export function findingsPage(findings: Findings): string {
  const { title, question, gaps, figures, transcripts, runs, notes, rerun, names } = findings;
  const simulated = gaps.some((gap) => gap.simulated)
    ? [
        `Simulated subjects are shown here. Their rates were set by us: they test the method and say nothing of a model.`,
      ]
    : [];
  return page(
    title,
    html`<header>
        <h1>${title}</h1>
        <p class="question">${question}</p>
        ${[...simulated, ...notes].map((note) => html`<p class="note">${note}</p>`)}
      </header>
      ${foundSection(gaps, names)} ${figuresSection(figures)} ${numbersSection(gaps, names)} ${readingSection()}
      ${leftOutSection(gaps, runs)} ${transcriptsSection(transcripts)} ${madeSection(runs, rerun)}`,
  );
}

/**
 * Writes {@link findingsPage} to a file, whole or not at all, making its folder, redacted as {@link
 * unspoiled} says; returns the file's absolute path.
 */
export function writeFindings(file: string, findings: Findings): string {
  const target = path.resolve(file);
  mkdirSync(path.dirname(target), { recursive: true });
  const unfinished = `${target}.${process.pid}.part`;
  writeFileSync(unfinished, unspoiled(findingsPage(findings)));
  renameSync(unfinished, target);
  return target;
}
