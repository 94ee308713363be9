/** Whether a cell of a frame has no value: NaN, null or undefined. Missing text is "", a value. */
export const isMissing = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === "number" && Number.isNaN(value));

/** The values that are there, as numbers; true and false count as 1 and 0. */
export const present = (values: readonly unknown[]): number[] =>
  values.flatMap((value) => (isMissing(value) ? [] : [Number(value)]));
