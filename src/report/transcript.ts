import type { Grade } from "../judges/grade.ts";
import type { TrialResult } from "../runner/trial.ts";
import { transcriptHtml } from "./transcript-html.ts";
import { transcriptText } from "./transcript-text.ts";

const display: unique symbol = Symbol.for("Jupyter.display") as never;

/** Transcripts that show themselves when they are the last value of a notebook cell. */
export interface Transcript {
  trials: TrialResult[];
  [display](): { "text/html": string; "text/plain": string };
}

/**
 * One trial as a conversation: what was said, what was replied, reasoning folded, how each reply ended, and what the
 * given grades made of it. Long texts are cut, and say by how much; whatever a text holds is shown as text.
 */
export function show(trial: TrialResult, { grades = [] }: { grades?: readonly Grade[] } = {}): Transcript {
  return transcript([trial], grades);
}

/** Several trials side by side, for example the published wording and its rewordings. See {@link show}. */
export function compare(...trials: [TrialResult, ...TrialResult[]]): Transcript {
  if (trials.length === 0) throw new Error("compare() needs at least one trial: pass some of results(run)");
  return transcript(trials, []);
}

function transcript(trials: TrialResult[], grades: readonly Grade[]): Transcript {
  const own = (trial: TrialResult) => grades.filter((grade) => grade.trial === trial.trial.id);
  return {
    trials,
    [display]: () => ({
      "text/html":
        `<div style="display:grid;grid-auto-flow:column;grid-auto-columns:minmax(17em,1fr);gap:1.5em;overflow-x:auto">` +
        `${trials.map((trial) => transcriptHtml(trial, own(trial))).join("")}</div>`,
      "text/plain": trials.map((trial) => transcriptText(trial, own(trial))).join("\n\n"),
    }),
  };
}
