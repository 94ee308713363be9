import type { Data, ErrorBar, LayoutAxis } from "plotly.js";
import { pointData, type Selection } from "./link.ts";
import type { Interval } from "../stats/numbers/interval.ts";
import { hoverText, points } from "./text.ts";
import { light } from "./theme.ts";

/**
 * A point of a figure: `x` and `y` as drawn, `text` shown when hovered, `of` the trials that a
 * click leads to.
 */
export interface Dot {
  x: number;
  y: number;
  text: string;
  of: (Selection & { simulated?: boolean }) | null;
  /** Interval of the value on either axis, as drawn; null where there is none. */
  xs?: Interval | null;
  ys?: Interval | null;
}

export interface Look {
  color: string;
  symbol?: string;
  size?: number;
  /** As every simulated subject's. */
  hollow?: boolean;
  /** Whether each stands out from what is behind it; not where they are too many. */
  outlined?: boolean;
  /** Joins the points, in the order given. */
  joined?: "solid" | "dot" | "dash";
}

/** How the published side looks in every figure. */
export const publishedLook: Look = { color: light.published, symbol: "diamond", size: 13 };

/** One trace of points with their intervals; none where there are no points. */
export function dots(
  name: string,
  all: readonly Dot[],
  { color, symbol = "circle", size = 9, hollow = false, outlined = true, joined }: Look,
): Data[] {
  if (all.length === 0) return [];
  const clickable = all.every(({ of }) => of !== null);
  return [
    {
      type: "scatter",
      mode: joined ? "lines+markers" : "markers",
      name,
      x: all.map(({ x }) => x),
      y: all.map(({ y }) => y),
      ...(joined ? { line: { color, width: 1.5, dash: joined } } : {}),
      ...(all.some(({ xs }) => xs)
        ? {
            error_x: errorBar(
              all.map(({ x, xs }) => [x, xs ?? null]),
              color,
            ),
          }
        : {}),
      ...(all.some(({ ys }) => ys)
        ? {
            error_y: errorBar(
              all.map(({ y, ys }) => [y, ys ?? null]),
              color,
            ),
          }
        : {}),
      marker: {
        symbol,
        size,
        color: hollow ? light.paper : color,
        line: { color: hollow ? color : light.paper, width: hollow ? 2 : outlined ? 1.5 : 0 },
      },
      ...(clickable ? { customdata: all.map(({ of }) => pointData(of!)) } : {}),
      text: all.map(({ text }) => hoverText(text)),
      hovertemplate: "%{text}<extra></extra>",
    },
  ];
}

function errorBar(values: readonly (readonly [number, Interval | null])[], color: string): ErrorBar {
  const round = (value: number) => Math.round(value * 1e4) / 1e4;
  return {
    type: "data",
    symmetric: false,
    array: values.map(([at, ends]) => round((ends?.[1] ?? at) - at)),
    arrayminus: values.map(([at, ends]) => round(at - (ends?.[0] ?? at))),
    color,
    thickness: 1.5,
    width: 0,
  };
}

/** A line without points of its own, such as one that was fitted. */
export function line(
  name: string,
  ends: readonly (readonly [x: number, y: number])[],
  { color, dash = "solid", width = 1.5 }: { color: string; dash?: "solid" | "dash" | "dot"; width?: number },
): Data {
  const [x, y] = [ends.map(([x]) => x), ends.map(([, y]) => y)];
  return { type: "scatter", mode: "lines", name, x, y, line: { color, dash, width }, hoverinfo: "skip" };
}

/** An interval of proportions in percentage points, as drawn. */
export const drawn = (ends: Interval | null): Interval | null => ends && [points(ends[0]), points(ends[1])];

/** An axis of rates: 0 to 100 %, or from as far below as differences between rates go. */
export function rateAxis(rates: readonly number[]): Partial<LayoutAxis> {
  return { range: [points(Math.min(0, ...rates) - 0.02), 102] };
}
