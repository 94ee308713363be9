/** What a result is of. Columns that a result is not told apart by are "". */
export interface Place {
  scenario: string;
  condition: string;
  model: string;
  outcome: string;
  /** Its levels in further columns that tell it from others; each stands under its own name too. */
  levels: Record<string, string>;
}

/** The place of a group, by its key. */
export function placeOf({ key }: { key: Readonly<Record<string, string>> }): Place {
  const { scenario = "", condition = "", model = "", outcome = "", ...levels } = key;
  return { scenario, condition, model, outcome, ...levels, levels };
}
