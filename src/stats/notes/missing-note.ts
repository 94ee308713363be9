import { inPercent, interval, pNumber, signed } from "../../lib/number-text.ts";
import type { Interval } from "../numbers/interval.ts";

/** Trials of one side that were scored and that were not, with the reasons. */
export interface MissingSide {
  scored: number;
  unscored: number;
  /** Unscored of all, a proportion. */
  share: number;
  reasons: Record<string, number>;
}

/**
 * What is unscored on either side of a gap, where that differs. `p` of equal shares, over all and
 * each reason (the smallest, by Holm; Fisher's exact test, trials taken as independent). Bounds are
 * of the gap's estimate, without sampling error, in proportions: `manski` whatever the unscored
 * would have been, `lee` among trials that would be scored on either side, where one side can only
 * unscore more; null where rates are differences.
 */
export interface Missing {
  published: MissingSide;
  paraphrase: MissingSide;
  p: number;
  manski: Interval | null;
  lee: Interval | null;
  /** Whether the shares differ beyond chance, or the unscored could undo a gap that is shown. */
  material: boolean;
}

/** In words: what is unscored on either side, and what it could do to the gap. */
export function missingNote({ published, paraphrase, p, manski, lee }: Missing): string {
  const sides = `${sideText(published)} on the published side, ${sideText(paraphrase)} on paraphrases`;
  const bounds = [
    ...(manski ? [`whatever they would have been, the gap is within ${interval(manski, signed)} points`] : []),
    ...(lee ? [`within ${interval(lee, signed)} for trials that would be scored on either side (Lee)`] : []),
  ];
  return [`unscored trials may have made this gap: ${sides} (p of equal shares ${pNumber(p)})`, ...bounds].join("; ");
}

function sideText({ scored, unscored, share, reasons }: MissingSide): string {
  const why = Object.entries(reasons).map(([reason, count]) => `${count} × ${reason}`);
  return `${unscored} of ${scored + unscored} unscored, ${inPercent(share)} %${why.length > 0 ? ` (${why.join(", ")})` : ""}`;
}
