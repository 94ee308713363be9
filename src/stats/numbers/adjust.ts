import { checkOptions } from "../../lib/check-options.ts";

export type Adjustment = "holm" | "bh";

/**
 * p-values adjusted for how many were looked at, in the order given: Holm's step-down bounds the
 * chance of any false positive under whatever dependence; Benjamini and Hochberg's step-up bounds
 * the expected share of false ones among the positives, for independent or positively dependent
 * tests. null and NaN (no test made) stay as they are and do not count. Throws on a p outside [0,
 * 1]. Sources: Holm 1979; Benjamini and Hochberg 1995.
 *
 * @example
 * stats.adjust([0.01, 0.04, 0.03], { method: "holm" })
 */
export function adjust<P extends number | null>(ps: readonly P[], options: { method?: Adjustment } = {}): P[] {
  const { method = "holm" } = checkOptions("adjust", options, { method: true });
  const tests = ps.flatMap((p, at) => (p === null || Number.isNaN(p) ? [] : [{ p: p as number, at }]));
  const wrong = tests.find(({ p }) => p < 0 || p > 1);
  if (wrong) throw new RangeError(`a p-value of ${wrong.p}: expected 0 to 1`);
  const m = tests.length;
  const adjusted: (number | null)[] = [...ps];
  let running = method === "holm" ? 0 : 1;
  if (method === "holm") {
    tests.sort((a, b) => a.p - b.p);
    tests.forEach(({ p, at }, i) => (adjusted[at] = running = Math.max(running, Math.min(1, (m - i) * p))));
  } else {
    tests.sort((a, b) => b.p - a.p);
    tests.forEach(({ p, at }, i) => (adjusted[at] = running = Math.min(running, (m / (m - i)) * p)));
  }
  return adjusted as P[];
}
