import { columnsOf } from "../../lib/d-optimal/model-matrix.ts";
import type { TextFactor } from "./text-factor.ts";

/**
 * Factors without those that may be spared, the last first, as far as n texts of so many blocks
 * then tell main effects from what two factors do together, and that; all where they cannot.
 */
export function spareFactors(factors: readonly TextFactor[], blocks: number, n: number): TextFactor[] {
  const isTold = (some: readonly TextFactor[]) => {
    const { main, pairs } = columnsOf(
      some.map(({ levels }) => levels.length),
      blocks,
    );
    return main + pairs <= n;
  };
  let kept = [...factors];
  while (!isTold(kept)) {
    const last = kept.findLast(({ spare }) => spare === true);
    if (last === undefined) return [...factors];
    kept = kept.filter((factor) => factor !== last);
  }
  return kept;
}
