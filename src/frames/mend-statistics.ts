import { isMissing } from "./missing.ts";
import { replaceMethod } from "./replace-method.ts";
import { runningOf, statistics } from "./statistics.ts";

type Danfo = typeof import("danfojs-node");

/** What of a series and of a frame is used here. */
interface SeriesLike {
  values: unknown[];
  columns: string[];
  index: (string | number)[];
  dtypes: string[];
}
interface FrameLike {
  values: unknown[][];
  columns: string[];
  index: (string | number)[];
  dtypes: string[];
}

const described = ["count", "mean", "std", "min", "median", "max", "var"];
const labels = ["count", "mean", "std", "min", "median", "max", "variance"];

/**
 * danfo 1.2 counts, adds and compares missing values as if they were some: after this every figure
 * of a series or a frame is of the values that are there, and NaN where there is none.
 */
export function mendStatistics({ DataFrame, Series }: Danfo): void {
  for (const [name, figure] of Object.entries(statistics)) {
    replaceMethod(
      Series.prototype,
      name,
      () =>
        function (this: SeriesLike) {
          if (name !== "count") refuseText(this.dtypes, [this.columns[0] ?? "0"], name);
          return figure(this.values);
        },
    );
    replaceMethod(
      DataFrame.prototype,
      name,
      () =>
        function (this: FrameLike, options: { axis?: number } = {}) {
          if (name !== "count") refuseText(this.dtypes, this.columns, name);
          const byColumn = axisOf(options) === 0;
          const lines = byColumn ? this.columns.map((_, i) => this.values.map((row) => row[i])) : this.values;
          return numbers(Series, lines.map(figure), byColumn ? this.columns : this.index);
        },
    );
  }
  mendDescriptions(DataFrame, Series);
  mendRunning(Series);
  mendCounts(Series);
}

function mendDescriptions(DataFrame: Danfo["DataFrame"], Series: Danfo["Series"]): void {
  replaceMethod(
    Series.prototype,
    "describe",
    () =>
      function (this: SeriesLike) {
        refuseText(this.dtypes, [this.columns[0] ?? "0"], "describe");
        return numbers(
          Series,
          described.map((name) => statistics[name]!(this.values)),
          labels,
        );
      },
  );
  replaceMethod(
    DataFrame.prototype,
    "describe",
    () =>
      function (this: FrameLike) {
        const places = this.columns.flatMap((_, i) => (this.dtypes[i] === "string" ? [] : [i]));
        if (places.length === 0) throw new Error("describe: no column of numbers in this frame");
        const columns = places.map((i) => this.values.map((row) => row[i]));
        const rows = described.map((name) => columns.map((values) => statistics[name]!(values)));
        return new DataFrame(rows, {
          columns: places.map((i) => this.columns[i]!),
          index: labels,
          dtypes: places.map(() => "float32"),
        });
      },
  );
}

function mendRunning(Series: Danfo["Series"]): void {
  for (const name of ["Sum", "Prod", "Max", "Min"])
    replaceMethod(
      Series.prototype,
      `cum${name}`,
      () =>
        function (this: SeriesLike, options?: { inplace?: boolean }) {
          refuseText(this.dtypes, [this.columns[0] ?? "0"], `cum${name}`);
          if (options?.inplace) throw new Error(`cum${name} in place: take what it returns instead`);
          return numbers(Series, runningOf(this.values, `cum${name.toLowerCase()}`), this.index);
        },
    );
}

function mendCounts(Series: Danfo["Series"]): void {
  const there = ({ values }: SeriesLike) => values.filter((value) => !isMissing(value));
  replaceMethod(
    Series.prototype,
    "nUnique",
    () =>
      function (this: SeriesLike) {
        return new Set(there(this)).size;
      },
  );
  replaceMethod(
    Series.prototype,
    "valueCounts",
    () =>
      function (this: SeriesLike) {
        const groups = [...Map.groupBy(there(this), (value) => value)];
        const index = groups.map(([value]) => (typeof value === "number" ? value : String(value)));
        return numbers(
          Series,
          groups.map(([, group]) => group.length),
          index,
        );
      },
  );
  for (const [name, isBetter] of [
    ["argMax", (value: number, best: number) => value > best],
    ["argMin", (value: number, best: number) => value < best],
  ] as const)
    replaceMethod(
      Series.prototype,
      name,
      () =>
        function (this: SeriesLike) {
          let best = -1;
          for (const [i, value] of this.values.entries())
            if (!isMissing(value) && (best < 0 || isBetter(Number(value), Number(this.values[best])))) best = i;
          if (best < 0) throw new Error(`${name}: every value is missing`);
          return best;
        },
    );
}

/** A series of numbers that keeps its type, whatever NaN is among them. */
const numbers = (Series: Danfo["Series"], values: number[], index: (string | number)[]) =>
  new Series(values, { index: [...index], dtypes: ["float32"] });

function axisOf({ axis = 1 }: { axis?: number }): number {
  if (axis !== 0 && axis !== 1) throw new Error(`axis ${axis}: expected 0, by column, or 1, by row`);
  return axis;
}

function refuseText(dtypes: readonly string[], columns: readonly string[], name: string): void {
  const place = dtypes.indexOf("string");
  if (place >= 0)
    throw new Error(`${name}: column ${columns[place]} is text; take columns of numbers, df.loc({ columns: […] })`);
}
