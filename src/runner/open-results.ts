import type { Place } from "./journal/open-frames.ts";
import { openJournal } from "./journal/read-journal.ts";
import { nextOf, stages } from "./stage.ts";
import type { ReplyLine, Run, Trial, TrialResult } from "./trial.ts";

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
  const journal = openJournal(dir);
  const places = new Map<string, Place[]>();
  const errors = new Map<string, string>();
  try {
    for await (const { line, place } of journal.lines()) {
      if (line.kind === "failure") {
        errors.set(line.trial, line.error);
        continue;
      }
      errors.delete(line.trial);
      if (places.get(line.trial)?.push(place) === undefined) places.set(line.trial, [place]);
    }
  } catch (error) {
    journal[Symbol.dispose]();
    throw error;
  }
  const stageOf = stages(plan);
  return {
    read(trial) {
      const found = (places.get(trial.id) ?? []).map((place) => journal.read(place) as ReplyLine);
      const replies = found.filter(({ turn }, index) => found.findIndex((other) => other.turn === turn) === index);
      const done = nextOf(stageOf(trial), trial, replies) === null;
      const error = done ? null : (errors.get(trial.id) ?? null);
      return { trial, status: done ? "done" : error === null ? "pending" : "failed", replies, error };
    },
    [Symbol.dispose]: () => journal[Symbol.dispose](),
  };
}
