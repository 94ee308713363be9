import { checkOptions } from "../lib/check-options.ts";
import type { Grade } from "../judges/verdict.ts";
import type { TrialResult } from "../runner/trial.ts";
import { unspoiled } from "../scenarios/unspoiled.ts";
import { transcriptHtml } from "./transcript-html.ts";
import { transcriptText } from "./transcript-text.ts";

const display: unique symbol = Symbol.for("Jupyter.display") as never;

/** Transcripts that show themselves when they are the last value of a notebook cell. */
export interface ShownTranscript {
  trials: TrialResult[];
  [display](): { "text/html": string; "text/plain": string };
}

export interface ShowOptions {
  /**
   * What judges made of the trials; those of other trials are left out, so that a whole run's can
   * be given.
   */
  grades?: readonly Grade[];
}

/**
 * One trial as a conversation: what was said, what was replied, reasoning folded, how each reply
 * ended, and what the given grades made of it, with what they quote marked. Long texts are cut, and
 * say by how much; whatever a text holds is shown as text, what quotes a wording that is held out
 * as its hash.
 *
 * @example
 * const [conversation] = await Array.fromAsync(results(talkedRun));
 * show(conversation!)
 */
export function show(trial: TrialResult, options: ShowOptions = {}): ShownTranscript {
  checkOptions("show", options, { grades: true });
  return transcript([trial], options);
}

/**
 * Several trials side by side, for example the published wording and its rewordings: `compare(a,
 * b)`, or `compare(a, b, { grades })`. See {@link show}.
 *
 * @example
 * const trials = await Array.fromAsync(results(ran));
 * compare(
 *   trials.find(({ trial }) => trial.arm === "recognizable")!,
 *   trials.find(({ trial }) => trial.arm === "paraphrase")!,
 * )
 */
export function compare(...shown: [TrialResult, ...(TrialResult | ShowOptions)[]]): ShownTranscript {
  const trials = shown.filter((each): each is TrialResult => "trial" in each);
  if (trials.length === 0) throw new Error("compare() needs at least one trial: pass some of results(run)");
  const options = Object.assign({}, ...shown.filter((each) => !("trial" in each))) as ShowOptions;
  return transcript(trials, checkOptions("compare", options, { grades: true }));
}

function transcript(trials: TrialResult[], { grades = [] }: ShowOptions): ShownTranscript {
  const gradesOf = (trial: TrialResult) => grades.filter((grade) => grade.trial === trial.trial.id);
  return {
    trials,
    [display]: () => ({
      "text/html": unspoiled(
        `<div style="display:grid;grid-auto-flow:column;grid-auto-columns:minmax(17em,1fr);gap:1.5em;overflow-x:auto">` +
          `${trials.map((trial) => transcriptHtml(trial, gradesOf(trial))).join("")}</div>`,
      ),
      "text/plain": unspoiled(trials.map((trial) => transcriptText(trial, gradesOf(trial))).join("\n\n")),
    }),
  };
}
