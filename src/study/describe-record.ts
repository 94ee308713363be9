import { inPercent, roundPercent, whole } from "../lib/number-text.ts";
import { contrastText, type Registration } from "../stats/gap/registered.ts";

/** A plan on record in one line. */
export function describeRecord(registration: Registration): string {
  const { at, plan, trials, outcome, contrast, margin, method, level, until, repliesBefore } = registration;
  const widths = Object.entries(until ?? {}).map(([what, width]) => `${what} ± ${inPercent(width)} points`);
  const parts = [
    `plan ${plan.slice(0, 12)}, ${whole(trials)} trials`,
    `outcome ${outcome.join(", ")}`,
    contrastText(contrast),
    ...(margin === null ? [] : [`smallest gap that matters ${inPercent(margin)} points`]),
    `${method}, ${roundPercent(level)}`,
    ...(widths.length === 0 ? [] : [`asked until known: ${widths.join(", ")}`]),
  ];
  const late = repliesBefore === 0 ? "" : `; late, after ${whole(repliesBefore)} replies`;
  return `on record since ${at}${late}: ${parts.join("; ")}`;
}
