import { checkOptions } from "../../lib/check-options.ts";
import { roundPercent } from "../../lib/number-text.ts";
import { formatTable, type TableFormat } from "../../lib/table-format.ts";
import type { Gap } from "./estimated-gap.ts";
import { beyondCells, cellsOf, header } from "./gap-cells.ts";
import { leading } from "./leading.ts";
import { markNotes, type NotedLine } from "./mark-notes.ts";
import { beyondText, placeOf, textsOf, without } from "./table-notes.ts";
import { withControls } from "./with-controls.ts";

/**
 * Gaps as a table: rates in %, gaps, their intervals and τ in percentage points, paraphrase −
 * published; headline outcomes first. A control stands under its scenario, and what is left of the
 * gap beyond it in a line under both. Below: which question each number answers, the method, what
 * stood for the published side, what was left out, and every note, by its mark where it is of some
 * lines only. Cells without a gap are listed there with the reason. Text is set within `columns`
 * characters where that is given.
 *
 * @example
 * gapTable(gaps, { format: "markdown" })
 */
export function gapTable(
  gaps: readonly Gap[],
  options: { format?: TableFormat; columns?: number | undefined } = {},
): string {
  const { format = "text", columns } = checkOptions("gapTable", options, { format: true, columns: true });
  const { first, others } = leading(gaps);
  const [leads, more] = [first, others].map((group) => withControls(group).map(shown)) as [Shown[], Shown[]];
  const numbers = new Map([...leads, ...more].flatMap(({ gaps }) => gaps).map((gap, i) => [gap, i + 1]));
  const lines = (group: readonly Shown[]) => group.flatMap((pair) => linesOf(pair, numbers));
  const [headlines, other] = [lines(leads), lines(more)];
  const heading = other.length > 0 ? [{ label: "What else was measured", cells: [], notes: [] }] : [];
  const { notes, ...body } = markNotes([...headlines, ...heading, ...other], numbers.size);
  const none = without(gaps.filter(({ gap }) => gap === null));
  const table = {
    caption: gaps.length === 0 ? "no gaps: there is nothing to compare" : caption(gaps),
    header,
    ...body,
    notes: [...(numbers.size > 0 ? questions : []), ...notes, ...none],
  };
  return formatTable(table, format, columns);
}

/**
 * A gap and its control's, those that could be estimated, and what is left beyond the control's.
 */
interface Shown {
  gaps: Gap[];
  adjusted: Gap["adjusted"];
}

const shown = ({ gap, control }: ReturnType<typeof withControls>[number]): Shown => ({
  gaps: (control === null ? [gap] : [gap, control]).filter((each) => each.gap !== null),
  adjusted: control && gap.adjusted,
});

function linesOf({ gaps, adjusted }: Shown, numbers: Map<Gap, number>): NotedLine[] {
  const lines = gaps.map((gap) => ({
    label: `${numbers.get(gap)}. ${nameOf(gap)}`,
    cells: cellsOf(gap),
    notes: textsOf(gap),
  }));
  if (adjusted === null || (adjusted.onAverage ?? adjusted.asDraws) === null) return lines;
  const label = `${gaps.map((gap) => numbers.get(gap)).join(" − ")}. beyond the unpublished control`;
  return [...lines, { label, cells: beyondCells(adjusted, gaps[0]!), notes: beyondText(adjusted, gaps[0]!) }];
}

const questions = [
  "Two questions. Is there a gap on average? The gap with its intervals: for wordings like these (the headline), and for exactly these, of their plain mean, whose gap stands before the bracket where it differs.",
  "Is the published wording unlike a draw from its rewordings? Only the prediction interval for a next wording's true rate, outlier p and rank p tell. τ is the SD between wordings' true rates.",
];

const nameOf = (gap: Gap): string =>
  [placeOf(gap), gap.outcome, simulatedOf(gap), gap.controlFor === null ? "" : "unpublished control", missingMark(gap)]
    .filter(Boolean)
    .join(" · ");
const missingMark = ({ missing }: Gap): string => (missing?.material ? "unscored differ by side" : "");
const simulatedOf = ({ simulated, model }: Gap): string =>
  simulated && !model.includes("simulated") ? "simulated" : "";

function caption(gaps: readonly Gap[]): string {
  const levels = [...new Set(gaps.map(({ level }) => roundPercent(level).replace("\u00a0", " ")))].join(" and ");
  const unknown = gaps.every(({ publishedN, n }) => publishedN === null && n === null) ? "; n not given" : "";
  return `gap = paraphrase − published, in percentage points; rates in %; ${levels} intervals, two-sided${unknown}`;
}
