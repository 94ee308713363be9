import { tQuantile, tTwoSided } from "../numbers/distributions.ts";
import type { Interval } from "../numbers/interval.ts";

/**
 * The two questions: is there a gap on average; is the published wording unlike one more draw from
 * its rewordings.
 */
export type Question = "onAverage" | "asDraw";

/**
 * A difference of estimates with its interval. `question` is what its interval and p answer:
 * whether there is one on average, or whether what is published is unlike one more draw from its
 * rewordings.
 */
export interface Difference {
  question: Question;
  estimate: number;
  se: number;
  df: number;
  ci: Interval;
  p: number;
}

/** One difference of gaps under both questions; null where the data cannot say. */
export interface BothQuestions {
  /**
   * Do the two gaps differ on average, each published wording as it is? Not evidence on
   * recognition.
   */
  onAverage: Difference | null;
  /**
   * Do they differ by more than each published wording's being one more draw explains? Evidence on
   * recognition.
   */
  asDraws: Difference | null;
}

/** A gap less that of its unpublished control. */
export interface Adjusted extends BothQuestions {
  control: string;
}

/** One independent part of an error. */
export interface Part {
  variance: number;
  df: number;
}

/** A difference whose variance is the sum of independent parts, on t with Satterthwaite's df. */
export function differenceOf(
  question: Question,
  estimate: number,
  { parts, level }: { parts: readonly Part[]; level: number },
): Difference {
  const variance = parts.reduce((sum, part) => sum + part.variance, 0);
  const df = variance ** 2 / parts.reduce((sum, part) => sum + part.variance ** 2 / part.df, 0);
  const se = Math.sqrt(variance);
  const half = tQuantile(1 - (1 - level) / 2, df) * se;
  return { question, estimate, se, df, ci: [estimate - half, estimate + half], p: tTwoSided(estimate / se, df) };
}
