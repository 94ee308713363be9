import type { Row } from "./row.ts";

const outcomes: [id: string, of: (row: Row) => number][] = [
  ["recognised", ({ recognised }) => (recognised === "" ? NaN : Number(recognised !== "no"))],
  ["eval-aware", ({ evalAware }) => (evalAware === "" ? NaN : Number(evalAware === "evaluation"))],
  ["own-fate", ({ ownFate }) => ownFate],
];

/**
 * What subjects say of their situation as outcomes of its own, one row a trial and each:
 * `recognised`, `eval-aware` and `own-fate`, 1 where it is said. For `gap` of recognition itself,
 * and `mediation` of behaviour by it.
 *
 * @example
 * gap(recognition.spokenRows(rows(talked))).map(({ outcome, gap }) => ({ outcome, gap }))
 */
export function spokenRows<R extends Row>(rows: readonly R[]): R[] {
  const trials = new Map(rows.filter(({ elicit }) => elicit === "chat").map((row) => [row.trial, row]));
  return outcomes.flatMap(([outcome, of]) =>
    [...trials.values()].map((row) => {
      const value = of(row);
      const found = Number.isNaN(value)
        ? ({ status: "unscored", reason: "nothing said" } as const)
        : ({ status: "scored", reason: "" } as const);
      return { ...row, outcome, headline: false, judge: "pattern", value, ...found };
    }),
  );
}
