import { checkOptions } from "../../lib/check-options.ts";
import { posteriorNotes, priorsNote } from "../notes/posterior-notes.ts";
import { fixed, inPercent, interval, percent, signed } from "../../lib/number-text.ts";
import { formatTable, type TableFormat } from "../../lib/table-format.ts";
import type { AgainstMargin, Posterior } from "./posterior-result.ts";
import type { PosteriorSummary } from "./summary.ts";

/**
 * Posteriors as a table: rates in %, differences in percentage points, with their intervals; beside
 * each difference the probability that it exceeds the margin either way. Under it, the two
 * questions and every note.
 *
 * @example
 * const traded = rows(talked).filter(
 *   ({ outcome, controlFor }) => outcome === "traded" && controlFor === "",
 * );
 * stats.posteriorTable(stats.posterior(traded))
 */
export function posteriorTable(results: readonly Posterior[], options: { format?: TableFormat } = {}): string {
  const { format = "text" } = checkOptions("posteriorTable", options, { format: true });
  const shown = results.filter(({ concluded }) => concluded !== null);
  const lines = shown.map((each) => ({ label: nameOf(each), cells: cellsOf(each) }));
  const notes = [...new Set(results.flatMap(notesOf))];
  const caption =
    results.length === 0 ? "no posteriors: there is nothing to compare" : `posteriors of ${results.length} gaps`;
  return formatTable({ caption, header, lines, notes: [...(shown.length > 0 ? questions : []), ...notes] }, format);
}

const header = ["published", "paraphrase", "gap", "gap beyond margin", "published − new wording", "beyond margin"];

const questions = [
  "Is there a gap on average? The gap, paraphrase − published, over wordings and inputs like these.",
  "Does the published text do what rewording does not? published − new wording: this alone is evidence on recognition.",
];

function cellsOf({ concluded }: Posterior): string[] {
  const { published, paraphrase, gap, gapAgainst, publishedMinusNew, publishedMinusNewAgainst } = concluded!;
  return [
    rate(published),
    rate(paraphrase),
    difference(gap),
    beyond(gapAgainst),
    difference(publishedMinusNew),
    beyond(publishedMinusNewAgainst),
  ];
}

const rate = ({ mean, ci }: PosteriorSummary) => `${inPercent(mean)} ${interval(ci, inPercent)}`;
const difference = ({ mean, ci }: PosteriorSummary) => `${signed(mean)} ${interval(ci, signed)}`;
const beyond = ({ margin, above, below }: AgainstMargin) =>
  `${percent(above)} above, ${percent(below)} below (± ${fixed(100 * margin, 0)})`;

const nameOf = ({ scenario, model, condition, outcome, levels }: Posterior): string =>
  [scenario, model, condition, outcome, ...Object.values(levels)].filter(Boolean).join(" · ");

const notesOf = (result: Posterior): string[] => [
  ...(result.priors.length > 0 ? [priorsNote(result.priors)] : []),
  ...posteriorNotes(result).map((note) => `${nameOf(result)}: ${note}`),
];
