import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { readLabels } from "../../judges/labels/labels.ts";
import { findBrowser, openBrowser, testPatience } from "../../plots/browser.ts";
import { sampleRun } from "../view/fixture.ts";
import { label, serveLabelling } from "./label.ts";

const executable = findBrowser();

suite("labelling in a browser", { skip: executable ? false : "no Chromium found: set PARALLAX_BROWSER" }, () => {
  const dir = mkdtempSync(join(tmpdir(), "parallax-labelling-"));
  const complaints: string[] = [];
  let browser: Browser;
  let sheet: Awaited<ReturnType<typeof label>>;
  let run: Awaited<ReturnType<typeof sampleRun>>;
  before(async () => {
    run = await sampleRun(dir, { epochs: 2 });
    sheet = await label(run, { draw: 8 });
    browser = await openBrowser(executable!, { loopback: true, patience: testPatience });
  });
  after(async () => {
    await browser.close();
    await sheet[Symbol.asyncDispose]();
    rmSync(dir, { recursive: true });
  });

  async function open(url = sheet.url): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1100, height: 700 } });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => complaints.push(message.text()));
    await page.goto(url);
    await page.waitForSelector("main[aria-busy=false] section");
    return page;
  }
  const count = (page: Page, text: string) =>
    page.waitForFunction((wanted) => document.getElementById("count")!.textContent === wanted, text);
  const labels = () => readLabels(sheet.file).map(({ trial, label: value, reason }) => [trial, value, reason]);
  const name = async (page: Page) => {
    await page.locator("#labeller").fill("ada");
    await page.keyboard.press("Enter");
    await count(page, "1 of 8; 0 labelled");
  };

  test("keys label, each label is in the sheet at once, and nobody labels without a name", async () => {
    const page = await open();
    await page.locator("#reader").focus();
    await page.keyboard.press("1");
    await page.waitForFunction(() => document.getElementById("saved")!.textContent === "say who labels first");
    assert.deepEqual(labels(), []);
    await name(page);
    await page.keyboard.press("1");
    await count(page, "2 of 8; 1 labelled");
    assert.deepEqual(labels(), [[sheet.trials[0], 1, ""]]);
    await page.keyboard.press("u");
    await count(page, "3 of 8; 2 labelled");
    await page.keyboard.press("e");
    await page.keyboard.type("1 0 half of it");
    await page.keyboard.press("Enter");
    await page.keyboard.press("h");
    await count(page, "4 of 8; 3 labelled");
    assert.deepEqual(labels(), [[sheet.trials[0], 1, ""], [sheet.trials[1], null, ""], [sheet.trials[2], 0.5, "1 0 half of it"]]); // prettier-ignore
    await page.keyboard.press("ArrowLeft");
    await count(page, "3 of 8; 3 labelled");
    assert.equal(await page.locator("#answer-h").getAttribute("aria-pressed"), "true");
    await page.keyboard.press("Backspace");
    await count(page, "3 of 8; 2 labelled");
    await page.locator("#answer-0").click();
    await count(page, "4 of 8; 3 labelled");
    assert.deepEqual(labels()[2], [sheet.trials[2], 0, ""]);
    await page.context().close();
  });

  test("whoever comes back goes on where they left off, on a server that was begun anew; another person from the start", async () => {
    await using again = await serveLabelling(run, sheet.file, { background: true });
    const page = await open(again.url);
    await page.locator("#labeller").fill("ada");
    await page.keyboard.press("Enter");
    await count(page, "4 of 8; 3 labelled");
    await page.locator("#labeller").fill("bob");
    await page.keyboard.press("Enter");
    await count(page, "1 of 8; 0 labelled");
    await page.context().close();
    assert.deepEqual((await label(run, { draw: 8 })).trials, sheet.trials);
  });

  test("nothing that is sent tells arm, wording, condition, model or a grade, and hostile text stays text", async () => {
    const page = await open();
    const bodies: string[] = [];
    page.on(
      "response",
      (response) =>
        void response.text().then(
          (text) => bodies.push(text),
          () => {},
        ),
    );
    await page.reload();
    await page.waitForSelector("main[aria-busy=false] section");
    for (let i = 0; i < 8; i++) await page.keyboard.press("ArrowRight");
    await page.waitForLoadState("networkidle");
    const data = bodies.filter((body) => body.startsWith("{")).join("\n");
    assert.ok(data.length > 0);
    for (const hidden of ["paraphrase", "recognizable", "published", "tier", "openai-compatible", "pattern", '"p1"'])
      assert.ok(!`${data}${await page.locator("body").innerText()}`.includes(hidden), hidden);
    assert.equal(await page.evaluate("window.pwned"), undefined);
    assert.equal(await page.locator("main b, main img, main script").count(), 0);
    await page.context().close();
  });

  test("a label that is none, or of no trial of the sheet, is refused and writes nothing", async () => {
    const before = readFileSync(sheet.file, "utf8");
    const post = (change: object) => {
      const body = { id: sheet.trials[0], outcome: "acts", labeller: "eve", label: "1", reason: "", ...change };
      return fetch(`${sheet.url}label`, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { origin: sheet.url.slice(0, -1) },
      });
    };
    assert.match(await (await post({ labeller: " " })).text(), /labeller is empty/);
    assert.equal((await post({ label: "7" })).status, 400);
    assert.match(await (await post({ id: "elsewhere" })).text(), /does not ask for acts of elsewhere/);
    assert.equal((await fetch(`${sheet.url}label`, { method: "POST", body: "{}" })).status, 403);
    assert.equal(readFileSync(sheet.file, "utf8"), before);
  });

  test("its headings stand in order, of the conversation as of the criteria", async () => {
    const page = await open();
    const levels = await page.locator("h1, h2, h3").evaluateAll((all) => all.filter((each) => each.checkVisibility()).map(({ tagName }) => Number(tagName[1]))); // prettier-ignore
    assert.deepEqual([...new Set(levels)], [1, 2, 3]);
    assert.ok(levels.every((level, i) => i === 0 || level <= levels[i - 1]! + 1));
    await page.close();
  });

  test("the browser complained of nothing", () => assert.deepEqual(complaints, []));
});
