import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { escapeHtml, scriptJson } from "../lib/escape.ts";
import { require } from "../lib/here.ts";
import { draw, pageTheme, specFor, unpack } from "./draw.ts";
import type { FigureSpec } from "./figure-spec.ts";
import { follow } from "./follow.ts";
import { viewAddress } from "./link.ts";
import { darkByLight } from "./theme.ts";

let source: string | null = null;
let script: string | null = null;

/** Path of plotly.js as one script. */
export function plotlyFile(): string {
  return require.resolve("plotly.js-cartesian-dist-min");
}

/** plotly.js as one script: read from the package when first asked for. */
export function plotlySource(): string {
  source ??= readFileSync(plotlyFile(), "utf8");
  return source;
}

/**
 * A script, without its tags, that draws the figures in the element it stands in and needs no
 * network. About 660 KB.
 */
export function drawScript(): string {
  if (script === null) {
    const packed = gzipSync(plotlySource(), { level: 9 }).toString("base64");
    const parts = [
      ...[unpack, pageTheme, specFor].map((part) => `${part.name}:${part.toString()}`),
      `stands:(plot)=>(${follow.toString()})(plot,${scriptJson(viewAddress)})`,
    ];
    script = `(${draw.toString()})("${packed}",${scriptJson(darkByLight)},{${parts.join(",")}})`;
  }
  return script;
}

/** Said before a figure's text, which is seen where scripts do not run. */
const undrawn =
  "A figure, drawn where scripts run (in a notebook: once the cell is run, or the notebook is trusted). It shows:";

/**
 * A figure as an element that waits for {@link drawScript}; until then, and where scripts do not
 * run, its text.
 */
export function figureElement(figure: FigureSpec): string {
  const { data, layout, config, alt } = figure;
  const text = escapeHtml(alt);
  const lines = text.replaceAll("\n", "<br>");
  return (
    `<div class="parallax-figure" role="figure" aria-label="${text}" style="overflow-x:auto;min-height:${layout.height ?? 0}px">` +
    `<script type="application/json">${scriptJson({ data, layout, config })}</script><p>${undrawn}<br>${lines}</p></div>`
  );
}

/** A figure as HTML that draws itself anywhere, alone. */
export function figureHtml(figure: FigureSpec): string {
  return `<div>${figureElement(figure)}<script>${drawScript()}</script></div>`;
}
