import { carryGate } from "./gate-of.ts";
import { replaceMethod } from "./replace-method.ts";

/**
 * danfo 1.2 takes the places at which a mask is true for index labels: in a frame that was filtered
 * before, other rows come back, or none. After this a mask is turned into places before danfo sees
 * it.
 */
export function mendMasks({ DataFrame, Series }: typeof import("danfojs-node")): void {
  mend(DataFrame.prototype, "query", ([condition, ...rest]) => [places(condition), ...rest]);
  mend(DataFrame.prototype, "iloc", ([selection]) => {
    const { rows, ...rest } = selection as { rows?: unknown };
    return [rows === undefined ? rest : { ...rest, rows: places(rows) }];
  });
  mend(Series.prototype, "iloc", ([rows]) => [places(rows)]);
}

/** Changes a method's arguments; the rows that it gives come from where those before them did. */
function mend(prototype: object, name: string, change: (args: unknown[]) => unknown[]): void {
  replaceMethod(
    prototype,
    name,
    (before) =>
      function (this: never, ...args) {
        const found = before.apply(this, change(args) as never[]);
        carryGate(this, found);
        return found;
      },
  );
}

function places(rows: unknown): unknown {
  const isSeries = rows !== null && typeof rows === "object" && "values" in rows && !Array.isArray(rows);
  const mask = isSeries ? rows.values : rows;
  if (!Array.isArray(mask) || !mask.some((row) => typeof row === "boolean")) return rows;
  return mask.flatMap((row, i) => (row === true ? [i] : row === false ? [] : [row]));
}
