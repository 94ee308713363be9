import type { Results } from "../../judges/grading/results.ts";
import { columnsOf, rows } from "../rows.ts";
import type { Cell, ParquetColumn } from "./write-rows.ts";

const types = { string: "STRING", number: "DOUBLE", boolean: "BOOLEAN" } as const;

/** The results of a run as a table: the columns of its frame, what is missing null. */
export function resultTable(results: Results): { columns: ParquetColumn[]; rows: Iterable<Cell[]> } {
  const columns = Object.entries(columnsOf(results)).map(([name, { type }]) => ({ name, type: types[type] }));
  const cell = (value: unknown): Cell => {
    if (value === "" || Number.isNaN(value)) return null;
    return typeof value === "string" ? value.toWellFormed() : ((value as Cell | undefined) ?? null);
  };
  const all = rows(results).values();
  return {
    columns,
    rows: all.map((row) => columns.map(({ name }) => cell((row as unknown as Record<string, unknown>)[name]))),
  };
}
