import { isMissing } from "./missing.ts";
import { replaceMethod } from "./replace-method.ts";

interface Typed {
  values: unknown[];
  columns: string[];
  index: (string | number)[];
  dtypes: string[];
  $setValues(values: unknown[], check?: boolean): void;
  $setDtypes(dtypes: string[]): void;
}

/**
 * danfo 1.2 makes a missing value true, the text "NaN", or a whole number cut from a fraction, and
 * changes the frame it was asked to leave. After this a missing value stays missing, and what
 * cannot be of the type is refused, naming row, column and value.
 */
export function mendTypes({ DataFrame, Series }: typeof import("danfojs-node")): void {
  replaceMethod(
    Series.prototype,
    "asType",
    () =>
      function (this: Typed, dtype: string, options: { inplace?: boolean } = {}) {
        const values = converted(this.values, this.columns[0] ?? "0", dtype);
        if (!options.inplace)
          return new Series(values as number[], {
            index: [...this.index],
            columns: [...this.columns],
            dtypes: [dtype],
          });
        this.$setValues(values, false);
        this.$setDtypes([dtype]);
        return undefined;
      },
  );
  replaceMethod(
    DataFrame.prototype,
    "asType",
    () =>
      function (this: Typed, column: string, dtype: string, options: { inplace?: boolean } = {}) {
        const place = this.columns.indexOf(column);
        if (place < 0) throw new Error(`asType: no column ${column}; there are ${this.columns.join(", ")}`);
        const rows = this.values as unknown[][];
        const values = converted(
          rows.map((row) => row[place]),
          column,
          dtype,
        );
        const changed = rows.map((row, i) => row.with(place, values[i]));
        const dtypes = this.dtypes.with(place, dtype);
        if (!options.inplace)
          return new DataFrame(changed as number[][], { index: [...this.index], columns: [...this.columns], dtypes });
        this.$setValues(changed, false);
        this.$setDtypes(dtypes);
        return undefined;
      },
  );
}

const spellings: Readonly<Record<string, boolean>> = { true: true, false: false, "1": true, "0": false };

const convert: Readonly<Record<string, (value: unknown) => unknown>> = {
  float32: (value) => (isMissing(value) || value === "" ? NaN : numberOf(value)),
  int32: (value) =>
    isMissing(value) || value === "" ? NaN : Number.isInteger(numberOf(value)) ? numberOf(value) : undefined,
  string: (value) => (isMissing(value) ? "" : String(value)),
  boolean: (value) => spellings[String(value).toLowerCase()],
};

/** The number a value is, or undefined. */
function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() === "" ? NaN : Number(value);
  return Number.isNaN(number) ? undefined : number;
}

function converted(values: readonly unknown[], column: string, dtype: string): unknown[] {
  const change = convert[dtype];
  if (change === undefined) throw new Error(`asType "${dtype}": expected ${Object.keys(convert).join(", ")}`);
  return values.map((value, row) => {
    const result = change(value);
    if (result === undefined)
      throw new Error(
        `row ${row}, column ${column}: ${isMissing(value) ? "a missing value" : JSON.stringify(value)} cannot be ${dtype}; fill, drop or round such values first`,
      );
    return result;
  });
}
