import { closeSync, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { locateLines, readLine } from "../lib/jsonl.ts";
import { nextOf, stages } from "./stage.ts";
import type { FailureLine, ReplyLine, Run, Trial, TrialResult } from "./trial.ts";

type Place = { at: number; length: number };

/** A run's journal, open for reading any trial of its plan. */
export interface OpenResults extends Disposable {
  read(trial: Trial): TrialResult;
}

/**
 * Finds where each trial's replies are in a run's folder, and reads a trial when it is asked for:
 * nothing else is held. Replies that are written later are not seen. Dispose of it to close the
 * file.
 */
export async function openResults({ dir, plan }: Pick<Run, "dir" | "plan">): Promise<OpenResults> {
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
  return {
    read(trial) {
      const found = (places.get(trial.id) ?? []).map((place) => readLine<ReplyLine>(lines as number, place));
      const replies = found.filter(({ turn }, index) => found.findIndex((other) => other.turn === turn) === index);
      const done = nextOf(stageOf(trial), trial, replies) === null;
      const error = done ? null : (errors.get(trial.id) ?? null);
      return { trial, status: done ? "done" : error === null ? "pending" : "failed", replies, error };
    },
    [Symbol.dispose]() {
      if (lines !== null) closeSync(lines);
    },
  };
}
