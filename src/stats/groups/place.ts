import type { ModelId } from "../../models/known.ts";
import type { OutcomeId, ScenarioId } from "../../scenarios/known.ts";

/** What a result is of. Columns that a result is not told apart by are "". */
export interface Place {
  scenario: ScenarioId;
  condition: string;
  model: ModelId;
  outcome: OutcomeId;
  /** Its levels in further columns that tell it from others; each stands under its own name too. */
  levels: Record<string, string>;
}

/** The place of a group, by its key. */
export function placeOf({ key }: { key: Readonly<Record<string, string>> }): Place {
  const { scenario = "", condition = "", model = "", outcome = "", ...levels } = key;
  return { scenario, condition, model, outcome, ...levels, levels };
}
