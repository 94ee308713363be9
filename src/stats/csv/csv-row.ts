import { comparedArms } from "../../frames/published.ts";
import { fixed } from "../../lib/number-text.ts";
import { readFlag } from "../../lib/read-value.ts";
import { csvColumns, type CsvCell } from "./csv-cell.ts";
import { count, failAt, proportion, standardError, type Field } from "./csv-figures.ts";
import { show } from "./csv-lines.ts";

export const labels = ["scenario", "condition", "model", "outcome", "wording", "arm"] as const;

/** One line of the file, by column. */
export interface CsvRow {
  file: string;
  line: number;
  values: Record<string, string>;
}

const fieldOf = ({ file, line, values }: CsvRow, column: string): Field => ({
  file,
  line,
  column,
  text: values[column],
});

/** A line as a cell. Throws with file, line, column and remedy on what it cannot be. */
export function cellOfRow(row: CsvRow): CsvCell {
  const field = (column: string) => fieldOf(row, column);
  checkLabels(row);
  const labelled = Object.fromEntries(labels.map((name) => [name, row.values[name]!])) as Record<
    (typeof labels)[number],
    string
  >;
  const further = Object.entries(row.values).filter(([name]) => !csvColumns.includes(name as never));
  const figures = {
    successes: count(field("successes")),
    trials: count(field("trials")),
    rate: proportion(field("rate")),
    se: standardError(field("se")),
  };
  checkFigures(row, figures);
  return { ...labelled, ...figures, extra: flagged(row, Object.fromEntries(further)) };
}

function checkLabels(row: CsvRow): void {
  for (const name of labels)
    if (name !== "condition" && row.values[name] === "")
      failAt(fieldOf(row, name), "it is empty", `give every row its ${name}`);
  const arm = row.values["arm"]!;
  const meant = comparedArms.find((name) => name === arm.toLowerCase() && name !== arm);
  if (meant !== undefined) failAt(fieldOf(row, "arm"), `${show(arm)} is not an arm that is compared`, `write ${meant}`);
}

type Figures = Pick<CsvCell, "successes" | "trials" | "rate" | "se">;

function checkFigures(row: CsvRow, { successes, trials, rate, se }: Figures): void {
  const refuse = (column: string, problem: string, remedy: string) => failAt(fieldOf(row, column), problem, remedy);
  const counts = successes !== null && trials !== null;
  const remedy = "give successes and trials, or rate and se";
  if (!counts && successes !== null) refuse("trials", "successes without trials", remedy);
  if (!counts && rate === null) refuse(trials === null ? "rate" : "successes", "no figures in this row", remedy);
  if (!counts && se === null) refuse("se", "a rate without its standard error", remedy);
  if (!counts && trials === 0) refuse("trials", "a rate of no trials", remedy);
  if (rate === null && se !== null && !counts) refuse("rate", "a standard error without its rate", remedy);
  if (!counts) return;
  if (successes > trials) refuse("successes", `${successes} successes of ${trials} trials`, "check the two counts");
  if (rate !== null && trials > 0 && Math.abs(rate - successes / trials) > 0.006)
    refuse(
      "rate",
      `${rate}, but ${successes} of ${trials} is ${fixed(successes / trials, 4)}`,
      "correct or empty one of the two",
    );
}

/** The further columns, those that say something of a wording's side in one spelling. */
function flagged(row: CsvRow, extra: Record<string, string>): Record<string, string> {
  const read = { ...extra };
  for (const name of ["published", "simulated"].filter((each) => each in extra)) {
    const flag = readFlag(extra[name]);
    if (flag === undefined)
      failAt(fieldOf(row, name), `${show(extra[name]!)} is neither true nor false`, "write true or false, or 1 or 0");
    read[name] = String(flag);
  }
  if (read["published"] === "true" && row.values["arm"] === "paraphrase")
    failAt(fieldOf(row, "published"), "a paraphrase is not the published side", "write false, or another arm");
  return read;
}
