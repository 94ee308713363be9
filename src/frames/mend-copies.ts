import { writeFileSync } from "node:fs";
import { require } from "../lib/here.ts";
import { csvText } from "../lib/csv-text.ts";
import { isMissing } from "./missing.ts";
import { replaceMethod } from "./replace-method.ts";

type Danfo = typeof import("danfojs-node");
type Concatenate = Danfo["concat"];

interface Written {
  values: unknown[];
  columns: string[];
}

interface Copied extends Written {
  index: (string | number)[];
  dtypes: string[];
}

interface CsvOptions {
  filePath?: string;
  sep?: string;
  header?: boolean;
}

/**
 * danfo 1.2 adds what is concatenated to the first frame itself, so that a cell that is run again
 * grows it, and writes CSV without quotes. After this frames are copied first, and what needs
 * quotes has them; a missing value is an empty cell.
 */
export function mendCopies({ DataFrame, Series }: Danfo): void {
  const base = moduleOf<{ concat: Concatenate }>("index.js");
  if (base) {
    const { concat } = base;
    base.concat = (options) => concat({ ...options, dfList: options.dfList.map(fresh) as never });
  }
  // danfo's own copy() shares its columns with what it is copied from.
  function fresh({ values, columns, index, dtypes }: Copied): object {
    const rows = values.map((row) => (Array.isArray(row) ? [...row] : row)) as number[][];
    const options = { columns: [...columns], index: [...index], dtypes: [...dtypes] };
    return Array.isArray(rows[0]) || columns.length !== 1 ? new DataFrame(rows, options) : new Series(rows, options);
  }
  const csv = moduleOf<{ $toCSV: unknown }>("io/node/io.csv.js");
  if (csv) csv.$toCSV = writeCsv;
  for (const { prototype } of [DataFrame, Series])
    replaceMethod(
      prototype,
      "toCSV",
      () =>
        function (this: Written, options?: CsvOptions) {
          return writeCsv(this, options);
        },
    );
}

/**
 * One of danfo's own files; null where danfo is one file, in which this is mended as it is built.
 */
function moduleOf<T>(path: string): T | null {
  try {
    return require(`danfojs-node/dist/danfojs-base/${path}`) as T;
  } catch {
    return null;
  }
}

function writeCsv(
  { values, columns }: Written,
  { filePath, sep = ",", header = true }: CsvOptions = {},
): string | undefined {
  const rows = values.map((row) => (Array.isArray(row) ? row : [row]).map((value) => (isMissing(value) ? "" : value)));
  const text = csvText(header ? [columns, ...rows] : rows, sep);
  if (filePath === undefined) return text;
  writeFileSync(filePath.endsWith(".csv") ? filePath : `${filePath}.csv`, text);
  return undefined;
}
