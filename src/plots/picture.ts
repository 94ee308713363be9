import { checkOptions } from "../lib/check-options.ts";
import type { Figure } from "./figure.ts";
import { fontFaces, pictureFamily } from "./picture-font.ts";
import { inStudio } from "./studio.ts";
import { darkByLight, fontFamily } from "./theme.ts";

export interface PictureOptions {
  /** In px. Default 760. */
  width?: number;
  theme?: "light" | "dark";
  /** Path of a Chromium or Chrome; default: the one {@link findBrowser} finds. */
  browser?: string;
}

/**
 * A figure as SVG with its fonts embedded, drawn by a Chromium that is already installed, without a
 * network. The same figure and browser give the same bytes. The browser is kept for a moment, so
 * that the next picture is quick. Throws, saying how to name one, where no browser is found.
 *
 * @example
 * (await pictures.toSvg(gapForest(gaps), { width: 640 })).length
 */
export async function toSvg(figure: Figure, options: PictureOptions = {}): Promise<string> {
  const {
    width = 760,
    theme = "light",
    browser,
  } = checkOptions("toSvg", options, { width: true, theme: true, browser: true });
  const spec = specOf(figure, theme);
  const fonts = fontFaces(`${spec}0123456789−-.,kMµ`); // made while the browser starts
  fonts.catch(() => {});
  return inStudio(browser, async ({ page }) => {
    const faces = await fonts;
    const url = await page.evaluate(draw, { spec, faces, width, family: pictureFamily });
    const svg = decodeURIComponent(url.slice(url.indexOf(",") + 1));
    return named(svg).replace(/^<svg[^>]*>/, (start) => `${start}<style>${faces}</style>`);
  });
}

/**
 * A figure as PNG, drawn as {@link toSvg} draws it, at `scale` pixels a px (default 2). Bytes
 * depend on the browser.
 *
 * @example
 * await writeFile("gap.png", await pictures.toPng(gapForest(gaps), { scale: 2 }))
 */
export async function toPng(figure: Figure, options: PictureOptions & { scale?: number } = {}): Promise<Uint8Array> {
  const { scale = 2, ...pictured } = checkOptions("toPng", options, {
    width: true,
    theme: true,
    browser: true,
    scale: true,
  });
  const svg = await toSvg(figure, pictured);
  return shown(svg, pictured, scale, (page) => page.screenshot({ fullPage: true, animations: "disabled" }));
}

/**
 * A figure as a PDF of one page, in vectors, as {@link toSvg} draws it; 96 px an inch. Its dates
 * are fixed.
 *
 * @example
 * await writeFile("gap.pdf", await pictures.toPdf(gapForest(gaps)))
 */
export async function toPdf(figure: Figure, options: PictureOptions = {}): Promise<Uint8Array> {
  checkOptions("toPdf", options, { width: true, theme: true, browser: true });
  const svg = await toSvg(figure, options);
  const size = sizeOf(svg);
  const pdf = await shown(svg, options, 1, (page) =>
    page.pdf({ width: `${size.width}px`, height: `${size.height}px`, printBackground: true, pageRanges: "1" }),
  );
  const text = Buffer.from(pdf).toString("latin1");
  return Buffer.from(text.replace(/(\/(?:CreationDate|ModDate) \(D:)\d{14}/g, "$120000101000000"), "latin1");
}

/** Plotly names traces and clip paths at random: here by the order in which they appear. */
function named(svg: string): string {
  const random = /\b(?:trace scatter trace|trace bars? trace|defs-|topdefs-)([0-9a-f]{6})\b/g;
  const tokens = [...new Set([...svg.matchAll(random)].map(([, token]) => token!))];
  return tokens.reduce((text, token, i) => text.replaceAll(token, `n${i}`), svg);
}

type Page = Awaited<Parameters<Parameters<typeof inStudio>[1]>[0]>["page"];

function shown<T>(
  svg: string,
  { browser }: PictureOptions,
  scale: number,
  take: (page: Page) => Promise<T>,
): Promise<T> {
  return inStudio(browser, async (studio) => {
    const page = await studio.browser.newPage({ viewport: sizeOf(svg), deviceScaleFactor: scale });
    try {
      await page.setContent(
        `<!doctype html><meta charset="utf-8"><style>@page{margin:0}body{margin:0}svg{display:block}</style>${svg}`,
      );
      await page.evaluate(() => document.fonts.ready.then(() => null));
      return await take(page);
    } finally {
      await page.close();
    }
  });
}

function sizeOf(svg: string): { width: number; height: number } {
  const [, width, height] = /width="(\d+)"[^>]*?height="(\d+)"/.exec(svg)!;
  return { width: Number(width), height: Number(height) };
}

/** The spec as JSON, in the pictures' font, in the colours of the theme. */
function specOf({ data, layout }: Figure, theme: "light" | "dark"): string {
  const json = JSON.stringify({ data, layout }).replaceAll(JSON.stringify(fontFamily), JSON.stringify(pictureFamily));
  return theme === "light" ? json : json.replace(/#[0-9a-f]{6}/g, (colour) => darkByLight[colour] ?? colour);
}

/** Runs in the page. */
async function draw({ spec, faces, width, family }: { spec: string; faces: string; width: number; family: string }) {
  type Plotly = {
    newPlot(element: Element, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
    toImage(element: Element, options: object): Promise<string>;
    purge(element: Element): void;
  };
  type Wider = { wideFrom: number; wide: object };
  type Column = { height: number; meta?: Wider | undefined };
  const { Plotly } = window as unknown as { Plotly: Plotly };
  // so that the names that {@link named} replaces are the same each time, but for what still runs
  let drawn = 1;
  Math.random = () => (drawn = (drawn * 16_807) % 2_147_483_647) / 2_147_483_647;
  document.querySelector("style")!.textContent = faces;
  await Promise.all([400, 700].map((weight) => document.fonts.load(`${weight} 12px "${family}"`)));
  const { data, layout: column } = JSON.parse(spec) as { data: unknown; layout: Column };
  let layout = column;
  for (let step = layout.meta; step && width >= step.wideFrom; step = layout.meta)
    layout = { ...layout, meta: undefined, ...step.wide };
  const element = document.querySelector("div")!;
  element.style.height = `${layout.height}px`;
  await Plotly.newPlot(element, data, { ...layout, width }, { staticPlot: true });
  const url = await Plotly.toImage(element, { format: "svg", width, height: layout.height });
  Plotly.purge(element);
  return url;
}
