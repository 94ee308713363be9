import { mkdirSync } from "node:fs";
import { gallery } from "../src/plots/gallery.ts";
import { findBrowser, openBrowser } from "../src/plots/browser.ts";
import { figureHtml } from "../src/plots/html.ts";
import { dark, light } from "../src/plots/theme.ts";

/**
 * Draws every figure of the gallery to `out/gallery`: wide and at column width, light and dark. To
 * be looked at.
 */
const executable = findBrowser();
if (executable === null) throw new Error("no Chromium found: install one, or give its path in PARALLAX_BROWSER");
const out = "out/gallery";
mkdirSync(out, { recursive: true });
const browser = await openBrowser(executable);
for (const [name, draw] of Object.entries(gallery)) {
  const figure = draw();
  for (const width of [900, 420, 340]) {
    for (const [colorScheme, theme] of Object.entries({ light, dark })) {
      const page = await browser.newPage({
        viewport: { width, height: 300 },
        colorScheme: colorScheme as "light" | "dark",
      });
      await page.setContent(
        `<!doctype html><body style="margin:0;background:${theme.paper}">${figureHtml(figure)}</body>`,
      );
      await page.waitForSelector(".main-svg .points path, .main-svg .textpoint", { state: "attached" });
      const path = `${out}/${name}-${width}-${colorScheme}.png`;
      await page.screenshot({ path, fullPage: true });
      await page.close();
      console.log(path);
    }
  }
}
await browser.close();
