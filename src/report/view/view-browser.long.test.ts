import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { findBrowser, openBrowser, testPatience } from "../../plots/browser.ts";
import type { LocalServer } from "../local-server.ts";
import { rare, sampleRun } from "./fixture.ts";
import { view } from "./view.ts";

const executable = findBrowser();

suite("the view in a browser", { skip: executable ? false : "no Chromium found: set PARALLAX_BROWSER" }, () => {
  const dir = mkdtempSync(join(tmpdir(), "parallax-view-"));
  const complaints: string[] = [];
  let browser: Browser;
  let server: LocalServer;
  before(async () => {
    await sampleRun(dir, { epochs: 20 });
    server = await view(dir, { port: 0 });
    browser = await openBrowser(executable!, { loopback: true, patience: testPatience });
  });
  after(async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
    rmSync(dir, { recursive: true });
  });

  async function open(hash = "", url = server.url): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1300, height: 800 } });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => complaints.push(message.text()));
    await page.goto(`${url}${hash}`);
    await page.waitForSelector("#list .row");
    await page.waitForSelector("main[aria-busy=false] article");
    return page;
  }
  const count = (page: Page, text: string) =>
    page.waitForFunction((wanted) => document.getElementById("count")!.textContent === wanted, text);
  const chosen = (page: Page) => page.locator('.row[aria-selected="true"]');

  test("a list of hundreds has elements for what can be seen alone, and is walked through by keyboard", async () => {
    const page = await open();
    await count(page, "320 of 320 trials");
    assert.ok((await page.locator(".row").count()) < 60);
    await page.keyboard.press("j");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("k");
    assert.equal(await chosen(page).getAttribute("aria-posinset"), "2");
    await page.keyboard.press("End");
    assert.equal(await chosen(page).getAttribute("aria-posinset"), "320");
    assert.ok(await chosen(page).isVisible());
    assert.equal(await page.locator("#list").getAttribute("aria-activedescendant"), "row-319");
    await page.keyboard.press("g");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement!.id), "reader");
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => document.activeElement!.id), "list");
    await page.keyboard.press("?");
    assert.match(await page.locator("#help").innerText(), /next trial/);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("#help").isVisible(), false);
    await page.close();
  });

  test("filters narrow the list, stand in the address, and are cleared", async () => {
    const page = await open();
    await page.selectOption("#filter-wording", "p1");
    await count(page, "80 of 320 trials");
    await page.selectOption("#filter-condition", "tier=paid");
    await count(page, "40 of 320 trials");
    assert.match(page.url(), /#wording=p1&condition=tier%3Dpaid&trial=/);
    await page.locator("#filter-disputed").check();
    await count(page, "40 of 320 trials");
    assert.equal(await page.locator("#filter-wording option[value=published]").count(), 0);
    await page.evaluate(() => (location.hash = "#wording=published&disputed=yes"));
    await count(page, "0 of 320 trials");
    assert.match(await page.locator("#reader").innerText(), /No trial fits/);
    await page.locator("#clear").click();
    await count(page, "320 of 320 trials");
    await page.selectOption("#filter-value", "1");
    const acted = Number((await page.locator("#count").innerText()).split(" ")[0]);
    await page.selectOption("#filter-value", "0");
    await count(page, `${320 - 4 - acted} of 320 trials`);
    // replies of 5 MB are not read by patterns
    await page.selectOption("#filter-value", "unscored");
    await count(page, "4 of 320 trials");
    await page.close();
  });

  test("search finds what tells trials apart, and what was replied", async () => {
    const page = await open();
    await page.keyboard.press("/");
    await page.keyboard.type("published FREE q2");
    await count(page, "20 of 320 trials");
    await page.locator("#search").fill(rare.toUpperCase());
    await count(page, "80 of 320 trials");
    await page.keyboard.press("Escape");
    await page.keyboard.press("x");
    await count(page, "320 of 320 trials");
    await page.close();
  });

  test("while replies are searched it says so, and never that there is none", async () => {
    const page = await open();
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route("**/search.json*", async (route) => (await held, route.continue()));
    await page.locator("#search").fill(rare);
    await count(page, "0 of 320 trials, still searching");
    assert.equal(await page.locator("#list").getAttribute("aria-busy"), "true");
    assert.match(await page.locator("main").innerText(), /Searching what was replied/);
    answer();
    await count(page, "80 of 320 trials");
    await page.waitForSelector("main article");
    assert.equal(await page.locator("#list").getAttribute("aria-busy"), "false");
    await page.locator("#search").fill("nobody ever said this");
    await page.getByText("No trial fits these filters.").waitFor();
    await page.close();
  });

  test("a list that takes its time says how far it is", async () => {
    const page = await browser.newPage();
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route("**/index.json", async (route) => (await held, route.continue()));
    await page.route("**/reading.json", (route) => route.fulfill({ json: { done: 1200, planned: 5000 } }));
    await page.goto(server.url);
    await count(page, "reading the run: 1,200 of 5,000 trials graded …");
    assert.equal(await page.locator("main").getAttribute("aria-busy"), "true");
    answer();
    await count(page, "320 of 320 trials");
    await page.close();
  });

  test("an address leads to what it names, and from one to another", async () => {
    const page = await open("#scenario=sample&wording=p3&outcome=acts");
    await count(page, "80 of 320 trials");
    const id = new URLSearchParams(new URL(page.url()).hash.slice(1)).get("trial")!;
    await page.goto(`${server.url}#trial=${id}`);
    await count(page, "320 of 320 trials");
    assert.match(await page.locator("article h2").innerText(), /paraphrase · p3/);
    assert.match(await chosen(page).innerText(), /p3/);
    await page.goto("about:blank");
    await page.goto(`${server.url}#trial=nowhere`);
    await page.waitForSelector("main[aria-busy=false] article");
    assert.match(await page.locator("#notes").innerText(), /No trial nowhere in this run/);
    await page.close();
  });

  test("a link of a figure, which knows no secret, leads to its trials once the page has been open here", async () => {
    const known = await browser.newContext();
    const page = await known.newPage();
    await page.goto(server.url);
    await page.waitForSelector("#list .row");
    const followed = await known.newPage();
    await followed.goto(`${new URL(server.url).origin}/#scenario=sample&wording=p3&outcome=acts`);
    await count(followed, "80 of 320 trials");
    await known.close();
    const stranger = await browser.newContext();
    const other = await stranger.newPage();
    await other.goto(`${new URL(server.url).origin}/#wording=p3`);
    assert.match(await other.locator("body").innerText(), /^Only whoever started this server/);
    await stranger.close();
  });

  test("reasoning is folded, what judges quoted is marked, every judge stands there, a counterpart faces it", async () => {
    const page = await open("#wording=p1");
    assert.equal(await page.locator("details.reasoning").first().getAttribute("open"), null);
    await page.keyboard.press("r");
    assert.match(await page.locator("details.reasoning").first().innerText(), /Let me think/);
    const acted = /ACT,/.test(await page.locator("section.reply").first().innerText());
    assert.deepEqual(await page.locator("mark").allInnerTexts(), [acted ? "ACT" : "HOLD", "as you said"]);
    assert.match(await page.locator(".judged").innerText(), /pattern[^]*0\.5 judge\/other, graded before/);
    await page.keyboard.press("c");
    await page.waitForSelector(".sides.two");
    assert.match(await page.locator("article h2").nth(1).innerText(), /recognizable · published/);
    const tops = await page
      .locator("section.reply")
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top));
    assert.equal(tops[0], tops[1]);
    assert.match(page.url(), /&beside=/);
    await page.selectOption("#beside", { label: "p3 (paraphrase)" });
    await page.waitForFunction(() => document.querySelectorAll("article h2")[1]?.textContent?.includes("p3"));
    await page.close();
  });

  test("what a judge quoted for an invariant has one number on both sides, and leads from one to the other", async () => {
    const points = (wording: string, evidence: string) => {
      const findings = [{ check: "invariant free", verdict: "pass", detail: "", evidence }];
      return { scenario: "sample", wording, hash: `hash of ${wording}`, findings };
    };
    const file = join(dir, "checks.json");
    const hostileQuote = points("p2", "“<img src=x onerror=alert(1)>” not in the text");
    writeFileSync(
      file,
      JSON.stringify([points("p1", "“You decide.” it says"), points("published", "“It is” so"), hostileQuote]),
    );
    await using quoting = await view(dir, { port: 0, invariants: file });
    const page = await open("#wording=p1", quoting.url);
    await page.keyboard.press("c");
    await page.waitForSelector(".sides.two mark[data-invariant]");
    const marks = page.locator("mark[data-invariant='1']");
    const words = async () => (await marks.allInnerTexts()).map((text) => text.trim());
    await page.waitForFunction(() => document.querySelectorAll("mark[data-invariant]").length > 1);
    assert.deepEqual([...new Set(await words())].toSorted(), ["It is1", "You decide.1"]);
    assert.equal(new Set(await marks.evaluateAll((all) => all.map((each) => getComputedStyle(each).backgroundColor))).size, 1); // prettier-ignore
    const focused = () => page.evaluate(() => document.activeElement!.textContent);
    await page.locator(".invariants button", { hasText: "It is the tier that decides." }).click();
    const first = await focused();
    await page.keyboard.press("Enter");
    assert.notEqual(await focused(), first);
    assert.equal(await page.locator("mark.here").count(), await marks.count());
    await page.selectOption("#beside", { label: "p2 (paraphrase)" });
    await page.waitForFunction(() => document.querySelectorAll("article h2")[1]?.textContent?.includes("p2"));
    assert.match(await page.locator(".invariants").innerText(), /decides\. \(quoted on one side\)/);
    await page.close();
    writeFileSync(file, "{}");
    await assert.rejects(
      view(dir, { port: 0, invariants: file }),
      /is not what "parallax check --judge MODEL --json --out FILE" writes/,
    );
  });

  test("hostile text stays text, and 5 MB of it are shown bit by bit", async () => {
    const page = await open("#wording=p2");
    assert.equal(await page.evaluate("window.pwned"), undefined);
    assert.equal(await page.locator("article b, article img, article script").count(), 0);
    const text = await page.locator("section.reply .text").first().innerText();
    assert.match(text, /<\/script><script>window\.pwned=1/);
    for (const bad of ["\u001b", "\u202e", "\ud800"]) assert.ok(!text.includes(bad), JSON.stringify(bad));
    assert.ok((await page.content()).length < 300_000);
    assert.match(await page.locator("button.more").innerText(), /of 4,\d{3},\d{3} more characters/i);
    await page.locator("button.more").click();
    assert.match(await page.locator("button.more").innerText(), /of 4,\d{3},\d{3} more characters/i);
    await page.close();
  });

  test("it is usable at the width of a telephone, and in the dark", async () => {
    const page = await open();
    await page.setViewportSize({ width: 420, height: 800 });
    await page.emulateMedia({ colorScheme: "dark" });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} px too wide`);
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
    await page.close();
  });

  test("the browser complained of nothing", () => assert.deepEqual(complaints, []));
});
