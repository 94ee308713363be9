import { renameSync, rmSync } from "node:fs";
import type { Packed } from "../../lib/packed.ts";
import { privateFile } from "../../lib/private.ts";
import type { Graded } from "./graded.ts";

type Cell = string | number | boolean | null;

interface Column {
  name: string;
  type: "STRING" | "DOUBLE" | "INT32" | "BOOLEAN";
  get(at: number): Cell;
}

/** Columns without a null, which are read more quickly. */
const never = new Set(["place", "outcome", "judge", "hash", "status"]);

/** Rows that one group of a file holds: those of one are held as they are written and read. */
const group = 1 << 15;

/** Writes a table as Parquet, whole or not at all; `facts` are what it follows from. */
export async function writeTable(file: string, table: Table, facts: string): Promise<void> {
  const [{ ParquetWriter, schemaFromColumnData }, { fileWriter }] = await Promise.all([
    import("hyparquet-writer"),
    import("hyparquet-writer/src/node.js"),
  ]);
  const part = (from: number, to: number) =>
    table.columns.map(({ name, type, get }) => ({
      name,
      type,
      nullable: !never.has(name),
      data: Array.from({ length: to - from }, (_, place) => get(from + place)),
    }));
  const unfinished = `${file}.${process.pid}.part`;
  try {
    privateFile(unfinished);
    const writer = new ParquetWriter({
      writer: fileWriter(unfinished),
      schema: schemaFromColumnData({ columnData: part(0, 0) }),
      kvMetadata: [{ key: "follows from", value: facts }],
    });
    for (let start = 0; start < table.length; start += group)
      writer.write({ columnData: part(start, Math.min(start + group, table.length)) });
    writer.finish();
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

/** A table of a file, open for reading. */
export interface OpenTable {
  /** What it follows from. */
  facts: string;
  length: number;
  /** Gives every value of some columns, a part of one after the other. */
  read(columns: Readonly<Record<string, (at: number, value: Cell) => void>>): Promise<void>;
}

/** Opens a table that {@link writeTable} wrote. */
export async function openTable(file: string): Promise<OpenTable> {
  const { asyncBufferFromFile, parquetMetadataAsync, parquetRead } = await import("hyparquet");
  const buffer = await asyncBufferFromFile(file);
  const metadata = await parquetMetadataAsync(buffer);
  return {
    facts: metadata.key_value_metadata?.find(({ key }) => key === "follows from")?.value ?? "",
    length: Number(metadata.num_rows),
    async read(columns) {
      let start = 0;
      for (const { num_rows: rows } of metadata.row_groups) {
        await parquetRead({
          file: buffer,
          metadata,
          columns: Object.keys(columns),
          rowStart: start,
          rowEnd: start + Number(rows),
          onChunk({ columnName, columnData, rowStart }) {
            const put = columns[columnName]!;
            for (let i = 0; i < columnData.length; i++) put(rowStart + i, (columnData[i] as Cell | undefined) ?? null);
          },
        });
        start += Number(rows);
      }
    },
  };
}

/** Columns with how many rows they have. */
interface Table {
  length: number;
  columns: Column[];
}

const types: Record<string, Column["type"]> = {
  replyLength: "DOUBLE",
  inputTokens: "DOUBLE",
  outputTokens: "DOUBLE",
  usd: "DOUBLE",
  latencyMs: "DOUBLE",
  value: "DOUBLE",
  cached: "BOOLEAN",
  ownFate: "BOOLEAN",
};

const columnsOf = (columns: object): Column[] =>
  Object.entries(columns as Record<string, Packed<string | number | boolean>>).map(([name, { get }]) => ({
    name,
    type: types[name] ?? "STRING",
    get,
  }));

/** Grades as a table, a row each; `place` is the trial's in the plan. */
export const gradeTable = ({ starts, gradeColumns }: Graded): Table => ({
  length: starts.count,
  columns: [{ name: "place", type: "INT32", get: starts.trialOf }, ...columnsOf(gradeColumns)],
});

/** Summaries as a table, a row for each trial of the plan, in its order. */
export const summaryTable = ({ plan, summaries }: Graded): Table => ({
  length: plan.trials.length,
  columns: columnsOf(summaries),
});

/** Fills columns from tables, but for those of these names. */
export async function readTables(
  { plan, starts, summaries, gradeColumns }: Graded,
  tables: { grades: OpenTable; trials: OpenTable },
  without: readonly string[] = [],
): Promise<void> {
  if (tables.trials.length !== plan.trials.length || tables.grades.length !== starts.count)
    throw new Error("kept of another plan");
  const wanted = (columns: object) => {
    const all = Object.entries(columns as Record<string, Packed<Cell & {}>>);
    return Object.fromEntries(all.filter(([name]) => !without.includes(name)).map(([name, { set }]) => [name, set]));
  };
  await tables.trials.read(wanted(summaries));
  await tables.grades.read(wanted(gradeColumns));
}
