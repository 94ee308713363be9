import { statSync } from "node:fs";
import type { GateFacts } from "../judges/gate/gate-record.ts";
import type { Results } from "../judges/grading/results.ts";
import type { Run } from "../runner/trial.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { rows, type ResultRow } from "../frames/rows.ts";
import type { CsvCell } from "../stats/csv/csv-cell.ts";
import { readCells } from "../stats/csv/read-cells.ts";
import type { OnRecord } from "../stats/gap/registered.ts";
import type { GapData } from "../stats/groups/groups-of.ts";
import { keyColumns } from "../stats/groups/strata.ts";
import { Misuse } from "./frame/misuse.ts";

type Data = readonly ResultRow[] | readonly CsvCell[];

interface Source {
  at: string;
  data: Data;
  run: Results | null;
}

/** What several runs, or several files, say together. */
export interface Sources {
  data: GapData;
  /** The runs, graded, in the order named; none of files. */
  runs: Results[];
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
 * column; all others are made of all sources.
 */
export async function readSources(at: readonly string[], by: readonly string[]): Promise<Sources> {
  const folders = at.map((each) => statSync(each).isDirectory());
  if (new Set(folders).size > 1)
    throw new Misuse("name run folders or CSV files, not both: parallax grade RUN --csv FILE makes a file of a run");
  const twice = at.find((each, i) => at.indexOf(each) < i);
  if (twice !== undefined) throw new Misuse(`${twice} is there twice`);
  const column = folders[0] ? "run" : "file";
  const sources: Source[] = [];
  for (const each of at) sources.push({ at: each, ...(await read(each, column, by)) });
  const runs = sources.flatMap(({ run }) => run ?? []);
  const apart = collisions(sources, by);
  const registered = runs.length === 1 ? await recordOf(runs[0]!.run) : null;
  const gate = folders[0] === true ? await gateOf(runs) : null;
  if (apart.size === 0)
    return { data: sources.flatMap(({ data }) => data as ResultRow[]), runs, registered, gate, column, apart: [] };
  const marked = sources.flatMap(({ at, data }) =>
    [...(data as readonly (ResultRow | CsvCell)[])].map((row) =>
      mark(row, column, apart.has(keyOf(row, by)) ? at : ""),
    ),
  );
  const said = [...apart].map(([key, { places }]) => ({
    of: (JSON.parse(key) as string[]).filter(Boolean).join(" · "),
    sources: places,
  }));
  return { data: marked as GapData, runs, registered, gate, column, apart: said };
}

async function recordOf(run: Run): Promise<OnRecord | null> {
  const { onRecord } = await import("../study/preregister.ts");
  return onRecord(run);
}

async function gateOf(runs: readonly Results[]): Promise<GateFacts[]> {
  const { gateFacts } = await import("../judges/gate/gate-record.ts");
  const scenarios: Scenario[] = [];
  for (const { run } of runs)
    scenarios.push(...run.plan.scenarios.filter(({ id }) => !scenarios.some((known) => known.id === id)));
  return gateFacts(scenarios);
}

async function read(at: string, column: Sources["column"], by: readonly string[]): Promise<Omit<Source, "at">> {
  const more = by.filter((name) => !keyColumns.includes(name as never));
  if (column === "file") return { data: readCells(at, { by: more }), run: null };
  const [{ openRun }, { grade }] = await Promise.all([
    import("../runner/open-run.ts"),
    import("../judges/grading/grade.ts"),
  ]);
  const run = await grade(await openRun(at));
  return { data: rows(run), run };
}

/** Gaps in which two sources have the same trial or wording, and those sources. */
function collisions(sources: readonly Source[], by: readonly string[]): Map<string, { places: string[] }> {
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
