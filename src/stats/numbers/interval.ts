/** Both ends, the lower first. */
export type Interval = [low: number, high: number];

/** How many of how many. */
export interface Counts {
  successes: number;
  trials: number;
}
