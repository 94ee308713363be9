import type { Data } from "plotly.js";
import { key, type Block } from "./block.ts";
import { light, size } from "./theme.ts";

/** A point that is named: where it is drawn, and the short sign that stands beside it. */
export interface Tagged {
  x: number;
  y: number;
  tag: string;
}

/** What the axes show, and how high the plot is, in px. */
interface Plot {
  x: readonly [low: number, high: number];
  y: readonly [low: number, high: number];
  tall: number;
}

/** More points than this are named when hovered only. */
export const mostTags = 40;

/** Width of a plot at column width, in px: where signs stand closest. */
const across = 262;
// px: a sign's letter and height, to its point, half a point
const [glyph, line, away, mark] = [7, 12, 7, 7];
const places = [
  "top right",
  "bottom right",
  "top left",
  "bottom left",
  "middle right",
  "middle left",
  "top center",
  "bottom center",
] as const;

/**
 * Signs beside points, each where it covers the fewest others at column width, and of `nameless`
 * ones beside them; for a list of what they stand for see {@link tagKey}. None where they are too
 * many.
 */
export function tags(
  points: readonly Tagged[],
  { x, y, tall }: Plot,
  nameless: readonly Omit<Tagged, "tag">[] = [],
): Data[] {
  if (points.length === 0 || points.length > mostTags) return [];
  const spotOf = (point: Omit<Tagged, "tag">) => ({
    left: ((point.x - x[0]) / (x[1] - x[0])) * across,
    top: ((y[1] - point.y) / (y[1] - y[0])) * tall,
  });
  const at = points.map((point) => ({ ...point, ...spotOf(point) }));
  const taken = [...at, ...nameless.map(spotOf)].map(({ left, top }) =>
    box(left - mark, top - mark, 2 * mark, 2 * mark),
  );
  const textposition = at.map(({ left, top, tag }) => {
    const tried = places.map((place) => {
      const wide = tag.length * glyph;
      const from = place.endsWith("right")
        ? left + away
        : place.endsWith("left")
          ? left - away - wide
          : left - wide / 2;
      const y = { t: top - away - line, b: top + away, m: top - line / 2 }[place[0] as "t" | "b" | "m"];
      return { place, onBar: /^middle|center$/.test(place) ? 0.5 : 0, covers: box(from, y, wide, line) };
    });
    const outside = (of: Box) => (of.left < 0 || of.right > across || of.top < 0 || of.bottom > tall ? 3 : 0);
    const cost = ({ covers, onBar }: (typeof tried)[number]) =>
      onBar + outside(covers) + taken.filter((other) => overlap(covers, other)).length;
    const best = tried.reduce((best, each) => (cost(each) < cost(best) ? each : best));
    taken.push(best.covers);
    return best.place;
  });
  return [
    {
      type: "scatter",
      mode: "text+markers",
      name: "names",
      x: points.map((point) => point.x),
      y: points.map((point) => point.y),
      text: points.map(({ tag }) => tag),
      textposition: textposition as never, // one for each, which Plotly's types do not know
      textfont: { size: size.small - 1, color: light.ink },
      marker: { size: 10, opacity: 0 },
      hoverinfo: "skip",
      cliponaxis: false,
    },
  ];
}

/** What signs stand for, as the first lines below a figure; says so where they are too many. */
export function tagKey(items: readonly (readonly [tag: string, name: string])[], points = items.length): Block[] {
  if (points > mostTags) return [key([["", light.ink, `${points} points: each is named when hovered`]])];
  return [key(items.map(([tag, name]) => [`<b>${tag}</b>`, light.ink, name] as const))];
}

/** A, B, C, … */
export const letterAt = (i: number): string => String.fromCharCode(65 + i);

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const box = (left: number, top: number, wide: number, high: number): Box => ({
  left,
  top,
  right: left + wide,
  bottom: top + high,
});

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
