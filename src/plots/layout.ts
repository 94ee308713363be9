import type { Config, Layout, LayoutAxis, Shape } from "plotly.js";
import { height, labelWidth, stack, type Block } from "./block.ts";
import type { Rows } from "./rows.ts";
import { fontFamily, light, size } from "./theme.ts";

export interface Parts {
  /** Above the plot: title, then what is shown. */
  header: readonly Block[];
  rows: Rows;
  /** `caption` is what the axis shows, in lines. */
  xaxis: Partial<LayoutAxis> & { caption: string[] };
  shapes: Partial<Shape>[];
  /** Below the x axis: notes. */
  footer: readonly Block[];
}

const edge = 16;

/** The layout that figures in rows share, in the light theme: read at column width, y in px downwards from the top. */
export function rowLayout({ header, rows, xaxis, shapes, footer }: Parts): Partial<Layout> {
  const { caption, ...scale } = xaxis;
  const top = edge + height(header) + 12;
  const axis = 36 + caption.length * 18;
  const bottom = axis + height(footer) + edge;
  const small = { size: size.small, color: light.ink };
  return {
    height: top + rows.bottom + bottom,
    margin: { l: edge + labelWidth, r: edge + 6, t: top, b: bottom },
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
      title: { text: caption.join("<br>"), font: small, standoff: 8 },
      zeroline: false,
      gridcolor: light.grid,
      linecolor: light.rule,
      tickcolor: light.rule,
      ticks: "outside",
      tickfont: small,
      showline: true,
      fixedrange: true,
      ...scale,
    },
    yaxis: { range: [rows.bottom, 0], visible: false, fixedrange: true },
    annotations: [
      ...stack(header, edge - top, -labelWidth),
      ...rows.annotations,
      ...stack(footer, rows.bottom + axis, -labelWidth),
    ],
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
