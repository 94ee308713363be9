import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { findBrowser, openBrowser } from "../src/plots/browser.ts";
import { sampleRun } from "../src/report/view/fixture.ts";
import { view } from "../src/report/view/view.ts";
import { median, repeat, type Row } from "./row.ts";

const trials = 10_000;

/**
 * The view of 10,000 trials, one of them with a reply of 5 MB: until it is seen, and until a filter
 * shows its trials.
 */
export async function benchView(): Promise<Row[]> {
  const executable = findBrowser();
  if (executable === null) throw new Error("no Chromium found: install one, or give its path in PARALLAX_BROWSER");
  const dir = mkdtempSync(join(tmpdir(), "parallax-bench-"));
  try {
    await sampleRun(dir, { epochs: trials / 20, wordings: 4 });
    const begun = performance.now();
    await using server = await view(dir, { port: 0 });
    const served = performance.now() - begun;
    await using browser = await openBrowser(executable, { loopback: true });
    const paints = [];
    let filters: Filtered = { filter: 0, key: 0 };
    for (let round = 0; round < 3; round++) {
      const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
      paints.push(await firstPaint(page, server.url));
      filters = await filtered(page);
      await page.close();
    }
    const paint = median(paints);
    return [
      row("first paint of the list", paint, 1000),
      row("a filter, from the choice to the list painted", filters.filter, 100),
      row("a letter typed into the search, to the list painted", filters.key, 100),
      {
        figure: `reading and grading the run, once`,
        measured: `${(served / 1000).toFixed(2)} s`,
        target: "",
        met: null,
      },
    ];
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function row(figure: string, ms: number, most: number): Row {
  const what = `view of ${trials.toLocaleString("en")} trials: ${figure}`;
  return { figure: what, measured: `${Math.round(ms)} ms`, target: `≤ ${most} ms`, met: ms <= most };
}

/** Milliseconds from asking for the page until a frame with the list's rows in it was painted. */
async function firstPaint(page: Page, url: string): Promise<number> {
  await page.goto(url);
  await page.waitForFunction(() => performance.getEntriesByName("parallax-painted").length > 0);
  return page.evaluate(() => performance.getEntriesByName("parallax-painted")[0]!.startTime);
}

interface Filtered {
  filter: number;
  key: number;
}

/** Medians of ten changes each. */
async function filtered(page: Page): Promise<Filtered> {
  const act = (id: string, value: string, event: string) =>
    page.evaluate(
      async ([id, value, event]) => {
        const field = document.getElementById(id!) as HTMLInputElement;
        const begun = performance.now();
        field.value = value!;
        field.dispatchEvent(new Event(event!));
        // The second frame begins when the first, with the change in it, has been painted.
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
        return performance.now() - begun;
      },
      [id, value, event],
    );
  const filter = await repeat(11, (i) => act("filter-wording", ["p1", "", "p3"][i % 3]!, "change"));
  await act("filter-wording", "", "change");
  const key = await repeat(11, (i) => act("search", "published paid".slice(0, i + 1), "input"));
  return { filter: median(filter), key: median(key) };
}
