import type { Gap } from "../stats/gap/gap.ts";
import type { Made } from "./made.ts";

/** Gaps of what their scenarios are about, and of what else was measured. */
export interface Leading {
  first: Gap[];
  others: Gap[];
}

/**
 * The gaps of headline outcomes apart from the others; all are first where none is a headline's.
 */
export function leading(gaps: readonly Gap[], runs: readonly Made[]): Leading {
  const isHeadline = headlineOf(runs);
  const { true: first = [], false: others = [] } = Object.groupBy(gaps, (gap) => String(isHeadline(gap)));
  return first.some(({ gap }) => gap !== null) ? { first, others } : { first: [...gaps], others: [] };
}

/** Whether an outcome is what its scenario is about. */
export function headlineOf(
  runs: readonly { scenarios: readonly { id: string; outcomes: readonly { id: string; headline: boolean }[] }[] }[],
): (of: { scenario: string; outcome: string }) => boolean {
  const headlines = new Set(
    runs.flatMap(({ scenarios }) =>
      scenarios.flatMap(({ id, outcomes }) =>
        outcomes.filter(({ headline }) => headline).map((outcome) => `${id} ${outcome.id}`),
      ),
    ),
  );
  return ({ scenario, outcome }) => headlines.has(`${scenario} ${outcome}`);
}
