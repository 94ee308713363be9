import { signedInterval } from "../lib/number-text.ts";
import { isTooWide, largest, type Spanned } from "../stats/notes/gap-notes.ts";
import type { Interval } from "../stats/numbers/interval.ts";

/** The ends of a gap's interval; null where there is none, or it holds all gaps there can be. */
export const endsOf = (ends: Interval | null, of: Spanned): Interval | null =>
  ends === null || isTooWide(ends, of) ? null : ends;

/** A gap's interval in brackets, or why there is none; "" where none is looked for. */
export function gapInterval(ends: Interval | null, of: Spanned): string {
  if (ends === null) return "";
  return isTooWide(ends, of) ? "too few for an interval" : signedInterval(ends, largest(of));
}

/** A gap in points with its interval, or with a comma and why there is none. */
export function gapWithInterval(estimate: string, ends: Interval | null, of: Spanned): string {
  if (ends === null) return estimate;
  return `${estimate}${isTooWide(ends, of) ? "," : ""} ${gapInterval(ends, of)}`;
}
