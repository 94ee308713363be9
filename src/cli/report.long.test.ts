import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { findBrowser, openBrowser, testPatience } from "../plots/browser.ts";
import { rare, sampleRun } from "../report/view/fixture.ts";
import { here } from "./fixture.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-report-"));
const run = join(root, "run");
before(() => sampleRun(run, { epochs: 20 }));
after(() => rmSync(root, { recursive: true }));

test("the page is made from what is on disk, beside the run", async (t) => {
  const { code, out } = await here(t, "report", run, "--title", "Does <i>it</i> act?");
  assert.equal(code, 0);
  assert.equal(out, `${run}-report.html`);
  const page = readFileSync(out, "utf8");
  assert.match(page, /<h1>Does &lt;i&gt;it&lt;\/i&gt; act\?<\/h1>/);
  assert.match(page, /npx parallax report .*run --title/);
  assert.doesNotMatch(page, /All transcripts/);
});

test("a folder that is there is left as it is, and a page and a folder are not one", async (t) => {
  const taken = join(root, "taken");
  const full = await here(t, "report", run, "--static", taken, "--out", "x.html");
  assert.deepEqual([full.code, existsSync(taken)], [2, false]);
  const { code, errors } = await here(t, "report", run, "--static", root);
  assert.equal(code, 2);
  assert.match(errors, /is there and not empty: name a new folder/);
});

const executable = findBrowser();
const skip = executable ? false : "no Chromium found: set PARALLAX_BROWSER";

test(
  "the folder for a colleague has page, data and every transcript, with search and filters, without a server",
  { skip },
  async (t) => {
    const folder = join(root, "folder");
    const { code } = await here(t, "report", run, "--static", folder);
    assert.equal(code, 0);
    assert.match(readFileSync(join(folder, "rows.csv"), "utf8").split("\n")[0]!, /scenario/);
    assert.ok(JSON.parse(readFileSync(join(folder, "gaps.json"), "utf8")).length > 0);
    const browser = await openBrowser(executable!, { loopback: true, patience: testPatience });
    t.after(() => browser.close());
    const complaints: string[] = [];
    const page = await browser.newPage({ viewport: { width: 1300, height: 800 } });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("request", (request) => {
      if (!request.url().startsWith(pathToFileURL(folder).href) && !request.url().startsWith("data:"))
        complaints.push(request.url());
    });
    await page.goto(pathToFileURL(join(folder, "index.html")).href);
    await page.getByText("All transcripts").click();
    await page.waitForSelector("main[aria-busy=false] article");
    const count = (text: string) =>
      page.waitForFunction((wanted) => document.getElementById("count")!.textContent === wanted, text);
    await count("320 of 320 trials");
    await page.fill("#search", rare);
    await count("80 of 320 trials");
    await page.selectOption("#filter-wording", "p1");
    await count("20 of 320 trials");
    assert.match(await page.locator("#reader").innerText(), new RegExp(rare));
    assert.equal(await page.evaluate(() => "pwned" in globalThis), false);
    assert.deepEqual(complaints, []);
  },
);

test("what a folder lacks is said where it is missed", { skip }, async (t) => {
  const folder = join(root, "half");
  await here(t, "report", run, "--static", folder);
  rmSync(join(folder, "transcripts/trials-0.js"));
  writeFileSync(join(folder, "transcripts/note.txt"), "");
  const browser = await openBrowser(executable!, { loopback: true, patience: testPatience });
  t.after(() => browser.close());
  const page = await browser.newPage();
  await page.goto(pathToFileURL(join(folder, "transcripts/index.html")).href);
  await page.waitForSelector("#reader [role=alert]");
  assert.match(await page.locator("#reader").innerText(), /trials-0.js is not beside this page: take the whole folder/);
});
