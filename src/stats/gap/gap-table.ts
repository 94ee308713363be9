import { enters } from "../../frames/side.ts";
import { inPercent, interval, pNumber, roundPercent, signed } from "../../lib/number-text.ts";
import { ranges } from "../../lib/ranges.ts";
import type { Interval } from "../numbers/interval.ts";
import { howMade } from "../notes/how-made.ts";
import { isTooWide } from "../notes/gap-notes.ts";
import type { Gap } from "./estimated-gap.ts";
import { withControls } from "./with-controls.ts";
import { formatTable, type TableFormat } from "../../lib/table-format.ts";

/**
 * Gaps as a table: rates in %, gaps, their intervals and τ in percentage points, paraphrase −
 * published; under it, which question each number answers, the method, what stood for the published
 * side, what was left out, and every note, by line number. A control stands under its scenario, and
 * what is left of the gap beyond it is said below. Cells without a gap are listed there with the
 * reason. Text is set within `columns` characters where that is given.
 *
 * @example
 * gapTable(gaps, { format: "markdown" })
 */
export function gapTable(
  gaps: readonly Gap[],
  { format = "text", columns }: { format?: TableFormat; columns?: number | undefined } = {},
): string {
  const paired = withControls(gaps).flatMap(({ gap, control }) => (control ? [gap, control] : [gap]));
  const estimated = paired.filter((gap) => gap.gap !== null);
  const numbers = new Map(estimated.map((gap, i) => [gap, i + 1]));
  const table = {
    caption: gaps.length === 0 ? "no gaps: there is nothing to compare" : caption(gaps),
    header,
    lines: estimated.map((gap) => ({ label: `${numbers.get(gap)}. ${nameOf(gap)}`, cells: cellsOf(gap) })),
    notes: [
      ...(estimated.length > 0 ? questions : []),
      ...beyond(numbers),
      ...notes(numbers),
      ...without(gaps.filter((gap) => gap.gap === null)),
    ],
  };
  return formatTable(table, format, columns);
}

const header = [
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

const questions = [
  "Two questions. Is there a gap on average? The gap with its intervals: for wordings like these (the headline), and for exactly these, of their plain mean, whose gap stands before the bracket where it differs.",
  "Is the published wording unlike a draw from its rewordings? Only the prediction interval for a next wording's true rate, outlier p and rank p tell. τ is the SD between wordings' true rates.",
];

const cellsOf = (gap: Gap): string[] => [
  side(gap.published, [gap.publishedN]),
  side(gap.paraphrase, [gap.n, gap.k]),
  signed(gap.gap!),
  gapInterval(gap.ciLike, gap),
  these(gap),
  gap.tau === null ? "—" : inPercent(gap.tau),
  bracket(gap.predictionInterval, inPercent),
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

const nameOf = (gap: Gap): string =>
  [placeOf(gap), gap.outcome, simulatedOf(gap), gap.controlFor === null ? "" : "unpublished control", missingMark(gap)]
    .filter(Boolean)
    .join(" · ");
const placeOf = (gap: Gap): string =>
  [gap.scenario, gap.model, gap.condition, ...Object.values(gap.levels)].filter(Boolean).join(" · ");
const missingMark = ({ missing }: Gap): string => (missing?.material ? "unscored differ by side" : "");
const simulatedOf = ({ simulated, model }: Gap): string =>
  simulated && !model.includes("simulated") ? "simulated" : "";

const bracket = (ends: Interval | null, show: (value: number) => string): string => (ends ? interval(ends, show) : "—");

/** No interval where it is wider than all gaps there can be. */
const gapInterval = (ends: Interval | null, gap: Gap): string =>
  ends !== null && isTooWide(ends, gap) ? "—, too few" : bracket(ends, signed);

function caption(gaps: readonly Gap[]): string {
  const levels = [...new Set(gaps.map(({ level }) => roundPercent(level).replace("\u00a0", " ")))].join(" and ");
  const unknown = gaps.every(({ publishedN, n }) => publishedN === null && n === null) ? "; n not given" : "";
  return `gap = paraphrase − published, in percentage points; rates in %; ${levels} intervals, two-sided${unknown}`;
}

/** What is left of a gap beyond its control's, each published text taken as one more draw. */
function beyond(numbers: Map<Gap, number>): string[] {
  return [...numbers].flatMap(([{ adjusted }, number]) => {
    const left = adjusted?.asDraws;
    return left
      ? [
          `beyond ${adjusted.control}, each published text as one more draw: ${signed(left.estimate)} ${bracket(left.ci, signed)}, p ${pNumber(left.p)} [${number}]`,
        ]
      : [];
  });
}

/** What is to be said of the numbered gaps, each thing once, with the numbers it is said of. */
function notes(numbers: Map<Gap, number>): string[] {
  const said = new Map<string, number[]>();
  for (const [gap, number] of numbers) {
    const published = gap.publishedText === null ? [] : [`published side: ${gap.publishedText}`];
    const dropped = Object.entries(gap.dropped).map(([reason, count]) => `left out: ${count} × ${reason}`);
    for (const text of [
      howMade(gap),
      ...published,
      ...dropped,
      ...otherArms(gap),
      ...gap.notes.map((note) => `note: ${note}`),
    ]) {
      if (said.get(text)?.push(number) === undefined) said.set(text, [number]);
    }
  }
  return [...said].map(([text, of]) => (of.length === numbers.size ? text : `${text} [${ranges(of)}]`));
}

function otherArms({ wordings }: Gap): string[] {
  const others = wordings.filter((wording) => !enters(wording));
  return [...Map.groupBy(others, ({ arm }) => arm)].map(([arm, group]) => {
    const rates = group.map(({ rate }) => rate);
    const [low, high] = [inPercent(Math.min(...rates)), inPercent(Math.max(...rates))];
    const range = low === high ? low : `${low} to ${high}`;
    return `not in the gap: ${group.length} wording${group.length === 1 ? "" : "s"} of arm ${arm}, ${range} %`;
  });
}

/**
 * The cells without a gap, by what they lack, with the rate that there is and what was left out.
 */
function without(gaps: readonly Gap[]): string[] {
  const lack = ({ published, k }: Gap) =>
    published !== null ? "a paraphrase" : k > 0 ? "a published wording" : "any wording of either side";
  return [...Map.groupBy(gaps, (gap) => `${placeOf(gap)}, no gap for want of ${lack(gap)} with a figure`)].map(
    ([place, cells]) => `${place}: ${cells.map((gap) => gap.outcome + rateOf(gap)).join("; ")}`,
  );
}

function rateOf(gap: Gap): string {
  const rate = gap.published ?? gap.paraphrase;
  const n = gap.published === null ? gap.n : gap.publishedN;
  const left = Object.entries(gap.dropped).map(([reason, count]) => `${count} × ${reason}`);
  const known = rate === null ? "" : ` ${inPercent(rate)} %${n === null ? "" : ` (n = ${n})`}`;
  return [known, ...(left.length > 0 ? [`left out ${left.join(" and ")}`] : []), ...otherArms(gap)].join(", ");
}
