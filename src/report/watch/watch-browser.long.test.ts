import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { findBrowser, openBrowser, testPatience } from "../../plots/browser.ts";
import type { Progress } from "../../runner/progress.ts";
import { serveLocally, type LocalServer } from "../local-server.ts";
import { sampleRun } from "../view/fixture.ts";
import { openWatch } from "./open-watch.ts";

const executable = findBrowser();
const noted = "notedForTheTest";

suite("the page that watches a run", { skip: executable ? false : "no Chromium found: set PARALLAX_BROWSER" }, () => {
  const dir = mkdtempSync(join(tmpdir(), "parallax-watch-"));
  const counts = { planned: 8, done: 8, failed: 0, cached: 0, stopped: null };
  const cost = { usd: 0, cachedUsd: 0, tokens: {}, spent: {} };
  const times = { elapsedMs: 10, leftMs: null, problem: null, retrying: null, batches: null, workers: null };
  const ended = { state: "ended", dir, ...counts, ...cost, ...times } as unknown as Progress;
  let browser: Browser;
  let server: LocalServer;
  before(async () => {
    await sampleRun(dir, { epochs: 1 });
    const watch = openWatch(dir);
    watch.tell(ended);
    server = await serveLocally(watch.answer);
    browser = await openBrowser(executable!, { loopback: true, patience: testPatience });
  });
  after(async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
    rmSync(dir, { recursive: true });
  });

  /** The page of a run that has ended, in a browser as `changed` leaves it. */
  async function watched(changed: string): Promise<Page> {
    const context = await browser.newContext();
    await context.addInitScript(changed);
    const page = await context.newPage();
    await page.goto(server.url);
    await page.locator("h1", { hasText: "The run has ended" }).waitFor();
    return page;
  }

  // In place of the browser's own, which one without a screen allows no page.
  test("where it may, it notifies once of the end", async () => {
    const page = await watched(
      `globalThis.${noted} = [];
      globalThis.Notification = class { static permission = "granted"; constructor(title) { ${noted}.push(title); } }`,
    );
    const titles = () => (globalThis as unknown as { notedForTheTest: string[] }).notedForTheTest;
    while ((await page.evaluate(titles)).length === 0) await page.waitForTimeout(50);
    await page.waitForTimeout(1500);
    assert.deepEqual(await page.evaluate(titles), ["The run has ended"]);
    assert.equal(await page.locator("#notify").isVisible(), false);
    await page.context().close();
  });

  for (const [what, changed] of [
    ["does not know notifications", "delete globalThis.Notification"],
    [
      "lets no page make one",
      `globalThis.Notification = class { static permission = "granted"; constructor() { throw new TypeError("Illegal constructor"); } }`,
    ],
  ] as const)
    test(`where a browser ${what}, the title says it, and nothing else is said`, async () => {
      const page = await watched(changed);
      assert.equal(await page.title(), "Ended · Parallax");
      await page.waitForTimeout(2500);
      assert.doesNotMatch(await page.locator("#line").innerText(), /no longer answers/);
      assert.equal(await page.locator("#notify").isVisible(), false);
      await page.context().close();
    });
});
