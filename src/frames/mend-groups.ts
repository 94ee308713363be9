import { replaceMethod } from "./replace-method.ts";
import { running, runningOf, statistics } from "./statistics.ts";

/** What of danfo's groups is used here; it does not export their class. */
interface Groups {
  keyCol: string[];
  colIndex: number[];
  columnName: string[];
  data: unknown[][];
  colDict: Record<string, Record<string, unknown[]>>;
  keyToValue: Record<string, unknown[]>;
  toDataFrame(dictionary: Groups["colDict"]): unknown;
}

/**
 * danfo 1.2 counts missing values in groups, adds them, and lets them decide which is largest; it
 * joins the keys of a group by a dash, so that "a-b" with "c" is "a" with "b-c"; and it prints a
 * group with all its rows. After this figures are of the values that are there, keys are kept
 * apart, and groups show what they are by.
 */
export function mendGroups({ DataFrame }: typeof import("danfojs-node")): void {
  replaceMethod(
    DataFrame.prototype,
    "groupby",
    (before) =>
      function (this: never, columns: string[]) {
        const { columns: names } = this as { columns: string[] };
        if (!Array.isArray(columns) || columns.length === 0)
          throw new Error('groupby takes a list of columns, such as ["arm"]');
        const unknown = columns.find((name) => !names.includes(name));
        if (unknown !== undefined) throw new Error(`groupby: no column ${unknown}; there are ${names.join(", ")}`);
        return before.call(this, columns as never);
      },
  );
  const { prototype } = (new DataFrame([[0]], { columns: ["a"] }).groupby(["a"]) as object).constructor;
  replaceMethod(
    prototype,
    "groupMathLog",
    () => (values: unknown[], name: string) => (name in running ? runningOf(values, name) : [figureOf(name)(values)]),
  );
  replaceMethod(
    prototype,
    "group",
    () =>
      function (this: Groups) {
        const groups = Map.groupBy(this.data, (row) => keyOf(this.colIndex.map((i) => row[i])));
        this.colDict = Object.fromEntries([...groups].map(([key, rows]) => [key, columnsOf(this.columnName, rows)]));
        this.keyToValue = Object.fromEntries(
          [...groups].map(([key, [row]]) => [key, this.colIndex.map((i) => row![i])]),
        );
        return this;
      },
  );
  replaceMethod(prototype, "colKeyDict", () => (dictionary: object) => Object.keys(dictionary));
  replaceMethod(
    prototype,
    "getGroup",
    () =>
      function (this: Groups, values: unknown[]) {
        const key = keyOf(values);
        const found = this.colDict[key];
        if (found === undefined) throw new Error(`no group ${values.join(", ")} by ${this.keyCol.join(", ")}`);
        return this.toDataFrame({ [key]: found });
      },
  );
  showGroups(prototype);
}

function showGroups(prototype: object): void {
  function inWords(this: Groups): string {
    const count = Object.keys(this.colDict).length;
    return `${count} ${count === 1 ? "group" : "groups"} by ${this.keyCol.join(", ")}: call col([…]), then mean(), count(), … on it`;
  }
  const hidden = { configurable: true, enumerable: false };
  Object.defineProperty(prototype, Symbol.for("nodejs.util.inspect.custom"), { ...hidden, value: inWords });
  Object.defineProperty(prototype, Symbol.for("Jupyter.display"), {
    ...hidden,
    value(this: Groups) {
      return { "text/plain": inWords.call(this) };
    },
  });
}

/** Never a whole number, which an object would put first. */
const keyOf = (values: readonly unknown[]): string => JSON.stringify(values);

const columnsOf = (names: readonly string[], rows: readonly unknown[][]) =>
  Object.fromEntries(names.map((name, i) => [name, rows.map((row) => row[i])]));

function figureOf(name: string): (values: readonly unknown[]) => number {
  const figure = statistics[name];
  if (figure === undefined) throw new Error(`${name} of groups: expected one of ${Object.keys(statistics).join(", ")}`);
  return figure;
}
