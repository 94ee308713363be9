import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import type { Browser } from "playwright-core";
import { grade } from "../judges/grading/grade.ts";
import { findBrowser, openBrowser, testPatience } from "../plots/browser.ts";
import type { Progress } from "../runner/progress.ts";
import { writeFindings } from "./findings.ts";
import { sampleFindings } from "./fixture.ts";
import { label } from "./label/label.ts";
import { serveLocally } from "./local-server.ts";
import { sampleRun } from "./view/fixture.ts";
import { view } from "./view/view.ts";
import { writeView } from "./view/write-view.ts";
import { openWatch } from "./watch/open-watch.ts";

declare const axe: { run(): Promise<AxeResults> };
const executable = findBrowser();

/** Each page: its address, and what is there once it is. */
type Pages = Record<string, { url: string; there: string }>;

const unfold = () => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
};

suite("pages for everyone", { skip: executable ? false : "no Chromium found: set PARALLAX_BROWSER" }, () => {
  const dir = mkdtempSync(join(tmpdir(), "parallax-accessible-"));
  const closing = new AsyncDisposableStack();
  const pages: Pages = {};
  let browser: Browser;
  let source: string;

  before(async () => {
    const run = await sampleRun(join(dir, "run"), { epochs: 2 });
    const fileUrl = (file: string) => pathToFileURL(file).href;
    const shown = closing.use(await view(run.dir, { port: 0 }));
    const labelling = closing.use(await label(run, { draw: 8 }));
    const watch = openWatch(run.dir);
    const cost = { usd: 0, cachedUsd: 0, tokens: {}, spent: {} };
    const times = { elapsedMs: 10, leftMs: null, problem: null, retrying: null, batches: null, workers: null };
    watch.tell({ state: "running", dir: run.dir, ...run.summary, ...cost, ...times } as unknown as Progress);
    const watched = closing.use(await serveLocally(watch.answer));
    const folder = join(dir, "folder");
    const list = await writeView(await grade(run, { onProgress: () => {} }), folder);
    const article = "main[aria-busy=false] article";
    pages["findings"] = { url: fileUrl(writeFindings(join(dir, "f.html"), sampleFindings())), there: ".main-svg" };
    pages["view"] = { url: shown.url, there: article };
    pages["view of a folder"] = { url: fileUrl(list), there: article };
    pages["labelling"] = { url: labelling.url, there: "main[aria-busy=false] section" };
    pages["watch"] = { url: watched.url, there: "table, .bar, h1" };
    source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    browser = await openBrowser(executable!, { loopback: true, patience: testPatience });
  });
  after(async () => {
    await browser.close();
    await closing.disposeAsync();
    rmSync(dir, { recursive: true });
  });

  for (const name of ["findings", "view", "view of a folder", "labelling", "watch"])
    for (const colorScheme of ["light", "dark"] as const)
      for (const width of [1300, 390])
        test(`${name}, ${colorScheme}, ${width} px: axe finds nothing`, async () => {
          const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
          await page.goto(pages[name]!.url);
          await page.waitForSelector(pages[name]!.there);
          await page.evaluate(unfold);
          await page.evaluate(source);
          const { violations } = await page.evaluate(() => axe.run());
          const found = violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
          );
          await page.close();
          assert.deepEqual(found, []);
        });
});
