import type { FigureSpec } from "./figure-spec.ts";
import { figureHtml } from "./html.ts";

export interface Figure extends FigureSpec {
  [display](): Record<string, unknown>;
}

const display: unique symbol = Symbol.for("Jupyter.display") as never;

/**
 * A Plotly spec that shows itself when it is the last value of a notebook cell: as Plotly JSON for
 * frontends that draw it themselves (VS Code, JupyterLab with plotly's extension; there it is
 * light, and a click leads nowhere), as self-contained HTML for the others, as its `alt` in a
 * terminal. Serializes to the plain spec.
 */
export function figure(spec: FigureSpec): Figure {
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
