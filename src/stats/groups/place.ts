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

type Compared = Omit<Place, "levels"> & Partial<Pick<Place, "levels">>;

/**
 * Whether two results are of the same scenario, condition, model and outcome, at the same levels of
 * further columns.
 */
export const samePlace = (one: Compared, other: Compared): boolean =>
  (["scenario", "condition", "model", "outcome"] as const).every((name) => one[name] === other[name]) &&
  sameLevels(one.levels ?? {}, other.levels ?? {});

/** Whether no column that both are told apart by parts them. */
const sameLevels = (one: Record<string, string>, other: Record<string, string>): boolean =>
  Object.entries(one).every(([column, level]) => (other[column] ?? level) === level);
