import { inPercent, interval, pNumber, signed, signedInterval } from "../../lib/number-text.ts";
import { betweenGaps, isTooWide, largest, saysNothing, type Spanned } from "../notes/gap-notes.ts";
import type { Interval } from "../numbers/interval.ts";
import type { Adjusted } from "./difference.ts";
import type { Gap } from "./estimated-gap.ts";

/** What stands over the cells of a gap. */
export const header = [
  "published",
  "paraphrase",
  "gap",
  "wordings like these",
  "these wordings",
  "τ",
  "next wording",
  "outlier p",
  "rank p",
];

/** A gap's numbers, under {@link header}. */
export const cellsOf = (gap: Gap): string[] => [
  side(gap.published, [gap.publishedN]),
  side(gap.paraphrase, [gap.n, gap.k]),
  signed(gap.gap!),
  gapInterval(gap.ciLike, gap),
  these(gap),
  gap.tau === null ? "—" : inPercent(gap.tau),
  nextWording(gap),
  pNumber(gap.outlierP),
  gap.rankP === null ? "—" : `${pNumber(gap.rankP)} (floor ${pNumber(gap.rankFloor)})`,
];

/** With its own gap before it, where that differs as shown. */
function these(each: Gap): string {
  const { gap, gapThese, ciThese } = each;
  const shownGap = gapThese !== null && signed(gapThese) !== signed(gap!) ? `${signed(gapThese)} ` : "";
  return shownGap + gapInterval(ciThese, each);
}

function side(rate: number | null, [n, k]: [number | null, number?]): string {
  if (rate === null) return "—";
  const counts = [...(k === undefined ? [] : [`K = ${k}`]), ...(n === null ? [] : [`n = ${n}`])];
  return `${inPercent(rate)}${counts.length > 0 ? ` (${counts.join(", ")})` : ""}`;
}

/**
 * What is left beyond the control: on average under the gap's own headings, and the p of each
 * published text's being one more draw under that of an outlier.
 */
export const beyondCells = ({ onAverage, asDraws }: Adjusted, gap: Pick<Gap, "isDifference">): string[] => [
  "",
  "",
  signed((onAverage ?? asDraws)!.estimate),
  gapInterval(onAverage?.ci ?? null, betweenGaps(gap)),
  "",
  "",
  "",
  pNumber(asDraws?.p ?? null),
  "",
];

const tooFew = "—, too few";

/** None where it holds all rates there can be. */
export const nextWording = ({ predictionInterval: ends, isDifference }: Gap): string =>
  ends !== null && saysNothing(ends, { isDifference }) ? tooFew : ends ? interval(ends) : "—";

/** None where it is wider than all gaps there can be. */
export const gapInterval = (ends: Interval | null, of: Spanned): string =>
  ends !== null && isTooWide(ends, of) ? tooFew : ends ? signedInterval(ends, largest(of)) : "—";
