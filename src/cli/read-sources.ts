import { statSync } from "node:fs";
import { plainText } from "../lib/escape.ts";
import type { GateFacts } from "../judges/gate/gate-record.ts";
import type { Results } from "../judges/grading/results.ts";
import type { Run } from "../runner/trial.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import type { CodedFrame } from "../frames/open-frame.ts";
import { resultFrame } from "../frames/result-frame.ts";
import { rows, type ResultRow } from "../frames/rows.ts";
import { gradedOf } from "../judges/grading/graded-of.ts";
import type { CsvCell } from "../stats/csv/csv-cell.ts";
import { readCells } from "../stats/csv/read-cells.ts";
import type { OnRecord } from "../stats/gap/registered.ts";
import type { GapData } from "../stats/groups/groups-of.ts";
import { keyColumns } from "../stats/groups/strata.ts";
import { Misuse } from "./frame/misuse.ts";

type Data = readonly ResultRow[] | readonly CsvCell[];

interface Source {
  at: string;
  /** Made when asked for: of one run alone its columns do. */
  data: () => Data;
  columns: CodedFrame | null;
  run: Run | null;
  results: Results | null;
}

/** What several runs, or several files, say together. */
export interface Sources {
  data: GapData;
  /** The runs, graded, in the order named, where that was asked for; none of files. */
  results: Results[];
  /** The plan on record of the one run that was named; of several nothing is said together. */
  registered: OnRecord | null;
  /** What the gate said of the texts that runs asked; null of files, which hold none. */
  gate: GateFacts[] | null;
  /** The column that tells them apart where they collide. */
  column: "run" | "file";
  /**
   * Gaps that are told apart: two sources have the same trial of them, or a rate of the same
   * wording.
   */
  apart: { of: string; sources: string[] }[];
}

/**
 * Runs, each graded as it was last, or CSV files, as one set of rows. A gap (what the columns `by`
 * say together) of which two of them have the same trial or wording is told apart by a further
 * column; all others are made of all sources. Of a large run that was graded no more is read than
 * the data need, unless its `results` are asked for.
 */
export async function readSources(
  at: readonly string[],
  by: readonly string[],
  { results = false } = {},
): Promise<Sources> {
  const folders = at.map((each) => statSync(each).isDirectory());
  if (new Set(folders).size > 1)
    throw new Misuse("name run folders or CSV files, not both: parallax grade RUN --csv FILE makes a file of a run");
  const twice = at.find((each, i) => at.indexOf(each) < i);
  if (twice !== undefined) throw new Misuse(`${twice} is there twice`);
  const column = folders[0] ? "run" : "file";
  const sources: Source[] = [];
  for (const each of at)
    sources.push({
      at: each,
      ...(await (folders[0] ? readRun(each, by, results || at.length > 1) : readFile(each, by))),
    });
  const runs = sources.flatMap(({ run }) => run ?? []);
  const [only] = runs.length === 1 ? runs : [];
  const registered = only === undefined ? null : await recordOf(only);
  const gate = folders[0] === true ? await gateOf(runs) : null;
  const rest = { results: sources.flatMap((source) => source.results ?? []), registered, gate, column } as const;
  if (sources.length === 1) return { data: sources[0]!.columns ?? sources[0]!.data(), ...rest, apart: [] };
  const all = sources.map((source) => ({ at: source.at, data: source.data() }));
  const apart = collisions(all, by);
  if (apart.size === 0) return { data: all.flatMap(({ data }) => data as ResultRow[]), ...rest, apart: [] };
  const marked = all.flatMap(({ at, data }) =>
    [...(data as readonly (ResultRow | CsvCell)[])].map((row) =>
      mark(row, column, apart.has(keyOf(row, by)) ? at : ""),
    ),
  );
  const said = [...apart].map(([key, { places }]) => ({
    of: (JSON.parse(key) as string[]).filter(Boolean).join(" · "),
    sources: places,
  }));
  return { data: marked as GapData, ...rest, apart: said };
}

/** Says which gaps are told apart, on stderr: names of files are others' text. */
export function sayApart({ apart, column }: Pick<Sources, "apart" | "column">): void {
  for (const { of, sources } of apart)
    console.error(plainText(`${of} is in ${sources.join(" and ")}: told apart by ${column}`));
}

async function recordOf(run: Run): Promise<OnRecord | null> {
  const { onRecord } = await import("../study/preregister.ts");
  return onRecord(run);
}

async function gateOf(runs: readonly Run[]): Promise<GateFacts[]> {
  const { gateFacts } = await import("../judges/gate/gate-record.ts");
  const scenarios: Scenario[] = [];
  for (const { plan } of runs)
    scenarios.push(...plan.scenarios.filter(({ id }) => !scenarios.some((known) => known.id === id)));
  return gateFacts(scenarios);
}

type Content = Omit<Source, "at">;

function readFile(at: string, by: readonly string[]): Content {
  const more = by.filter((name) => !keyColumns.includes(name as never));
  const cells = readCells(at, { by: more });
  return { data: () => cells, columns: null, run: null, results: null };
}

/** Columns of grades and trials that nothing is made of, unless it is asked for by its name. */
const unseen = ["hash", "evidence", "members", "unjudged"];
const seldom = ["stop", "inputTokens", "outputTokens", "usd", "latencyMs", "cached", "ownFate"];

async function readRun(at: string, by: readonly string[], whole: boolean): Promise<Content> {
  const [{ openHolding, openRun }, { gradeColumns, gradeRun }] = await Promise.all([
    import("../runner/open-run.ts"),
    import("../judges/grading/grade-run.ts"),
  ]);
  // Of one run of which columns are kept no trial need be made.
  const run = whole ? await openRun(at) : await openHolding(at, 0);
  const results = whole ? await gradeRun(run, {}) : null;
  const without = [...unseen, ...seldom.filter((name) => !by.includes(name))];
  const graded = results === null ? await gradeColumns(run, without) : gradedOf(results)!;
  return { data: () => rows(results!), columns: resultFrame(graded, { run }), run, results };
}

/** Gaps in which two sources have the same trial or wording, and those sources. */
function collisions(
  sources: readonly { at: string; data: Data }[],
  by: readonly string[],
): Map<string, { places: string[] }> {
  const seen = new Map<string, string>();
  const found = new Map<string, { places: string[] }>();
  for (const { at, data } of sources)
    for (const row of data) {
      const key = keyOf(row, by);
      const identity = `${key} ${ownOf(row)}`;
      const before = seen.get(identity);
      if (before === undefined) seen.set(identity, at);
      else if (before !== at) {
        const { places } = found.get(key) ?? found.set(key, { places: [before] }).get(key)!;
        if (!places.includes(at)) places.push(at);
      }
    }
  return found;
}

/** What makes a row one measurement of its own. */
const ownOf = (row: ResultRow | CsvCell): string =>
  "trial" in row
    ? `${row.trial} ${row.outcome}`
    : JSON.stringify([row.scenario, row.condition, row.model, row.outcome, row.wording, row.arm]);

function keyOf(row: ResultRow | CsvCell, by: readonly string[]): string {
  const extra = "extra" in row ? row.extra : {};
  return JSON.stringify(
    by.map((name) => String((row as unknown as Record<string, unknown>)[name] ?? extra[name] ?? "")),
  );
}

const mark = (row: ResultRow | CsvCell, column: string, at: string): ResultRow | CsvCell =>
  "extra" in row ? { ...row, extra: { ...row.extra, [column]: at } } : { ...row, [column]: at };
