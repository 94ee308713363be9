import { lastConfidence } from "../numbers/confidence-sequence.ts";
import type { Interval } from "../numbers/interval.ts";
import type { Place } from "../groups/place.ts";
import type { Rounds } from "./rounds.ts";

/** What is known after some rounds of trials, in proportions. */
export interface Look {
  /** Mean over the rounds. */
  estimate: number;
  /** Holds at every look, and so at this one: see {@link confidenceSequence}. */
  interval: Interval;
  rounds: number;
}

/** What is known of two rates and their gap, however often one has looked. Proportions. */
export interface Sequence extends Place {
  /** On either side's wordings as they are; null without a round of that side. */
  published: Look | null;
  paraphrase: Look | null;
  /** paraphrase − published on exactly these wordings; null without a round of both. */
  gap: Look | null;
  /** Wordings of both sides: trials that a round takes. */
  wordings: number;
  /** Scored trials after the last full round, and exact copies of a reply: neither is counted. */
  waiting: number;
  copies: number;
  level: number;
  simulated: boolean;
}

/**
 * A rate, or the gap, after the rounds so far; null before the first. The gap, from −1 to 1, is
 * taken to the unit interval and back.
 */
export function lookAt(rounds: Rounds, what: "published" | "paraphrase" | "gap", level: number): Look | null {
  const values = rounds[what];
  if (values.length === 0) return null;
  const estimate = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (what !== "gap") return { estimate, interval: lastConfidence(values, { level }), rounds: values.length };
  const [low, high] = lastConfidence(
    values.map((value) => Math.min(1, Math.max(0, (1 + value) / 2))),
    { level },
  );
  return { estimate, interval: [2 * low - 1, 2 * high - 1], rounds: values.length };
}
