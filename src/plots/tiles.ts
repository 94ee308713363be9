import type { Data, Shape } from "plotly.js";
import { pointData, type Selection } from "./link.ts";
import { hoverText } from "./text.ts";
import { light, size } from "./theme.ts";

/**
 * A filled rectangle with a number in it; x counts columns from 0, y is in px from the top, as in
 * rows.
 */
export interface Tile {
  x: number;
  y: number;
  text: string;
  fill: string;
  /** How much of its fill shows, from 0 to 1; all where it is left out. */
  opacity?: number;
  hover: string;
  /** What trials a click leads to; null where there are none. */
  of: (Selection & { simulated?: boolean }) | null;
}

/** Height of a tile, in px. */
export const tileHeight = 34;

export function tileShapes(tiles: readonly Tile[]): Partial<Shape>[] {
  return tiles.map(({ x, y, fill, opacity }) => ({
    type: "rect",
    layer: "below",
    x0: x - 0.5,
    x1: x + 0.5,
    y0: y - tileHeight / 2,
    y1: y + tileHeight / 2,
    fillcolor: fill,
    ...(opacity !== undefined && { opacity }),
    line: { color: light.paper, width: 2 },
  }));
}

/** The tiles' numbers, hovered and clicked as points are. */
export function tileTexts(name: string, tiles: readonly Tile[]): Data {
  const clickable = tiles.some(({ of }) => of !== null);
  return {
    type: "scatter",
    mode: "text",
    name,
    x: tiles.map(({ x }) => x),
    y: tiles.map(({ y }) => y),
    text: tiles.map(({ text }) => text),
    textfont: { size: size.small, color: light.ink },
    ...(clickable ? { customdata: tiles.map(({ of }) => (of ? pointData(of) : ["", ""])) } : {}),
    hovertext: tiles.map(({ hover }) => hoverText(hover)),
    hovertemplate: "%{hovertext}<extra></extra>",
  };
}
