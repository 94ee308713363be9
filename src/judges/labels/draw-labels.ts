import { checkOptions } from "../../lib/check-options.ts";
import { significant } from "../../lib/number-text.ts";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { csvText } from "../../lib/csv-text.ts";
import { privateFolder, writePrivate } from "../../lib/private.ts";
import { reasonOf } from "../../lib/in-words.ts";
import { random, shuffle } from "../../lib/random.ts";
import { results } from "../../runner/results.ts";
import type { ReplyLine, Run, Trial } from "../../runner/trial.ts";
import { unspoiled } from "../../scenarios/unspoiled.ts";
import { blind, criteriaOf, hidesNotes } from "../transcripts/blind.ts";
import { readSheet } from "./label-sheet.ts";

export interface LabelOptions {
  /** How many trials; 60. */
  draw?: number;
  /** Of the draw and of the order; 1. */
  seed?: number | string;
  /** Outcomes to label, by id; all that a chat trial can be judged on. */
  outcomes?: string[];
  /** Folder for the two files; the run's. */
  dir?: string;
}

/** What is to be labelled, and where. */
export interface LabelSheet {
  /** CSV to fill in: id, outcome, probability (of being drawn), label, labeller, reason. */
  file: string;
  /** Markdown with the criteria, then the replies in the order of the sheet. */
  texts: string;
  trials: string[];
}

/**
 * Draws `draw` finished chat trials for people to label blind: evenly over scenario, arm, model and
 * condition, as far as they go round, in random order, with the names hidden that are hidden from
 * judges. Writes `labels.csv` to fill in and `labels.md` to read. The same seed draws the same
 * trials, and a sheet of this very draw is left as it is, to go on with. Read the labels back by
 * {@link readLabels}. Throws when there is another sheet, and when no trial is finished.
 */
export async function drawLabels(run: Run, options: LabelOptions = {}): Promise<LabelSheet> {
  checkOptions("label", options, { draw: true, seed: true, outcomes: true, dir: true });
  const { draw: n = 60, seed = 1, dir = run.dir } = options;
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`${n} trials to label: expected a whole number, 1 or more`);
  const finished = new Map<string, Trial>();
  for await (const { trial, status } of results(run))
    if (status === "done" && trial.elicit === "chat") finished.set(trial.id, trial);
  if (finished.size === 0)
    throw new Error(
      `no finished conversation in ${run.dir}: run it to its end, by elicit "chat" (a forced choice says nothing to label)`,
    );
  const drawn = draw([...finished.values()], n, seed);
  const texts = new Map<string, string>();
  for await (const { trial, replies } of results(run))
    if (drawn.trials.includes(trial.id)) texts.set(trial.id, textOf(run, trial, replies, options));
  const [sheet, reading] = [join(dir, "labels.csv"), join(dir, "labels.md")];
  const lines = drawn.trials.flatMap((id) =>
    outcomesOf(run, finished.get(id)!, options).map((outcome) => [
      id,
      outcome,
      significant(drawn.probabilities.get(id)!, 6),
      "",
      "",
      "",
    ]),
  );
  privateFolder(dir);
  const csv = csvText({ fields: ["id", "outcome", "probability", "label", "labeller", "reason"], data: lines });
  const sheetOf = { file: sheet, texts: reading, trials: drawn.trials };
  if (existsSync(sheet) && asksFor(sheet, lines)) return sheetOf;
  try {
    writePrivate(sheet, csv, "wx");
  } catch (cause) {
    throw new Error(`cannot begin ${sheet} (${reasonOf(cause)}): move it away, or name another dir`, {
      cause,
    });
  }
  writePrivate(reading, unspoiled(`${criteriaIn(run, lines)}\n${drawn.trials.map((id) => texts.get(id)).join("\n")}`));
  return sheetOf;
}

/** Whether a sheet is of this draw, whatever has been labelled in it. */
function asksFor(sheet: string, lines: string[][]): boolean {
  const asked = new Set(readSheet(sheet).map(({ id, outcome }) => `${id} ${outcome}`));
  return asked.size === lines.length && lines.every(([id, outcome]) => asked.has(`${id} ${outcome}`));
}

/**
 * Trials drawn in turn from each stratum, strata in random order, then all in random order; and the
 * probability that each had: of the rounds that all strata with trials left took part in, and its
 * share of the last.
 */
function draw(
  trials: Trial[],
  n: number,
  seed: number | string,
): { trials: string[]; probabilities: Map<string, number> } {
  const next = random(`labels ${seed}`);
  const strata = Map.groupBy(trials, ({ scenario, arm, model, condition }) =>
    JSON.stringify([scenario, arm, model, condition]),
  );
  const queues = shuffle([...strata.values()], next).map((stratum) => shuffle(stratum, next));
  const drawn: string[] = [];
  const expected = queues.map(() => 0);
  for (let round = 0; drawn.length < Math.min(n, trials.length); round++) {
    const left = queues.filter((queue) => queue[round]).length;
    const share = Math.min(1, (n - drawn.length) / left);
    queues.forEach((queue, i) => {
      if (!queue[round]) return;
      expected[i]! += share;
      if (drawn.length < n) drawn.push(queue[round]!.id);
    });
  }
  const probabilities = new Map(
    queues.flatMap((queue, i) => queue.map(({ id }) => [id, expected[i]! / queue.length] as const)),
  );
  return { trials: shuffle(drawn, next), probabilities };
}

function outcomesOf({ plan }: Run, { scenario }: Trial, { outcomes }: LabelOptions): string[] {
  const all = plan.scenarios.find(({ id }) => id === scenario)!.outcomes;
  const judged = all.filter(({ measure }) => measure.by !== "choice").map(({ id }) => id);
  return judged.filter((id) => outcomes?.includes(id) ?? true);
}

function criteriaIn({ plan }: Run, lines: string[][]): string {
  const asked = new Set(lines.map(([, outcome]) => outcome));
  const outcomes = plan.scenarios.flatMap((scenario) => scenario.outcomes).filter(({ id }) => asked.has(id));
  return [...new Set(outcomes.map((outcome) => `## Outcome ${outcome.id}\n\n${criteriaOf(outcome)}\n`))].join("\n");
}

function textOf(run: Run, trial: Trial, replies: readonly ReplyLine[], options: LabelOptions): string {
  const { plan } = run;
  const scenario = plan.scenarios.find(({ id }) => id === trial.scenario)!;
  const asked = scenario.outcomes.filter(({ id }) => outcomesOf(run, trial, options).includes(id));
  // One text for all outcomes that are asked of it, so private notes are there if any of them goes
  // by them.
  const outcome = asked.find((each) => !hidesNotes(each)) ?? asked[0] ?? scenario.outcomes[0]!;
  const { facts: masked, parts } = blind(plan, trial, replies, outcome);
  const facts = masked.map(({ tag, text }) => `- {{ ${tag} }} is ${text}\n`).join("");
  const shown = parts.map(({ kind, name, text }) =>
    kind === "reasoning" ? `### Private thinking before ${name}\n\n${text}\n` : `### ${name}\n\n${text}\n`,
  );
  return [`## Trial ${trial.id}\n`, ...(facts ? [facts] : []), ...shown].join("\n");
}
