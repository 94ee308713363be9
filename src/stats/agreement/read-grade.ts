import { readFlag, readNumber, readText } from "../../lib/read-value.ts";

/** A grade by a person or a judge. null, NaN and "" are no grade. */
export type Label = string | number | boolean | bigint | null;

/**
 * A grade however it was written: true, "True", 1n, "1" and "1.0" are 1, other words stay; null
 * where there is none.
 */
export function readGrade(written: Label | undefined): string | number | null {
  const text = readText(written);
  if (text === undefined || text === "") return null;
  const number = readNumber(written);
  return number !== undefined && !Number.isNaN(number) ? number : (flagOf(text) ?? text);
}

function flagOf(text: string): number | undefined {
  const flag = readFlag(text);
  return flag === undefined ? undefined : Number(flag);
}
