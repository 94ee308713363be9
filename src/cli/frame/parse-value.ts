import { didYouMean } from "../../lib/closest.ts";
import type { Option } from "./command.ts";
import { Misuse } from "./misuse.ts";

type Valued = Exclude<Option, { type: "flag" }>;

/**
 * An option's value from its text. Throws {@link Misuse}, saying the option, what came, and what
 * was expected.
 */
export function parseValue(flag: string, text: string, option: Valued): string | number {
  if (option.type === "number") return parseNumber(flag, text, option);
  const value = text.trim();
  if (value === "") throw new Misuse(`${flag} is empty: expected ${expectedOf(option)}`);
  if (option.type === "text") return option.many === "commas" ? value : text;
  const found = option.of.find((each) => each.toLowerCase() === value.toLowerCase());
  if (found === undefined)
    throw new Misuse(`${flag} ${text}: expected ${expectedOf(option)}${didYouMean(value, option.of)}`);
  return found;
}

function parseNumber(flag: string, text: string, option: Extract<Valued, { type: "number" }>): number {
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : NaN;
  const { whole, least = -Infinity, most = Infinity, above = -Infinity } = option;
  const fits = Number.isFinite(value) && value >= least && value <= most && value > above;
  if (!fits || (whole && !Number.isSafeInteger(value)))
    throw new Misuse(`${flag} ${text}: expected ${expectedOf(option)}`);
  return value;
}

/** In words, what an option takes. */
function expectedOf(option: Valued): string {
  if (option.type === "choice") return listed(option.of);
  if (option.type === "text") return option.as;
  const { unit, whole, least, most, above } = option;
  const range =
    above !== undefined
      ? `above ${above}`
      : least !== undefined && most !== undefined
        ? `from ${least} to ${most}`
        : least !== undefined
          ? `${least} or more`
          : "";
  const kind = [whole ? "whole" : "", range].filter(Boolean).join(", ");
  const of = unit === undefined ? "a number" : `a number of ${unit}`;
  return kind === "" ? of : unit === undefined ? `${of}: ${kind}` : `${of} ${kind}`;
}

/** `a, b or c`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
