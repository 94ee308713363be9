import type { Annotations, Config, Data, Layout as Known, LayoutAxis, Shape } from "plotly.js";
import { height, stack, wideFrom, type Block } from "./block.ts";
import { widely, type Rows } from "./rows.ts";
import { fontFamily, light, size } from "./theme.ts";

/**
 * `meta`, which Plotly's types do not have, is what takes the place of the same from a width of
 * `wideFrom` px on, itself included.
 */
interface Layout extends Known {
  meta: Wider;
}

interface Wider {
  wideFrom: number;
  wide: Partial<Known> & { meta?: Wider };
}

interface Parts {
  /** Above the plot: title, then what is shown. */
  header: readonly Block[];
  /** `caption` is what the axis shows, in lines. */
  xaxis: Partial<LayoutAxis> & { caption: string[] };
  shapes: Partial<Shape>[];
  /** Below the x axis: notes. */
  footer: readonly Block[];
}

export interface RowParts extends Parts {
  rows: Rows;
  /** Rows above with an axis of their own, x2, and where they pause for it. */
  upper?: { xaxis: Parts["xaxis"]; pause: { from: number; to: number } };
}

export interface PlotParts extends Parts {
  /** Of the plot, in px. */
  tall: number;
  /** What it shows stands in the header's last block. */
  yaxis: Partial<LayoutAxis>;
  annotations?: Partial<Annotations>[];
  /** Room for labels at the right of the plot, in px. */
  right?: number;
  /** The same in a wide figure, and what stands there. */
  wide?: { annotations: Partial<Annotations>[]; right: number };
}

const edge = 16;
const tickWidth = 34;
const small = { size: size.small, color: light.ink };
const axis = { gridcolor: light.grid, linecolor: light.rule, tickcolor: light.rule, tickfont: small, fixedrange: true };

/**
 * The layout that figures in rows share, in the light theme: read at column width, y in px
 * downwards from the top.
 */
export function rowLayout({ rows, upper, ...parts }: RowParts): Partial<Layout> {
  const right = 6;
  const { from, to } = upper?.pause ?? { from: 0, to: 0 };
  const share = (y: number) => 1 - y / rows.bottom;
  const yaxis = { visible: false, fixedrange: true };
  const whole = layout(parts, {
    tall: rows.bottom,
    left: rows.left,
    right,
    yaxis: { ...yaxis, range: [rows.bottom, to], domain: [0, share(to)] },
    annotations: rows.annotations,
    wide: { annotations: rows.wide, left: rows.wideLeft, tall: rows.wideBottom, right },
  });
  if (upper === undefined) return whole;
  const yaxis2 = { ...yaxis, range: [from, 0], domain: [share(from), 1] };
  return { ...whole, xaxis2: { ...scaleOf(upper.xaxis), anchor: "y2" }, yaxis2 };
}

/** Room that an axis of so many lines of caption takes below its rows, in px. */
export const axisTall = (lines: number): number => 36 + lines * 18;

/** Traces that stand above, on the axis of the upper rows. */
export const onUpper = (data: readonly Data[]): Data[] =>
  data.map((trace) => ({ ...trace, xaxis: "x2", yaxis: "y2" }) as Data);

/**
 * The layout of figures with two axes, `tall` px high: what y shows stands above it, so that
 * nothing is read sideways.
 */
export function plotLayout({
  tall,
  yaxis,
  annotations = [],
  right = 6,
  wide = { annotations, right },
  ...parts
}: PlotParts): Partial<Layout> {
  const scale = { ...axis, zeroline: false, ticks: "outside" as const, ticklen: 4, ...yaxis };
  const inWide = { ...wide, left: tickWidth, tall };
  return layout(parts, { tall, left: tickWidth, right, yaxis: scale, annotations, wide: inWide });
}

/** The plot's height, the room left of it, and what stands within, in px. */
interface Within {
  tall: number;
  left: number;
  right: number;
  annotations: Partial<Annotations>[];
}

function layout(
  { header, xaxis, shapes, footer }: Parts,
  { yaxis, wide, ...narrow }: Within & Pick<PlotParts, "yaxis"> & { wide: Within },
): Partial<Layout> {
  const below = axisTall(xaxis.caption.length);
  const around = (above: readonly Block[], under: readonly Block[], within: Within): Partial<Known> => {
    const { tall, left, right, annotations } = within;
    const top = edge + height(above) + 12;
    const bottom = below + height(under) + edge;
    return {
      height: top + tall + bottom,
      margin: { l: edge + left, r: edge + right, t: top, b: bottom },
      annotations: [...stack(above, edge - top, -left), ...annotations, ...stack(under, tall + below, -left)],
    };
  };
  const inWide = (at: "wide" | "widest") => around(widely(header, at), widely(footer, at), wide);
  return {
    ...around(header, footer, narrow),
    meta: {
      wideFrom: wideFrom.wide,
      wide: { ...inWide("wide"), meta: { wideFrom: wideFrom.widest, wide: inWide("widest") } },
    },
    paper_bgcolor: light.paper,
    plot_bgcolor: light.paper,
    font: { family: fontFamily, size: size.body, color: light.ink },
    hovermode: "closest",
    dragmode: false,
    hoverlabel: {
      align: "left",
      bgcolor: light.paper,
      bordercolor: light.rule,
      font: { ...small, family: fontFamily },
    },
    showlegend: false,
    xaxis: scaleOf(xaxis),
    yaxis,
    shapes,
  };
}

function scaleOf({ caption, ...scale }: Parts["xaxis"]): Partial<LayoutAxis> {
  return {
    ...axis,
    title: { text: caption.join("<br>"), font: small, standoff: 8 },
    zeroline: false,
    ticks: "outside",
    tickangle: 0,
    showline: true,
    ...scale,
  };
}

/** No logo, no zoom: a figure is read, hovered, and saved as SVG under its name. */
export function config(filename: string): Partial<Config> {
  return {
    displaylogo: false,
    responsive: true,
    scrollZoom: false,
    modeBarButtons: [["toImage"]],
    toImageButtonOptions: { format: "svg", filename },
  };
}
