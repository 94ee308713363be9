import { checkOptions } from "../lib/check-options.ts";
import { enters } from "./side.ts";
import type { DataFrame } from "danfojs-node";
import { escapeHtml, plainText } from "../lib/escape.ts";
import { reasons, reasonsText } from "../judges/grading/reasons.ts";
import { scoredValues } from "./cells.ts";
import type { Row } from "./row.ts";
import { table, type ColumnType } from "./table.ts";
import { toRows, type FrameData } from "./to-rows.ts";

const KEYS = ["scenario", "condition", "model", "outcome", "input"] as const;
const NEEDED = [...KEYS, "wording", "arm", "published", "value", "status", "reason"] as const;

export type PairKey = (typeof KEYS)[number];
export type PairRow = Pick<Row, (typeof NEEDED)[number]>;

/** How many missing cells are named where pairs show themselves. */
const NAMED = 10;

/** A wording that a cell lacks, and why: `not run`, or its unscored trials by reason. */
export type MissingCell = Partial<Record<PairKey, string>> & { wording: string; arm: string; why: string };

export interface Pairs {
  table: DataFrame;
  missing: MissingCell[];
}

const FIGURES: Record<string, ColumnType> = {
  published: "string",
  publishedN: "number",
  publishedRate: "number",
  paraphraseWordings: "number",
  paraphraseN: "number",
  paraphraseRate: "number",
  difference: "number",
  unscored: "number",
};

/**
 * Published and paraphrase side by side, one row a scenario × condition × model × outcome × input,
 * or a cell of the keys in `by`. A side's rate is the mean of its wordings' rates; `difference` is
 * paraphrase − published; both are proportions, NaN where a side has no scored trial. `missing`
 * names every wording of a scenario that a cell lacks.
 *
 * @example
 * (await pairs(data)).missing.length
 */
export async function pairs(frame: FrameData<PairRow>, options: { by?: readonly PairKey[] } = {}): Promise<Pairs> {
  const { by = KEYS } = checkOptions("pairs", options, { by: true });
  const unknown = by.find((key) => !KEYS.includes(key));
  if (unknown !== undefined) throw new Error(`pairs by ${unknown}: expected some of ${KEYS.join(", ")}`);
  const rows = toRows(frame, NEEDED).filter(enters);
  const expected = Map.groupBy(rows, (row) => row.scenario);
  const wordings = new Map(
    [...expected].map(([id, group]) => [id, new Map(group.map((row) => [row.wording, row.arm]))]),
  );
  const missing: MissingCell[] = [];
  const records = [...Map.groupBy(rows, (row) => JSON.stringify(by.map((key) => row[key]))).values()].map((cell) => {
    const key = Object.fromEntries(by.map((name) => [name, cell[0]![name]]));
    missing.push(...lacking(cell, wordings).map((lack) => ({ ...key, ...lack })));
    return { ...key, ...sides(cell) };
  });
  const types = { ...Object.fromEntries(by.map((name) => [name, "string" as const])), ...FIGURES };
  return shown({ table: await table(records, types), missing });
}

const display: unique symbol = Symbol.for("Jupyter.display") as never;

/**
 * Pairs that show their table, and under it what is missing, as the last value of a notebook cell.
 */
function shown(pairs: Pairs): Pairs {
  const value = () => {
    const table = (pairs.table as unknown as Record<typeof display, () => Record<string, string>>)[display]();
    const lines = pairs.missing.slice(0, NAMED).map((cell) => Object.values(cell).join(" · "));
    const more = pairs.missing.length > NAMED ? [`… and ${pairs.missing.length - NAMED} more`] : [];
    const note = [`missing: ${pairs.missing.length || "nothing"}`, ...lines, ...more];
    const html = note.map(escapeHtml).join("<br>");
    return {
      "text/html": `${table["text/html"]}<p>${html}</p>`,
      "text/plain": [table["text/plain"], ...note.map(plainText)].join("\n"),
    };
  };
  return Object.defineProperty(pairs, display, { value });
}

function sides(cell: PairRow[]) {
  const published = side(cell.filter((row) => row.published));
  const paraphrase = side(cell.filter((row) => !row.published));
  return {
    published: [...new Set(cell.filter((row) => row.published).map((row) => row.arm))].join(" "),
    publishedN: published.n,
    publishedRate: published.rate,
    paraphraseWordings: paraphrase.wordings,
    paraphraseN: paraphrase.n,
    paraphraseRate: paraphrase.rate,
    difference: paraphrase.rate - published.rate,
    unscored: cell.filter((row) => row.status === "unscored").length,
  };
}

function side(rows: PairRow[]): { n: number; wordings: number; rate: number } {
  const values = [...Map.groupBy(rows, wordingKey).values()].map(scoredValues).filter((group) => group.length > 0);
  return { n: values.flat().length, wordings: values.length, rate: mean(values.map(mean)) };
}

function lacking(cell: PairRow[], wordings: Map<string, Map<string, string>>) {
  const groups = Map.groupBy(cell, wordingKey);
  return [...new Set(cell.map((row) => row.scenario))].flatMap((scenario) =>
    [...wordings.get(scenario)!].flatMap(([wording, arm]) => {
      const rows = groups.get(wordingKey({ scenario, wording })) ?? [];
      return scoredValues(rows).length > 0 ? [] : [{ scenario, wording, arm, why: why(rows) }];
    }),
  );
}

function why(rows: PairRow[]): string {
  if (rows.length === 0) return "not run";
  return `unscored: ${reasonsText(reasons(rows))}`;
}

const wordingKey = ({ scenario, wording }: Pick<PairRow, "scenario" | "wording">) => `${scenario}\n${wording}`;
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
