/**
 * One value of a table, as this program, Python, R or a CSV file may have written it. Each reader
 * gives `undefined` for what is of another kind, so that the caller can say where it stood.
 */

const yes = new Set(["true", "1", "1.0"]);
const no = new Set(["false", "0", "0.0"]);

/** true, 1, 1n, "true", "True", "1", "1.0" and their opposites. A missing flag is no flag. */
export function readFlag(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (typeof value === "number" || typeof value === "bigint") return value == 1 ? true : value == 0 ? false : undefined;
  if (typeof value !== "string") return undefined;
  const word = value.trim().toLowerCase();
  return yes.has(word) ? true : no.has(word) ? false : undefined;
}

const noNumber = new Set(["", "nan", "none", "null", "na", "<na>", "nat"]);
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * A number, a bigint that is exact as one, or decimal text; NaN where it is missing (null, "",
 * "nan", "None", "NA").
 */
export function readNumber(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (value === null || value === undefined) return NaN;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : undefined;
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  if (decimal.test(text)) return Number(text) + 0;
  return noNumber.has(text.toLowerCase()) ? NaN : undefined;
}

const noText = new Set(["nan", "NaN", "<NA>"]);

/**
 * Text, a number, a bigint or a boolean as text, Python's "True" as "true"; "" where it is missing
 * (null, NaN, "nan").
 */
export function readText(value: unknown): string | undefined {
  if (typeof value === "string") return noText.has(value) ? "" : (booleans[value] ?? value);
  if (value === null || value === undefined || Number.isNaN(value)) return "";
  return typeof value === "object" || typeof value === "function" || typeof value === "symbol"
    ? undefined
    : String(value);
}

const booleans: Record<string, string> = { True: "true", TRUE: "true", False: "false", FALSE: "false" };
Object.setPrototypeOf(booleans, null);
