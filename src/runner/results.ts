import { closeSync, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { locateLines, readLine } from "../lib/jsonl.ts";
import { nextOf, stages } from "./stage.ts";
import type { FailureLine, ReplyLine, Run, TrialResult } from "./trial.ts";

type Place = { at: number; length: number };

/**
 * Every trial of a run with its replies, in the order of the plan, so that the same replies give the same results
 * whatever order they came in. Read from the run's folder one trial at a time: nothing is held but where the lines are.
 */
export async function* results({ dir, plan }: Pick<Run, "dir" | "plan">): AsyncGenerator<TrialResult> {
  const file = join(dir, "trials.jsonl");
  const places = new Map<string, Place[]>();
  const errors = new Map<string, string>();
  if (existsSync(file))
    for await (const { value, at, length } of locateLines<ReplyLine | FailureLine>(file)) {
      if (value.kind === "failure") {
        errors.set(value.trial, value.error);
        continue;
      }
      errors.delete(value.trial);
      if (places.get(value.trial)?.push({ at, length }) === undefined) places.set(value.trial, [{ at, length }]);
    }
  const stageOf = stages(plan);
  const lines = places.size > 0 ? openSync(file, "r") : null;
  try {
    for (const trial of plan.trials) {
      const found = (places.get(trial.id) ?? []).map((place) => readLine<ReplyLine>(lines as number, place));
      const turns = found.filter(({ turn }, index) => found.findIndex((other) => other.turn === turn) === index);
      const done = nextOf(stageOf(trial), trial, turns) === null;
      const error = done ? null : (errors.get(trial.id) ?? null);
      yield { trial, status: done ? "done" : error === null ? "pending" : "failed", turns, error };
    }
  } finally {
    if (lines !== null) closeSync(lines);
  }
}
