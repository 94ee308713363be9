import { checkOptions } from "../lib/check-options.ts";
import { described } from "../lib/described.ts";
import type { FigureSpec } from "./figure-spec.ts";
import { figureHtml } from "./html.ts";
import { plainSpec, type PlainFigure } from "./plain-figure.ts";

export interface Figure extends FigureSpec {
  [display](): Record<string, unknown>;
}

const display: unique symbol = Symbol.for("Jupyter.display") as never;

/**
 * A Plotly spec that shows itself when it is the last value of a notebook cell: as Plotly JSON for
 * frontends that draw it themselves (VS Code, JupyterLab with plotly's extension; there it is
 * light, and a click leads nowhere), as self-contained HTML for the others, as its `alt` in a
 * terminal. Serializes to the plain spec. Any Plotly figure may be given: with `data` and `layout`
 * alone it takes the colours of the others, and its words are made from titles, axes and traces.
 * Throws where `data` is no list.
 *
 * @example
 * figure({
 *   data: [
 *     {
 *       type: "bar",
 *       x: gaps.map(({ scenario }) => scenario),
 *       y: gaps.map(({ gap }) => 100 * gap!),
 *     },
 *   ],
 *   layout: {
 *     title: { text: "Gap, points" },
 *     yaxis: { title: { text: "paraphrase − published" } },
 *   },
 * })
 */
export function figure(input: FigureSpec | PlainFigure): Figure {
  if (!Array.isArray(input?.data))
    throw new Error(`figure() takes { data, layout }, data being a list of traces, not ${described(input?.data)}`);
  checkOptions("a figure", input, { data: true, layout: true, config: true, alt: true });
  const spec: FigureSpec = isWhole(input) ? input : { ...plainSpec(input), ...worded(input) };
  const self: Figure = {
    ...spec,
    [display]: () => ({
      "application/vnd.plotly.v1+json": { data: spec.data, layout: spec.layout, config: spec.config },
      "text/html": figureHtml(self),
      "text/plain": spec.alt,
    }),
  };
  return self;
}

/** What a figure of one's own says of itself, in place of what would be made. */
function worded(input: PlainFigure): Partial<FigureSpec> {
  return {
    ...(input.alt !== undefined && { alt: input.alt }),
    ...(input.config && { config: input.config }),
  };
}

const isWhole = (input: FigureSpec | PlainFigure): input is FigureSpec =>
  input.layout !== undefined && input.config !== undefined && input.alt !== undefined;
