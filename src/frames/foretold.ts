import type { Memorisation } from "../judges/recognition/measure-memorisation.ts";
import type { Column } from "./columns.ts";
import type { Row } from "./row.ts";

/**
 * Columns of a frame of results with `memorisation`: bits per token of the row's wording under its
 * model, and of the least likely fifth.
 */
export type Foretold = Pick<Memorisation, "bitsPerToken" | "minK">;

/** The columns that memorisation adds; none where it was not measured. */
export function foretoldColumns(found: readonly Memorisation[] | undefined): Record<string, Column<number>> {
  if (found === undefined) return {};
  const key = (...parts: string[]) => JSON.stringify(parts);
  const known = new Map(found.map((each) => [key(each.scenario, each.wording, each.model), each]));
  const column = (name: keyof Foretold): Column<number> => ({
    type: "number",
    of: ({ scenario, summary: { trial } }) => known.get(key(scenario.id, trial.wording, trial.model))?.[name] ?? NaN,
  });
  return { bitsPerToken: column("bitsPerToken"), minK: column("minK") };
}

/**
 * How well the subject foretells each wording as an outcome of its own, `foretold`: 2 to the power
 * of minus its bits per token, the typical probability of a token, in (0, 1]; one row a trial. For
 * `gap` of it, and `mediation` of behaviour by it.
 *
 * @example
 * recognition.foretoldRows(data).length
 */
export function foretoldRows<R extends Row & Partial<Foretold>>(rows: readonly R[]): R[] {
  const trials = new Map(rows.map((row) => [row.trial, row]));
  return [...trials.values()].map((row) => {
    const value = 2 ** -(row.bitsPerToken ?? NaN);
    const found = Number.isNaN(value)
      ? ({ status: "unscored", reason: "not measured" } as const)
      : ({ status: "scored", reason: "" } as const);
    return { ...row, outcome: "foretold", headline: false, judge: "log-probabilities", value, ...found };
  });
}
