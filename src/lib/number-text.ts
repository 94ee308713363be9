/**
 * Numbers as people read them: nothing else turns one into text. Signs are true minus signs, never
 * a `−0`.
 */

/** To that many decimals: `0.31`, `−1.20`. */
export function fixed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** As {@link fixed}, with a plus where it is above zero. */
export function signedFixed(value: number, digits: number): string {
  const text = fixed(value, digits);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** A number rounded to that many decimals. */
export const rounded = (value: number, digits: number): number => Number(value.toFixed(digits)) + 0;

/** To that many significant digits and no more than it takes: `0.0421`, `12`. */
export const significant = (value: number, digits: number): string => String(Number(value.toPrecision(digits)));

/** A proportion in per cent, without its unit: `41.7`. */
export const inPercent = (proportion: number): string => fixed(100 * proportion, 1);

/** A rate in per cent: `41.7 %`, with a sign only where it is below zero. */
export const percent = (proportion: number): string => `${inPercent(proportion)}\u00a0%`;

/** A difference of proportions in percentage points, with its sign: `−12.3`, `+4.0`, `0.0`. */
export const signed = (proportion: number): string => signedFixed(100 * proportion, 1);

/** A proportion that is a round one, such as a level of confidence: `95 %`, `99.9 %`. */
export const roundPercent = (proportion: number): string => `${rounded(100 * proportion, 2)}\u00a0%`;

/** A probability to three digits: `0.0421 %`, `97.0 %`. */
export const probability = (proportion: number): string => `${(100 * proportion).toPrecision(3)} %`;

/** Both ends in brackets, as `show` has them: `[12.3, 45.6]`. */
export const interval = (ends: readonly number[], show: (value: number) => string = inPercent): string =>
  `[${ends.map((end) => show(end)).join(", ")}]`;

/** A text whose intervals do not break between their ends. */
export const unbroken = (text: string): string =>
  text.replace(/\[[<>−+\d., ]+\]/g, (interval) => interval.replaceAll(" ", "\u00a0"));

/**
 * An interval of differences in percentage points: `[−20.1, +3.4]`. An end beyond `most`, the
 * largest there can be, is told as that: `[<−100, +3.4]`.
 */
export const signedInterval = (ends: readonly number[], most = Infinity): string =>
  interval(ends, (end) => (isBeyond(end, most) ? `${end < 0 ? "<" : ">"}${signedRound(end, most)}` : signed(end)));

/** Whether a difference, as it is shown, is larger than the largest there can be. */
export const isBeyond = (difference: number, most: number): boolean =>
  rounded(Math.abs(100 * difference), 1) > 100 * most;

const signedRound = (end: number, most: number): string => signedFixed(Math.sign(end) * 100 * most, 0);

/** `[12.3, 45.6] %` */
export const percentInterval = (ends: readonly number[]): string => `${interval(ends)}\u00a0%`;

/** A p value for a table: `0.031`, `<0.001`; a dash where there is none. */
export const pNumber = (p: number | null): string => (p === null ? "—" : p < 0.001 ? "<0.001" : p.toFixed(3));

/** A p value in a sentence: `p = 0.031`, `p < 0.001`. */
export const pValue = (p: number): string => (p < 0.001 ? "p\u00a0<\u00a00.001" : `p\u00a0=\u00a0${p.toFixed(3)}`);

/** A count: `1,234`. */
export const whole = (count: number): string => count.toLocaleString("en");

/** A count of tokens: `9,999`, `81k`, `1.2M`. */
export function tokens(count: number): string {
  return count < 10_000 ? whole(count) : count < 1e6 ? `${Math.round(count / 1000)}k` : `${(count / 1e6).toFixed(1)}M`;
}

/** A cost in USD: `$0.0042`, `$0.42`, `$12.34`. */
export const dollars = (usd: number): string => `$${usd > 0 && usd < 0.1 ? usd.toPrecision(2) : usd.toFixed(2)}`;

/** `59 s`, `3 min 5 s`, `2 h 10 min`. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.round((seconds % 3600) / 60)} min`;
}
