import type { DataFrame } from "danfojs-node";
import { danfo } from "./danfo.ts";

export type ColumnType = "string" | "number" | "boolean";

const DTYPES = { string: "string", number: "float32", boolean: "boolean" };

/**
 * A danfo DataFrame of records, with these columns in this order, also when there are no records.
 * Numbers stay JavaScript numbers: float32 is only danfo's name for any column that may hold
 * fractions or NaN.
 */
export async function table(records: readonly object[], types: Record<string, ColumnType>): Promise<DataFrame> {
  const { DataFrame } = await danfo();
  const columns = Object.keys(types);
  const dtypes = Object.values(types).map((type) => DTYPES[type]);
  return new DataFrame(
    records.map((record) => columns.map((name) => (record as Record<string, unknown>)[name])),
    { columns, dtypes },
  );
}
