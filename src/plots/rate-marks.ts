import type { ErrorBar, LayoutAxis } from "plotly.js";
import { points, type Interval } from "./text.ts";

interface Rated {
  rate: number;
  ci: Interval | null;
}

/** Intervals of rates as error bars. */
export function errorBars(rated: readonly Rated[], color: string): ErrorBar {
  return {
    type: "data",
    symmetric: false,
    array: rated.map(({ rate, ci }) => points((ci?.[1] ?? rate) - rate)),
    arrayminus: rated.map(({ rate, ci }) => points(rate - (ci?.[0] ?? rate))),
    color,
    thickness: 1.5,
    width: 0,
  };
}

/** An axis of rates: 0 to 100 %, or from as far below as differences between rates go. */
export function rateAxis(rated: readonly Rated[]): Partial<LayoutAxis> {
  const low = Math.min(0, ...rated.flatMap(({ rate, ci }) => [rate, ci?.[0] ?? rate]));
  return { range: [points(low - 0.02), 102] };
}
