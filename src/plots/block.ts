import type { Annotations } from "plotly.js";
import { unbroken } from "../lib/number-text.ts";
import { label, wrap } from "./text.ts";
import { light, size } from "./theme.ts";

const lineHeight = { title: 22, body: 18, small: 16 } as const;

/** Width in px of the column of row labels left of a plot, and in a wide figure. */
export const labelWidth = 186;
export const wideLabelWidth = 312;

/** Characters to a line at column width (340 px), in a widely set font. */
const wide = { title: 31, body: 43, small: 49 } as const;
const boldBody = 39;
const labelColumns = 25;
const wideLabelColumns = 48;

/**
 * From these widths of a figure on, in px, what stands above and below it is set so many times as
 * wide.
 */
export const wideFrom = { wide: 640, widest: 880 } as const;
const wider = { wide: 1.9, widest: 2.75 } as const;

/**
 * Lines of text of one size and colour: at column width, and as they are set in figures wide enough
 * for longer ones.
 */
export interface Block {
  lines: string[];
  wide: string[];
  widest: string[];
  at: keyof typeof lineHeight;
  color: string;
}

/**
 * Foreign or own text as a block: shown as it is, wrapped to column width, for a row's label to the
 * label column, or to `columns`.
 */
export function block(
  text: string,
  {
    at = "small",
    color = light.ink,
    bold = false,
    row = false,
    columns = row ? labelColumns : bold && at === "body" ? boldBody : wide[at],
  }: Partial<Pick<Block, "at" | "color">> & { bold?: boolean; row?: boolean; columns?: number } = {},
): Block {
  const whole = unbroken(text);
  const set = (columns: number) => wrap(whole, columns).map((line) => (bold ? `<b>${label(line)}</b>` : label(line)));
  const [inWide, inWidest] = [wider.wide, wider.widest].map((times) =>
    set(row ? wideLabelColumns : Math.floor(columns * times)),
  ) as [string[], string[]];
  return { at, color, lines: set(columns), wide: inWide, widest: inWidest };
}

/**
 * A number and what belongs to it on one line of a wide figure's labels; on two where one is too
 * short.
 */
export function numberBlock(number: string, rest: string): Block {
  const parts = [`<b>${label(number)}</b>`, `<span style="color:${light.muted}">${label(rest)}</span>`];
  const fits = number.length + 1 + rest.length <= wideLabelColumns;
  const lines = rest === "" ? parts.slice(0, 1) : fits ? [parts.join("\u2002")] : parts;
  return { at: "small", color: light.ink, lines, wide: lines, widest: lines };
}

type Items = readonly (readonly [glyph: string, color: string, text: string])[];

/**
 * A figure's key: a glyph in its colour and what it stands for, item by item, wrapped to the
 * figure's width.
 */
export function key(items: Items): Block {
  const set = (times: number) => keyLines(items, Math.floor(wide.small * times));
  return { at: "small", color: light.ink, lines: set(1), wide: set(wider.wide), widest: set(wider.widest) };
}

function keyLines(items: Items, columns: number): string[] {
  const lines: { length: number; html: string }[] = [];
  for (const [glyph, color, text] of items) {
    const html = `<span style="color:${color}">${glyph}</span>\u00a0${label(text)}`;
    const line = lines.at(-1);
    const length = text.length + Math.max(4, glyph.replace(/<[^>]*>/g, "").length + 3);
    if (line && line.length + length <= columns) {
      line.html += `\u2002 ${html}`;
      line.length += length;
    } else lines.push({ length, html });
  }
  return lines.map(({ html }) => html);
}

/** Height of blocks set one below another, in px. */
export function height(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { lines, at }) => sum + lines.length * lineHeight[at], 0);
}

/**
 * Blocks one below another at the figure's left edge, from `y` px below the top of the plot (above,
 * where negative).
 */
export function stack(blocks: readonly Block[], y: number, shift: number): Partial<Annotations>[] {
  return blocks.map((each, i) => ({
    text: each.lines.join("<br>"),
    xref: "paper",
    x: 0,
    xanchor: "left",
    xshift: shift,
    align: "left",
    yref: "paper",
    y: 1,
    yanchor: "top",
    yshift: -(y + height(blocks.slice(0, i))),
    borderpad: 0,
    showarrow: false,
    font: { size: size[each.at], color: each.color },
  }));
}
