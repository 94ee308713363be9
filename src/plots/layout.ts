import type { Annotations, Config, Layout as Known, LayoutAxis, Shape } from "plotly.js";
import { height, stack, wideFrom, type Block } from "./block.ts";
import { widely, type Rows } from "./rows.ts";
import { fontFamily, light, size } from "./theme.ts";

/**
 * `meta`, which Plotly's types do not have, is what takes the place of the same from a width of
 * `wideFrom` px on.
 */
interface Layout extends Known {
  meta: { wideFrom: number; wide: Partial<Known> };
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
}

export interface PlotParts extends Parts {
  /** Of the plot, in px. */
  tall: number;
  /** What it shows stands in the header's last block. */
  yaxis: Partial<LayoutAxis>;
  annotations?: Partial<Annotations>[];
  /** Room for labels at the right of the plot, in px. */
  right?: number;
}

const edge = 16;
const tickWidth = 34;
const small = { size: size.small, color: light.ink };
const axis = { gridcolor: light.grid, linecolor: light.rule, tickcolor: light.rule, tickfont: small, fixedrange: true };

/**
 * The layout that figures in rows share, in the light theme: read at column width, y in px
 * downwards from the top.
 */
export function rowLayout({ rows, ...parts }: RowParts): Partial<Layout> {
  return layout(parts, {
    tall: rows.bottom,
    left: rows.left,
    right: 6,
    yaxis: { range: [rows.bottom, 0], visible: false, fixedrange: true },
    annotations: rows.annotations,
    wide: { annotations: rows.wide, left: rows.wideLeft, tall: rows.wideBottom },
  });
}

/**
 * The layout of figures with two axes, `tall` px high: what y shows stands above it, so that
 * nothing is read sideways.
 */
export function plotLayout({ tall, yaxis, annotations = [], right = 6, ...parts }: PlotParts): Partial<Layout> {
  const scale = { ...axis, zeroline: false, ticks: "outside" as const, ticklen: 4, ...yaxis };
  const wide = { annotations, left: tickWidth, tall };
  return layout(parts, { tall, left: tickWidth, right, yaxis: scale, annotations, wide });
}

/** The plot's height, the room left of it, and what stands within, in px. */
interface Within {
  tall: number;
  left: number;
  annotations: Partial<Annotations>[];
}

function layout(
  { header, xaxis, shapes, footer }: Parts,
  { right, yaxis, wide, ...narrow }: Within & Required<Pick<PlotParts, "right" | "yaxis">> & { wide: Within },
): Partial<Layout> {
  const { caption, ...scale } = xaxis;
  const below = 36 + caption.length * 18;
  const around = (above: readonly Block[], under: readonly Block[], within: Within): Partial<Known> => {
    const { tall, left, annotations } = within;
    const top = edge + height(above) + 12;
    const bottom = below + height(under) + edge;
    return {
      height: top + tall + bottom,
      margin: { l: edge + left, r: edge + right, t: top, b: bottom },
      annotations: [...stack(above, edge - top, -left), ...annotations, ...stack(under, tall + below, -left)],
    };
  };
  return {
    ...around(header, footer, narrow),
    meta: { wideFrom, wide: around(widely(header), widely(footer), wide) },
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
    xaxis: {
      ...axis,
      title: { text: caption.join("<br>"), font: small, standoff: 8 },
      zeroline: false,
      ticks: "outside",
      tickangle: 0,
      showline: true,
      ...scale,
    },
    yaxis,
    shapes,
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
