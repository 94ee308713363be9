import type { Grade } from "../judges/grade.ts";
import { escapeHtml, shorten } from "../lib/escape.ts";
import { selectionQuery } from "../plots/link.ts";
import type { Trial, TrialResult } from "../runner/trial.ts";
import { conditionLabel } from "../scenarios/condition.ts";
import { ending, graded, heading, incomplete, replied } from "./transcript-lines.ts";

const LONGEST = 20_000;
const FOLDED_FROM = 2_500;

const text = "white-space:pre-wrap;overflow-wrap:anywhere;margin:.2em 0 1em";
const label = "font-size:.8em;opacity:.75;text-transform:uppercase;letter-spacing:.04em";
const reply = "border-left:3px solid #0072b2;padding-left:.8em";

/** A trial as an HTML element that needs no styles, scripts or colours of the page around it. */
export function transcriptHtml(result: TrialResult, grades: readonly Grade[]): string {
  const { title, facts } = heading(result);
  const turns = result.turns.flatMap((line) => [
    ...line.said.map(({ role, content }) => block(role, content, "")),
    line.reply.reasoning ? fold(`reasoning before ${line.turn}`, line.reply.reasoning, reply) : "",
    block([`reply ${line.turn}`, ending(line)].filter((part) => part !== "").join(" · "), replied(line), reply),
  ]);
  const notes = [...grades.map(graded), incomplete(result)].filter((note) => note !== "");
  return (
    `<section style="min-width:0" data-trials="${escapeHtml(trialQuery(result.trial))}"><header><strong>${escapeHtml(title)}</strong>` +
    `<div style="${label};text-transform:none">${escapeHtml(facts)}</div></header>` +
    `${turns.join("")}${notes.map((note) => `<div style="font-size:.9em">${clean(note)}</div>`).join("")}</section>`
  );
}

function trialQuery({ id, condition, scenario, model, wording, arm, input }: Trial): string {
  return selectionQuery({ scenario, model, condition: conditionLabel(condition), wording, arm, input, trial: id });
}

function block(name: string, content: string, style: string): string {
  if (style === "" && content.length > FOLDED_FROM) return fold(name, content, style);
  return `<div style="${style}"><div style="${label}">${escapeHtml(name)}</div><div style="${text}">${clean(content)}</div></div>`;
}

function fold(name: string, content: string, style: string): string {
  const size = `${content.length.toLocaleString("en")} characters`;
  return (
    `<details style="${style}"><summary style="${label}">${escapeHtml(name)} · ${size}</summary>` +
    `<div style="${text}">${clean(content)}</div></details>`
  );
}

const clean = (content: string) => escapeHtml(shorten(content, LONGEST));
