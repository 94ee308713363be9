import type { Gap } from "./gap.ts";

/** Whether a gap's errors are clustered by input. */
export const isClustered = ({ notes }: Pick<Gap, "notes">): boolean =>
  notes.some((note) => note.includes("errors are clustered by input"));

/** Whether the published wording's sampling error is that of one success and one failure more (Agresti and Caffo 2000). */
export const isSteadied = (gap: Pick<Gap, "notes" | "wordings" | "bySize">): boolean =>
  gap.bySize === true &&
  !isClustered(gap) &&
  gap.wordings.some(({ published, successes }) => published && successes !== null);

/** In words: the method behind an estimated gap's headline, or why there is only the difference of two rates. */
export function howMade(gap: Pick<Gap, "k" | "method" | "bySize" | "notes">): string {
  const trials = isClustered(gap) || !gap.bySize ? "" : "; trials of a wording taken as independent";
  if (gap.k === 1) return `method: the difference of two rates, for exactly these wordings, since K = 1${trials}`;
  return (
    `method: random effects over wordings (${gap.method}, weighed by their ${gap.bySize ? "trials" : "standard errors"}), Hartung–Knapp standard error, ` +
    `the published wording's sampling error added, Satterthwaite df${trials}`
  );
}
