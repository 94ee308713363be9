import { openTurns } from "../lib/turns.ts";
import { openJournal } from "./journal/read-journal.ts";
import { linePlaces } from "./line-places.ts";
import { nextOf, stages } from "./stage.ts";
import type { Plan, ReplyLine, Run, Trial, TrialResult } from "./trial.ts";

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
  const places = linePlaces();
  const errors = new Map<string, string>();
  const turns = openTurns();
  try {
    for await (const { head, place } of journal.heads()) {
      const due = turns();
      if (due !== null) await due;
      if (head.kind === "failure") errors.set(head.trial, head.error);
      else {
        errors.delete(head.trial);
        places.add(head.trial, place);
      }
    }
  } catch (error) {
    journal[Symbol.dispose]();
    throw error;
  }
  const resultOf = resulting(plan);
  return {
    read(trial) {
      const lines = places.of(trial.id).map((place) => journal.read(place) as ReplyLine);
      const its = lines.filter((line) => line.trial === trial.id);
      return resultOf(trial, its, errors.get(trial.id) ?? null);
    },
    [Symbol.dispose]: () => journal[Symbol.dispose](),
  };
}

/** What becomes of a plan's trials by their replies, and the error that came after the last one. */
export function resulting(plan: Plan) {
  const stageOf = stages(plan);
  return (trial: Trial, lines: readonly ReplyLine[], last: string | null): TrialResult => {
    const replies = lines.filter(({ turn }, index) => lines.findIndex((other) => other.turn === turn) === index);
    const done = nextOf(stageOf(trial), trial, replies) === null;
    const error = done ? null : last;
    return { trial, status: done ? "done" : error === null ? "pending" : "failed", replies, error };
  };
}
