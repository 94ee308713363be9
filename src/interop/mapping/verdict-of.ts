import type { Verdict } from "../../judges/verdict.ts";
import type { RawScore } from "../exchange/exchange.ts";

const letters: Record<string, number> = { C: 1, P: 0.5, I: 0 };
const words: Record<string, number> = { yes: 1, true: 1, no: 0, false: 0, pass: 1, fail: 0 };
const nothing = new Set(["", "nan", "none", "null"]);

/** Reads ">= 5", "> 4", "<= 2", "< 3", "== yes", "!= none". Throws on anything else. */
export function readTest(oneIf: string): (value: unknown) => boolean | null {
  const parts = /^\s*(>=|<=|>|<|==?|!=)\s*(.+?)\s*$/.exec(oneIf);
  if (parts === null) throw new Error(`oneIf "${oneIf}": expected a comparison, such as ">= 5" or "== yes"`);
  const [, sign, right] = parts as unknown as [string, string, string];
  if (sign === "=" || sign === "==") return (value) => String(value) === right;
  if (sign === "!=") return (value) => String(value) !== right;
  const bound = Number(right);
  if (Number.isNaN(bound)) throw new Error(`oneIf "${oneIf}": ${right} is not a number`);
  return (value) => {
    const number = numberOf(value);
    if (number === null) return null;
    return sign === ">="
      ? number >= bound
      : sign === "<="
        ? number <= bound
        : sign === ">"
          ? number > bound
          : number < bound;
  };
}

function numberOf(value: unknown): number | null {
  if (typeof value === "boolean") return Number(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string" || value.trim() === "") return null;
  const number = letters[value.trim()] ?? words[value.trim().toLowerCase()] ?? Number(value);
  return Number.isFinite(number) ? number : null;
}

/**
 * A score on any scale as a verdict: C, P and I as 1, 0.5 and 0, flags and proportions as they are;
 * with a test, 1 where it holds and else 0. N, NaN and null are unscored, and so is what is no
 * proportion.
 */
export function verdictOf(
  { value, reason, evidence }: Pick<RawScore, "value" | "reason" | "evidence">,
  test: ReturnType<typeof readTest> | null,
): Verdict {
  const unscored = (why: string): Verdict => ({ status: "unscored", reason: why });
  const isNothing =
    value === null ||
    value === undefined ||
    (typeof value === "number" && Number.isNaN(value)) ||
    (typeof value === "string" && nothing.has(value.trim().toLowerCase()));
  if (isNothing) return unscored(reason ?? "no score");
  if (value === "N") return unscored(reason ?? "no answer");
  const number = test === null ? numberOf(value) : (tested(test(value)) ?? null);
  if (number === null) return unscored(`not a proportion: ${JSON.stringify(value)}; say what counts as 1 (oneIf)`);
  if (number < 0 || number > 1)
    return unscored(`not a proportion: ${number}; say from where on it counts as 1 (oneIf)`);
  return { status: "scored", value: number, evidence };
}

/**
 * Whether a score is on a scale of more than 0 to 1, by what its tool says of it or by its value.
 */
export function isBeyond({ value, beyond }: Pick<RawScore, "value" | "beyond">): boolean {
  const number = numberOf(value);
  return number !== null && (beyond === true || number < 0 || number > 1);
}

const tested = (held: boolean | null): number | null => (held === null ? null : Number(held));
