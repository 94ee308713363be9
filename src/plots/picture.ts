import { findBrowser, openBrowser } from "./browser.ts";
import type { Figure } from "./figure.ts";
import { figureHtml } from "./html.ts";

export interface PictureOptions {
  /** In px. Default 760. */
  width?: number;
  theme?: "light" | "dark";
  /** Path of a Chromium or Chrome; default: the one {@link findBrowser} finds. */
  browser?: string;
}

/**
 * A figure as SVG, drawn by a Chromium that is already installed, without a network. The same figure, browser and fonts
 * give the same bytes. Throws, saying how to name one, where no browser is found.
 */
export async function toSvg(
  figure: Figure,
  { width = 760, theme = "light", browser }: PictureOptions = {},
): Promise<string> {
  const executable = browser ?? findBrowser();
  if (executable === null) throw new Error("no Chromium or Chrome found to draw with: name one in PARALLAX_BROWSER");
  const opened = await openBrowser(executable);
  try {
    const page = await opened.newPage({ viewport: { width, height: 400 }, colorScheme: theme });
    await page.addInitScript(() => {
      let drawn = 1; // Plotly names its clip paths at random
      Math.random = () => (drawn = (drawn * 16_807) % 2_147_483_647) / 2_147_483_647;
    });
    await page.goto("about:blank");
    await page.setContent(`<!doctype html><meta charset="utf-8"><body style="margin:0">${figureHtml(figure)}</body>`);
    await page.waitForSelector(".parallax-figure .main-svg .xtick", { state: "attached" });
    const url = await page.evaluate(async () => {
      type Drawn = HTMLElement & { layout: { height: number; width: number } };
      const drawn = document.querySelector<Drawn>(".js-plotly-plot")!;
      const { height, width } = drawn.layout;
      const { Plotly } = window as unknown as { Plotly: { toImage(plot: Drawn, options: object): Promise<string> } };
      return Plotly.toImage(drawn, { format: "svg", width, height });
    });
    return decodeURIComponent(url.slice(url.indexOf(",") + 1));
  } finally {
    await opened.close();
  }
}
