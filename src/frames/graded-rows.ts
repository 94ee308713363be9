import type { Results } from "../judges/grading/results.ts";
import { rows } from "./rows.ts";

/** A graded trial's outcome as commands print it: null is what there is none of. */
export interface GradedRow {
  scenario: string;
  wording: string;
  arm: string;
  /** `factor=level`, joined by a space; "" without factors. */
  condition: string;
  input: string;
  model: string;
  epoch: number;
  trial: string;
  /** Hash of everything the subject said and did in the trial. */
  replyHash: string | null;
  outcome: string;
  /** A proportion. */
  value: number | null;
  status: "scored" | "unscored";
  reason: string | null;
  judge: string | null;
}

/** What commands print of graded runs: one row a trial and outcome, in the plan's order. */
export function gradedRows(results: Results): GradedRow[] {
  return rows(results).map((row) => {
    const { scenario, wording, arm, condition, input, model, epoch, trial, outcome, value, status } = row;
    const known = (text: string) => (text === "" ? null : text);
    const found = {
      value: status === "scored" ? value : null,
      status,
      reason: known(row.reason),
      judge: known(row.judge),
    };
    return {
      scenario,
      wording,
      arm,
      condition,
      input,
      model,
      epoch,
      trial,
      replyHash: known(row.replyHash),
      outcome,
      ...found,
    };
  });
}
