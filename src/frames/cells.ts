import { reasons } from "../judges/grading/reasons.ts";
import type { Row } from "./row.ts";
import { toRows, type FrameData } from "./to-rows.ts";

/** All trials of one wording in one scenario, condition, model and outcome. */
export interface Cell {
  scenario: Row["scenario"];
  condition: string;
  model: Row["model"];
  outcome: Row["outcome"];
  wording: string;
  arm: Row["arm"];
  published: boolean;
  rung: string;
  simulated: boolean;
  elicit: Row["elicit"];
  /** Scored trials. */
  n: number;
  /** Sum of their values, and its mean; NaN where n is 0. */
  sum: number;
  rate: number;
  /** Standard error of the mean from the spread of the values; NaN below two trials. */
  se: number;
  /** Whether every value is 0 or 1, so that `sum` counts successes. */
  binary: boolean;
  /** How many trials were left out, by reason. */
  unscored: Record<string, number>;
}

const NEEDED = [
  ...([
    "scenario",
    "condition",
    "model",
    "outcome",
    "wording",
    "arm",
    "published",
    "rung",
    "simulated",
    "elicit",
  ] as const),
  ...(["value", "status", "reason"] as const),
];

/**
 * Aggregates a frame, or rows, to one cell a scenario × condition × model × outcome × wording, in
 * order of appearance.
 *
 * @example
 * cells(data).map(({ wording, arm, n, rate }) => ({ wording, arm, n, rate })).slice(0, 3)
 */
export function cells(frame: FrameData<Pick<Row, (typeof NEEDED)[number]>>): Cell[] {
  const groups = Map.groupBy(toRows(frame, NEEDED), (row) =>
    JSON.stringify([row.scenario, row.condition, row.model, row.outcome, row.wording, row.arm]),
  );
  return [...groups.values()].map((rows) => {
    const { scenario, condition, model, outcome, wording, arm, published, rung, simulated, elicit } = rows[0]!;
    const head = { scenario, condition, model, outcome, wording, arm, published, rung, simulated, elicit };
    return { ...head, ...moments(scoredValues(rows)), unscored: reasons(rows) };
  });
}

/** The values of the scored rows. */
export function scoredValues(rows: readonly Pick<Row, "value" | "status">[]): number[] {
  return rows.filter((row) => row.status === "scored").map((row) => row.value);
}

function moments(values: number[]): Pick<Cell, "n" | "sum" | "rate" | "se" | "binary"> {
  const n = values.length;
  const sum = values.reduce((total, value) => total + value, 0);
  const rate = sum / n;
  const squares = values.reduce((total, value) => total + (value - rate) ** 2, 0);
  const se = n < 2 ? NaN : Math.sqrt(squares / (n - 1) / n);
  return { n, sum, rate, se, binary: values.every((value) => value === 0 || value === 1) };
}
