import { isMissing } from "./missing.ts";
import { replaceMethod } from "./replace-method.ts";

interface Compared {
  values: unknown[];
  columns: string[];
}

/**
 * danfo 1.2 refuses to compare with true or false, finds nothing where a number is compared with
 * text, and takes what is missing for unlike. After this booleans compare, other types are refused,
 * and a missing value is neither equal nor unequal to anything. `df[df["arm"] === "x"]`, which
 * would be a column called "false", says what to write instead.
 */
export function mendComparisons({ NDframe, Series }: typeof import("danfojs-node")): void {
  replaceMethod(
    Series.prototype,
    "boolOps",
    (before) =>
      function (this: never, other: unknown, name: string) {
        const { values, columns } = this as Compared;
        if (typeof other === "number" || typeof other === "string" || typeof other === "boolean")
          checkType(values, columns[0] ?? "0", other);
        const isAlone = typeof other === "boolean" || typeof other === "string";
        const against = isAlone ? values.map(() => other) : other;
        const found = before.call(this, against as never, name as never) as Compared & {
          $setValues(values: unknown[]): void;
        };
        if (name !== "ne") return found;
        const right = Array.isArray(against) ? against : ((against as Partial<Compared>)?.values ?? []);
        found.$setValues(
          found.values.map((value, i) => value === true && !isMissing(values[i]) && !isMissing(right[i] ?? 0)),
        );
        return found;
      },
  );
  for (const name of ["true", "false"])
    Object.defineProperty(NDframe.prototype, name, {
      configurable: true,
      get() {
        throw new Error(
          'a whole column is no condition: write df.query(df["arm"].eq("paraphrase")), not df[df["arm"] === …]',
        );
      },
    });
}

function checkType(values: readonly unknown[], column: string, other: number | string | boolean): void {
  const value = values.find((each) => !isMissing(each));
  if (value === undefined || typeof value === typeof other) return;
  const shown = JSON.stringify(other);
  throw new Error(
    `column ${column} holds ${typeof value}s, such as ${JSON.stringify(value)}: it cannot be compared with ${typeof other} ${shown}`,
  );
}
