import type { Run } from "../../runner/trial.ts";
import { tally } from "../../runner/trials/tally.ts";

/** Whether any trial needs a judge: one that is not needed is not opened, and needs no key. */
export function hasRubric({ plan }: Run): boolean {
  const chat = new Set(tally(plan).flatMap(({ trial }) => (trial.elicit === "chat" ? [trial.scenario] : [])));
  return plan.scenarios.some(
    ({ id, outcomes }) => chat.has(id) && outcomes.some(({ measure }) => measure.by === "rubric"),
  );
}
