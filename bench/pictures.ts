import { findBrowser } from "../src/plots/browser.ts";
import { gallery } from "../src/plots/gallery.ts";
import { toPdf, toPng, toSvg } from "../src/plots/picture.ts";
import { median, repeat, type Row } from "./row.ts";

/** How long pictures of the forest figure take: the first, which starts a browser, and the next. */
export async function benchPictures(): Promise<Row[]> {
  if (findBrowser() === null)
    return [{ figure: "pictures", measured: "no Chromium found: set PARALLAX_BROWSER", target: "", met: null }];
  const figure = gallery["gap-forest"]();
  const timed = async (draw: () => Promise<unknown>) => {
    const started = performance.now();
    await draw();
    return performance.now() - started;
  };
  const cold = await timed(() => toSvg(figure));
  const warm = median(await repeat(7, () => timed(() => toSvg(figure))));
  const row = (what: string, ms: number, most: number | null): Row => ({
    figure: `${what} of the forest figure`,
    measured: `${Math.round(ms)} ms`,
    target: most === null ? "" : `≤ ${most} ms`,
    met: most === null ? null : ms <= most,
  });
  return [
    row("SVG, cold", cold, 2000),
    row("SVG, warm", warm, 200),
    row("PNG, warm", await timed(() => toPng(figure)), null),
    row("PDF, warm", await timed(() => toPdf(figure)), null),
  ];
}
