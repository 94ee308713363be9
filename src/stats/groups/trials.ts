import type { Row } from "../../frames/row.ts";
import type { FrameLike } from "../../frames/to-rows.ts";
import { asFlag, asNumber, asText, columnOf, rowCount, type Column } from "./column-of.ts";
import { factor, type Factor } from "./factor.ts";

/** Graded trials as typed arrays, one entry a trial and outcome. `value` is NaN where unscored. */
export interface Trials {
  size: number;
  factors: Record<TrialColumn | (string & {}), Factor>;
  /** 1 where the wording stands for the published side; 1 where `value` is a probability read off the model. */
  published: Uint8Array;
  measured: Uint8Array;
  simulated: Uint8Array;
  value: Float64Array;
}

/** The columns of a results frame that a gap is made of. */
const columns = [
  "scenario",
  "condition",
  "model",
  "outcome",
  "arm",
  "wording",
  "rung",
  "input",
  "trial",
  "judge",
  "reason",
] as const;
export type TrialColumn = (typeof columns)[number];

/**
 * A results frame, or its rows, as typed arrays, with the columns named in `more` (for grouping) besides the needed
 * ones. Throws on a column that is not there and on a scored value outside [0, 1].
 */
export function trials(data: FrameLike | readonly Row[], more: readonly string[] = []): Trials {
  const size = rowCount(data);
  const factors: Record<string, Factor> = {};
  for (const name of new Set([...columns, ...more])) {
    const at = columnOf(data, name);
    factors[name] = factor(size, (row) => asText(at(row)));
  }
  const flags = (at: Column, is: (value: unknown) => boolean) =>
    Uint8Array.from({ length: size }, (_, row) => (is(at(row)) ? 1 : 0));
  return {
    size,
    factors: factors as Trials["factors"],
    published: flags(columnOf(data, "published"), asFlag),
    measured: flags(columnOf(data, "elicit"), (value) => value === "choice"),
    simulated: flags(columnOf(data, "simulated"), asFlag),
    value: scored(data, size),
  };
}

function scored(data: FrameLike | readonly Row[], size: number): Float64Array {
  const [value, status, trial] = ["value", "status", "trial"].map((name) => columnOf(data, name)) as [
    Column,
    Column,
    Column,
  ];
  const values = new Float64Array(size).fill(NaN);
  for (let row = 0; row < size; row++) {
    if (status(row) !== "scored") continue;
    const x = asNumber(value(row));
    if (!(x >= 0 && x <= 1)) {
      throw new RangeError(`trial ${trial(row)}: a scored value of ${x}, expected 0, 1 or a proportion between`);
    }
    values[row] = x;
  }
  return values;
}
