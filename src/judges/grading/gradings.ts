import { existsSync } from "node:fs";
import { join } from "node:path";
import { hash } from "../../lib/hash.ts";
import { readLines } from "../../lib/jsonl.ts";
import type { Params } from "../../models/model.ts";
import type { Run } from "../../runner/trial.ts";
import type { Judgements } from "../asking/judgements.ts";
import type { Panel } from "./panel.ts";
import { appendIfWritable } from "./save-grades.ts";

/**
 * A line of `gradings.jsonl`: who judged the run's rubric outcomes in a grading that was not cut
 * short, and how.
 */
export interface GradingLine {
  judges: string[];
  by: Panel["by"];
  seed: number;
  params: Params;
  /** Hash of the rubrics that it went by. */
  criteria: string;
}

/** The last grading of a run by the rubrics that it has here; null where there was none. */
export async function lastGrading({ dir, plan }: Run): Promise<GradingLine | null> {
  const criteria = criteriaOf(plan);
  let last: GradingLine | null = null;
  for (const line of await gradings(dir)) if (line.criteria === criteria) last = line;
  return last;
}

/** Writes down who graded a run, unless that is what its last line says. */
export async function noteGrading({ dir, plan }: Run, { judges, by, seed }: Panel, params: Params): Promise<void> {
  const line = { judges: judges.map(({ id }) => id), by, seed, params, criteria: criteriaOf(plan) };
  const last = (await gradings(dir)).at(-1);
  if (last === undefined || hash(last) !== hash(line)) await appendIfWritable(join(dir, "gradings.jsonl"), [line]);
}

/** The judges of an earlier grading, who are asked nothing: each says what it said then. */
export function recall({ judges, by, seed }: GradingLine, judgements: Judgements): Panel {
  const member = (id: string): Panel["judges"][number] => ({
    id,
    ask: (question) => Promise.resolve(judgements.said(id, question.hash) ?? "no judge given"),
    check: () => {},
    count: () => {},
    close: () => Promise.resolve(),
  });
  return { judges: judges.map(member), by, seed };
}

async function gradings(dir: string): Promise<GradingLine[]> {
  const file = join(dir, "gradings.jsonl");
  return existsSync(file) ? Array.fromAsync(readLines<GradingLine>(file)) : [];
}

function criteriaOf({ scenarios }: Run["plan"]): string {
  return hash(
    scenarios.map(({ id, outcomes }) => [
      id,
      outcomes.filter(({ measure }) => measure.by === "rubric").map((outcome) => [outcome.id, outcome.measure]),
    ]),
  );
}
