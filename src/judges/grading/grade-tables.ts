import type { Plan } from "../../runner/trial.ts";
import type { Grade } from "../verdict.ts";
import type { TrialSummary } from "./results.ts";

type Cell = string | number | boolean | null;
type Columns = { name: string; type: "STRING" | "DOUBLE" | "INT32" | "BOOLEAN"; data: Cell[] }[];
type Table = Record<string, Cell[]>;

/** Rows that one group of a file holds. */
const group = 100_000;

/** Writes columns as Parquet; `facts` are what they follow from. */
export async function writeTable(file: string, columns: Columns, facts: string): Promise<void> {
  const [{ ParquetWriter, schemaFromColumnData }, { fileWriter }] = await Promise.all([
    import("hyparquet-writer"),
    import("hyparquet-writer/src/node.js"),
  ]);
  const part = (from: number, to: number) =>
    columns.map((column) => ({ ...column, nullable: true, data: column.data.slice(from, to) }));
  const writer = new ParquetWriter({
    writer: fileWriter(file),
    schema: schemaFromColumnData({ columnData: part(0, 0) }),
    kvMetadata: [{ key: "follows from", value: facts }],
  });
  const rows = columns[0]?.data.length ?? 0;
  for (let start = 0; start < rows; start += group) writer.write({ columnData: part(start, start + group) });
  writer.finish();
}

/** Opens columns: what they follow from, and the columns when they are asked for. */
export async function openTable(file: string): Promise<{ facts: string; read: () => Promise<Table> }> {
  const { asyncBufferFromFile, parquetMetadataAsync, parquetRead } = await import("hyparquet");
  const buffer = await asyncBufferFromFile(file);
  const metadata = await parquetMetadataAsync(buffer);
  const facts = metadata.key_value_metadata?.find(({ key }) => key === "follows from")?.value ?? "";
  const read = async () => {
    const table: Table = {};
    const rows = Number(metadata.num_rows);
    for (const { name } of metadata.schema.slice(1)) table[name] = Array.from({ length: rows }, () => null);
    await parquetRead({
      file: buffer,
      metadata,
      onChunk({ columnName, columnData, rowStart }) {
        const column = table[columnName]!;
        for (let i = 0; i < columnData.length; i++) column[rowStart + i] = (columnData[i] as Cell | undefined) ?? null;
      },
    });
    return table;
  };
  return { facts, read };
}

/** Grades as columns, a row each; `place` is the trial's in the plan. */
export const gradeTable = {
  to(grades: readonly Grade[], places: ReadonlyMap<string, number>): Columns {
    const of = (read: (grade: Grade) => Cell | undefined) => grades.map((grade) => read(grade) ?? null);
    return [
      { name: "place", type: "INT32", data: of(({ trial }) => places.get(trial)!) },
      { name: "outcome", type: "STRING", data: of(({ outcome }) => outcome) },
      { name: "judge", type: "STRING", data: of(({ judge }) => judge) },
      { name: "hash", type: "STRING", data: of((grade) => grade.hash) },
      { name: "value", type: "DOUBLE", data: of((grade) => (grade.status === "scored" ? grade.value : null)) },
      { name: "reason", type: "STRING", data: of((grade) => (grade.status === "unscored" ? grade.reason : null)) },
      { name: "unjudged", type: "STRING", data: of((grade) => (grade.status === "unscored" ? grade.unjudged : null)) },
      { name: "evidence", type: "STRING", data: of(({ evidence }) => evidence) },
      { name: "members", type: "STRING", data: of(({ members }) => members && JSON.stringify(members)) },
    ];
  },
  from(table: Table, { trials }: Plan): Grade[] {
    const { place, outcome, judge, hash, value, reason, unjudged, evidence, members } = table;
    return place!.map((at, i): Grade => {
      const head = { trial: trials[at as number]!.id, outcome: outcome![i], judge: judge![i], hash: hash![i] };
      const said = evidence![i];
      const verdict =
        value![i] !== null
          ? { status: "scored", value: value![i], evidence: said }
          : {
              status: "unscored",
              reason: reason![i],
              ...(unjudged![i] !== null && { unjudged: unjudged![i] }),
              ...(said !== null && { evidence: said }),
            };
      const panel = members![i] === null ? {} : { members: JSON.parse(members![i] as string) as Grade["members"] };
      return { ...head, ...verdict, ...panel } as Grade;
    });
  },
};

const figures = ["replyLength", "inputTokens", "outputTokens", "usd", "latencyMs"] as const;
const texts = ["status", "replyHash", "stop", "servedModel"] as const;

/** Summaries as columns, a row for each trial of the plan, in its order. */
export const summaryTable = {
  to(trials: readonly TrialSummary[]): Columns {
    const of = (read: (trial: TrialSummary) => Cell | undefined) => trials.map((trial) => read(trial) ?? null);
    return [
      ...texts.map((name) => ({ name, type: "STRING" as const, data: of((trial) => trial[name]) })),
      ...figures.map((name) => ({ name, type: "DOUBLE" as const, data: of((trial) => trial[name]) })),
      { name: "cached", type: "BOOLEAN", data: of(({ cached }) => cached) },
      { name: "recognised", type: "STRING", data: of(({ spoken }) => spoken?.recognised) },
      { name: "evalAware", type: "STRING", data: of(({ spoken }) => spoken?.evalAware) },
      { name: "ownFate", type: "BOOLEAN", data: of(({ spoken }) => spoken?.ownFate) },
    ];
  },
  from(table: Table, plan: Plan): TrialSummary[] {
    const plain = [...texts, ...figures, "cached"] as const;
    const spoken = ["recognised", "evalAware", "ownFate"] as const;
    const pick = (names: readonly string[], i: number) =>
      Object.fromEntries(names.map((name) => [name, table[name]![i]]));
    return plan.trials.map((trial, i) => {
      const chat = trial.elicit === "chat" ? { spoken: pick(spoken, i) } : {};
      return { trial, ...pick(plain, i), ...chat } as unknown as TrialSummary;
    });
  },
};
