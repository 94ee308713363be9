import { whole } from "../lib/number-text.ts";
import type { Grade } from "../judges/verdict.ts";
import { escapeHtml, shorten } from "../lib/escape.ts";
import { selectionQuery } from "../plots/link.ts";
import type { Trial, TrialResult } from "../runner/trial.ts";
import { conditionLabel } from "../scenarios/condition.ts";
import { passagesOf, type Passage } from "./passages.ts";
import { pieces } from "./pieces.ts";
import { graded, heading, incomplete } from "./transcript-lines.ts";

const LONGEST = 20_000;
const FOLDED_FROM = 2_500;

const text = "white-space:pre-wrap;overflow-wrap:anywhere;margin:.2em 0 1em";
const label = "font-size:.8em;opacity:.75;text-transform:uppercase;letter-spacing:.04em";
const reply = "border-left:3px solid #0072b2;padding-left:.8em";
const mark = "background:#ffd54a80;color:inherit;border-bottom:2px solid #d55e00";

/** A trial as an HTML element that needs no styles, scripts or colours of the page around it. */
export function transcriptHtml(result: TrialResult, grades: readonly Grade[]): string {
  const { title, facts } = heading(result);
  const turns = passagesOf(result, grades, LONGEST).map(element);
  const notes = [...grades.map(graded), incomplete(result)].filter((note) => note !== "");
  return (
    `<section style="min-width:0" data-trials="${escapeHtml(trialQuery(result.trial))}"><header><strong>${escapeHtml(title)}</strong>` +
    `<div style="${label};text-transform:none">${escapeHtml(facts)}</div></header>` +
    `${turns.join("")}${notes.map((note) => `<div style="font-size:.9em">${escapeHtml(shorten(note, LONGEST))}</div>`).join("")}</section>`
  );
}

function trialQuery({ id, condition, scenario, model, wording, arm, input }: Trial): string {
  return selectionQuery({ scenario, model, condition: conditionLabel(condition), wording, arm, input, trial: id });
}

function element(passage: Passage): string {
  const { kind, name, note } = passage;
  if (kind === "reasoning") return fold(passage, `reasoning before ${name}`, reply);
  if (kind === "said" && passage.length > FOLDED_FROM) return fold(passage, name, "");
  const head = [kind === "said" ? name : `reply ${name}`, note].filter((part) => part !== "").join(" · ");
  return `<div style="${kind === "said" ? "" : reply}"><div style="${label}">${escapeHtml(head)}</div>${content(passage)}</div>`;
}

function fold(passage: Passage, name: string, style: string): string {
  const size = `${whole(passage.length)} characters`;
  const quoted = passage.marks.length > 0 ? " · quoted by a judge" : "";
  return (
    `<details style="${style}"><summary style="${label}">${escapeHtml(name)} · ${size}${quoted}</summary>` +
    `${content(passage)}</details>`
  );
}

function content(passage: Passage): string {
  const marked = pieces(passage.text, passage.marks).map((piece) => {
    const safe = escapeHtml(piece.text);
    return piece.mark === null ? safe : `<mark style="${mark}" title="${escapeHtml(piece.mark.by)}">${safe}</mark>`;
  });
  return `<div style="${text}">${marked.join("")}</div>`;
}
