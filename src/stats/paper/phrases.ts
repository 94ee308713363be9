import { rounded } from "../../lib/number-text.ts";

export const distinct = (values: readonly string[]): string[] => [...new Set(values)];
export const listed = (values: readonly string[]): string => distinct(values).join(", ");
export const percent = (value: number): string => String(rounded(100 * value, 1));
export const interval = ([low, high]: readonly number[], show: (value: number) => string): string =>
  `[${show(low!)}, ${show(high!)}]`;

/** `3`, or `3 to 8`. */
export function range(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? String(low) : `${low} to ${high}`;
}
