import { csvText } from "../lib/csv-text.ts";
import { scriptJson } from "../lib/escape.ts";
import type { Cues } from "../stats/cues/cue-result.ts";
import type { Gap } from "../stats/gap/gap.ts";
import { gapTable } from "../stats/gap/gap-table.ts";
import type { Posterior } from "../stats/posterior/posterior-result.ts";
import { bibtex } from "../stats/paper/bibtex.ts";
import { methods } from "../stats/paper/methods.ts";
import { Html, html } from "./html.ts";
import type { Made } from "./made.ts";

/** A text that the page carries and a button copies, or saves under its `file`. */
interface Carried {
  id: string;
  name: string;
  text: string;
  file?: string;
}

/** Buttons that copy the table of gaps as Markdown, LaTeX and CSV, and save all numbers as JSON. */
export function tableButtons(gaps: readonly Gap[], runs: readonly Made[], posteriors: readonly Posterior[]): Html {
  const data = JSON.stringify({ gaps, posteriors, runs }, null, 1);
  return buttons("Copy the table as", [
    { id: "as-markdown", name: "Markdown", text: gapTable(gaps, { format: "markdown" }) },
    { id: "as-latex", name: "LaTeX", text: gapTable(gaps, { format: "latex" }) },
    { id: "as-csv", name: "CSV", text: csvText(gaps.map(figuresOf)) },
    { id: "as-json", name: "save all as JSON", text: data, file: "findings.json" },
  ]);
}

/** A gap as a row of numbers: proportions, unrounded. */
function figuresOf(gap: Gap): object {
  const ends = (name: string, ci: readonly number[] | null) => ({ [`${name}Low`]: ci?.[0], [`${name}High`]: ci?.[1] });
  return {
    scenario: gap.scenario,
    model: gap.model,
    condition: gap.condition,
    outcome: gap.outcome,
    ...gap.levels,
    publishedArm: gap.publishedArm,
    published: gap.published,
    publishedN: gap.publishedN,
    paraphrase: gap.paraphrase,
    n: gap.n,
    k: gap.k,
    gap: gap.gap,
    level: gap.level,
    ...ends("like", gap.ciLike),
    ...ends("these", gap.ciThese),
    tau: gap.tau,
    ...ends("next", gap.predictionInterval),
    outlierP: gap.outlierP,
    rankP: gap.rankP,
    simulated: gap.simulated,
    controlFor: gap.controlFor,
    gateRejected: gap.gate?.rejected.join(" "),
    gateUnseen: gap.gate?.unseen.join(" "),
  };
}

/** What a paper tells of. */
interface Told {
  gaps: readonly Gap[];
  runs: readonly Made[];
  posteriors: readonly Posterior[];
  cues: readonly Cues[];
}

/** Buttons that copy what a paper needs: its paragraph on methods, and the references. */
export function paperButtons({ gaps, runs, posteriors, cues }: Told): Html {
  const estimated = gaps.some(({ gap }) => gap !== null);
  const scenarios = runs.flatMap((run) =>
    run.scenarios.map(({ id, bibtex }) => ({ id, source: bibtex ? { bibtex } : null })),
  );
  const uses = [
    ...(posteriors.length > 0 ? (["posterior"] as const) : []),
    ...(cues.length > 0 ? (["cues"] as const) : []),
  ];
  return buttons("Copy", [
    ...(estimated
      ? [{ id: "methods-text", name: "methods paragraph", text: methods(gaps, { runs, posteriors, cues }) }]
      : []),
    { id: "references-text", name: "references (BibTeX)", text: bibtex(gaps, { scenarios, uses }) },
  ]);
}

function buttons(label: string, all: readonly Carried[]): Html {
  return html`<div class="take" role="group" aria-label="${label}">
    <span>${label}</span>
    ${all.map(({ id, name, file }) =>
      file === undefined
        ? html`<button type="button" data-copy="${id}">${name}</button>`
        : html`<button type="button" data-save="${file}" data-of="${id}">${name}</button>`,
    )}
    <span role="status"></span>
    ${all.map(({ id, text }) => new Html(`<script type="application/json" id="${id}">${scriptJson(text)}</script>`))}
  </div>`;
}
