import type { Config, Data, Layout, LayoutAxis } from "plotly.js";
import { config } from "./layout.ts";
import type { FigureSpec } from "./figure-spec.ts";
import { fontFamily, light, size } from "./theme.ts";

/** A Plotly figure of one's own: traces, and whatever of a layout one cares for. */
export interface PlainFigure {
  data: Data[];
  layout?: Partial<Layout>;
  config?: Partial<Config>;
  alt?: string;
}

const axis = { gridcolor: light.grid, linecolor: light.rule, tickcolor: light.rule, zerolinecolor: light.rule };

/**
 * A spec of a figure of one's own in the colours of the others, light and dark, which the layout's
 * own win over; its words are its title, axes and traces with how many points each has.
 */
export function plainSpec({ data, layout = {} }: PlainFigure): FigureSpec {
  const { xaxis, yaxis, font, ...rest } = layout;
  return {
    data,
    layout: {
      height: 420,
      paper_bgcolor: light.paper,
      plot_bgcolor: light.paper,
      colorway: [light.paraphrase, light.published, light.third, light.fourth, light.muted],
      hoverlabel: { bgcolor: light.paper, bordercolor: light.rule, font: { size: size.small, color: light.ink } },
      ...rest,
      font: { family: fontFamily, size: size.body, color: light.ink, ...font },
      xaxis: { ...axis, automargin: true, ...xaxis },
      yaxis: { ...axis, automargin: true, ...yaxis },
    },
    config: config("figure"),
    alt: wordsOf(data, layout),
  };
}

function wordsOf(data: readonly Data[], { title, xaxis, yaxis }: Partial<Layout>): string {
  const axes = [axisWords("x", xaxis), axisWords("y", yaxis)].filter(Boolean).join(", ");
  const head = [textOf(title) || "A figure", axes].filter(Boolean).join("; ");
  return [`${head}.`, ...data.map(traceWords)].join("\n");
}

function axisWords(name: string, axis: Partial<LayoutAxis> | undefined): string {
  const text = textOf(axis?.title);
  return text ? `${name}: ${text}` : "";
}

/** A title, as Plotly takes it: text, or an object with it. */
function textOf(title: unknown): string {
  const text = typeof title === "object" && title !== null ? (title as { text?: unknown }).text : title;
  return typeof text === "string" ? text.replace(/<[^>]*>/g, " ").trim() : "";
}

function traceWords(trace: Data, index: number): string {
  const { name, type, x, y } = trace as {
    name?: string;
    type?: string;
    x?: ArrayLike<unknown>;
    y?: ArrayLike<unknown>;
  };
  const points = Math.max(x?.length ?? 0, y?.length ?? 0);
  const count = points > 0 ? `, ${points} ${points === 1 ? "point" : "points"}` : "";
  return `${name ?? `trace ${index + 1}`}: ${type ?? "scatter"}${count}`;
}
