import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DataFrame } from "danfojs-node";
import { whole } from "../../lib/number-text.ts";
import type { Run } from "../../runner/trial.ts";
import { table, type ColumnType } from "../table.ts";
import { loadDuckdb, type DuckdbReader } from "./load-duckdb.ts";
import { tableFile, type TableName } from "./tables.ts";

/**
 * What SQL can be asked of: a run, several, or the file of a table that `export` wrote as Parquet.
 */
export type SqlSource = Run | readonly Run[] | string;

/** Rows that a frame is made of at most: danfo is good to about as many. */
const most = 1_000_000;

/**
 * Asks SQL, as DuckDB has it, of a run's `results` (a row a trial and outcome, the columns of
 * `frame()`, missing ones NULL) and `replies` (a row a reply: `trial`, `turn`, `said` as JSON,
 * `text`, tokens, `usd` …), and gives the answer as a frame. `values` stand for `?`. The tables are
 * kept in the run's folder. Throws where DuckDB is not installed, saying what to install, and on
 * more than a million rows.
 *
 * @example
 * await interop.sql(graded.run, "SELECT model, avg(value) AS rate FROM results GROUP BY model")
 */
export async function sql(source: SqlSource, statement: string, values: readonly unknown[] = []): Promise<DataFrame> {
  const { rows, types } = await askSql(source, statement, values);
  return table(rows, types);
}

/** As {@link sql}, with rows and the types of their columns in place of a frame. */
export async function askSql(
  source: SqlSource,
  statement: string,
  values: readonly unknown[] = [],
): Promise<{ rows: Record<string, unknown>[]; types: Record<string, ColumnType> }> {
  const { DuckDBInstance } = loadDuckdb();
  const spill = mkdtempSync(join(tmpdir(), "parallax-sql-"));
  using cleanup = new DisposableStack();
  cleanup.defer(() => rmSync(spill, { recursive: true, force: true }));
  // Nothing is fetched from the network, whatever a statement names.
  const options = { memory_limit: "1GB", temp_directory: spill, autoinstall_known_extensions: "false" };
  const instance = await DuckDBInstance.create(":memory:", options);
  cleanup.defer(() => instance.closeSync());
  const connection = await instance.connect();
  cleanup.defer(() => connection.closeSync());
  for (const [name, files] of await filesOf(source, statement))
    await connection.run(
      `CREATE VIEW ${name} AS SELECT * FROM read_parquet([${files.map(quoted).join(", ")}], union_by_name = true)`,
    );
  const reader = await connection.streamAndReadUntil(statement, most + 1, [...values]);
  if (reader.currentRowCount > most)
    throw new Error(`over ${whole(most)} rows: group them, LIMIT them, or COPY (…) TO 'file.parquet'`);
  return read(reader);
}

/** The tables that a statement may speak of, with their files. */
async function filesOf(source: SqlSource, statement: string): Promise<[TableName, string[]][]> {
  if (typeof source === "string") return [["results", [source]]];
  const runs = [source].flat() as Run[];
  if (runs.length === 0 || runs.some((run) => run?.plan === undefined))
    throw new Error("sql() takes a run, several, or a Parquet file: sql(await openRun(dir), statement)");
  const named = (["results", "replies"] as const).filter((name) => new RegExp(`\\b${name}\\b`, "i").test(statement));
  return Promise.all(
    named.map(async (name): Promise<[TableName, string[]]> => {
      const files: string[] = [];
      for (const run of runs) files.push(await tableFile(run, name));
      return [name, files];
    }),
  );
}

/** A file's name as a text of SQL, in which nothing stands for other names. */
const quoted = (file: string): string => `'${file.replace(/[*?[]/g, "[$&]").replaceAll("'", "''")}'`;

/** DuckDB's numbers of types: whole ones, floats, decimals; and of truth. */
const numbers = new Set([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 16, 19, 32]);
const truth = 1;

function read(reader: DuckdbReader) {
  const names = reader.deduplicatedColumnNames();
  const types: Record<string, ColumnType> = {};
  for (const [at, name] of names.entries()) {
    const id = reader.columnTypeId(at);
    types[name] = id === truth ? "boolean" : numbers.has(id) ? "number" : "string";
  }
  const columns = reader.getColumnsJS();
  const rows = Array.from({ length: reader.currentRowCount }, (_, row) =>
    Object.fromEntries(names.map((name, at) => [name, cellOf(columns[at]![row], types[name]!)])),
  );
  return { rows, types };
}

function cellOf(value: unknown, type: ColumnType): unknown {
  if (value === null || value === undefined) return type === "number" ? NaN : type === "string" ? "" : null;
  if (type === "number") return Number(value);
  if (typeof value !== "object") return type === "boolean" ? value : String(value);
  if (value instanceof Date) return value.toISOString();
  return JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? String(each) : each));
}
