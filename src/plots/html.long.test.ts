import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { findBrowser, openBrowser, testPatience } from "./browser.ts";
import { figure } from "./figure.ts";
import { escapeHtml } from "../lib/escape.ts";
import { figureHtml } from "./html.ts";
import { pointData, selectionQuery, viewAddress, type Selection } from "./link.ts";
import { dark, light } from "./theme.ts";

const executable = findBrowser();
const hostile = `</script><script>window.pwned=1</script><!--<img src=x onerror="window.pwned=1">\u001b[31m\ud800`;
const html = figureHtml(
  figure({
    data: [
      { type: "scatter", mode: "markers", x: [1], y: [1], text: [hostile], hovertemplate: "hovered<extra></extra>" },
    ],
    layout: { height: 200, font: { color: light.ink }, xaxis: { title: { text: hostile } } },
    config: {},
    alt: `One point. ${hostile}`,
  }),
);

suite("a figure's HTML in a page", { skip: executable ? false : "no Chromium found: set PARALLAX_BROWSER" }, () => {
  let browser: Browser;
  const complaints: string[] = [];
  before(async () => void (browser = await openBrowser(executable!, { patience: testPatience })));
  after(() => browser.close());

  async function open(content: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ offline: true, ...options });
    const page = await context.newPage();
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => complaints.push(message.text()));
    await page.setContent(`<!doctype html><meta charset="utf-8"><body>${content}`);
    return page;
  }
  const width = (page: Page) =>
    page
      .locator(".main-svg")
      .first()
      .evaluate((svg) => svg.clientWidth);
  const rgb = (hex: string) => `rgb(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(", ")})`;
  const inkBecomes = (page: Page, hex: string) =>
    page.waitForFunction((fill) => getComputedStyle(document.querySelector(".xtick text")!).fill === fill, rgb(hex));

  test("from 640 px on a figure is set wide, and gives back the height that it does not need", async () => {
    const meta = { wideFrom: 640, wide: { height: 150, annotations: [{ text: "wide", showarrow: false }] } };
    const layout = { height: 200, meta, annotations: [{ text: "narrow", showarrow: false }] };
    const data = [{ type: "scatter" as const, mode: "markers" as const, x: [1], y: [1] }];
    const page = await open(`<div id="column">${figureHtml(figure({ data, layout, config: {}, alt: "" }))}</div>`);
    for (const [width, text, height] of [
      [800, "wide", 150],
      [420, "narrow", 200],
      [640, "wide", 150],
    ] as const) {
      // prettier-ignore
      await page.locator("#column").evaluate((column, width) => void (column.style.width = `${width}px`), width);
      await page.waitForFunction((text) => document.querySelector(".annotation-text")?.textContent === text, text);
      const box = page.locator(".parallax-figure");
      assert.equal(await box.evaluate((element) => element.getBoundingClientRect().height), height);
    }
    await page.context().close();
  });

  suite("twice on one page", () => {
    let page: Page;
    before(async () => void (page = await open(`<div id="column" style="width:420px">${html}${html}</div>`)));
    after(() => page.context().close());

    test("draws both offline, from one Plotly", async () => {
      await page.waitForFunction(() => document.querySelectorAll(".parallax-figure .main-svg .point").length === 2);
    });

    test("shows hostile text as text, and what is hovered", async () => {
      const box = (await page.locator(".scatterlayer .point").first().boundingBox())!;
      await page.mouse.move(0, 0);
      // the last point's
      await page.waitForSelector(".hoverlayer .hovertext", { state: "detached" });
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.waitForSelector(".hoverlayer .hovertext");
      assert.match(await page.locator(".hoverlayer").first().textContent().then(String), /hovered/);
      assert.equal(await page.evaluate("window.pwned"), undefined);
    });

    test("fits its container as that changes", async () => {
      assert.equal(await width(page), 420);
      await page.evaluate(() => (document.getElementById("column")!.style.width = "640px"));
      await page.waitForFunction(() => document.querySelector(".main-svg")!.clientWidth === 640);
    });

    test("follows the system's theme, and JupyterLab's before it", async () => {
      await inkBecomes(page, light.ink);
      await page.emulateMedia({ colorScheme: "dark" });
      await inkBecomes(page, dark.ink);
      await page.evaluate(() => document.body.setAttribute("data-jp-theme-light", "true"));
      await inkBecomes(page, light.ink);
      assert.deepEqual(complaints, []);
    });
  });

  test("a click on a point leads to its trials: those on the page, and a link to all", async () => {
    const selection = { scenario: "insider-trading", wording: "light & near" };
    const clicked = figure({
      data: [
        {
          type: "scatter",
          mode: "markers",
          x: [1, 2, 3],
          y: [1, 1, 1],
          customdata: [pointData(selection), [] as never, pointData({ trials: "t1,t2" })],
        },
      ],
      layout: { height: 200 },
      config: {},
      alt: "Three points.",
    });
    const section = (of: Selection) => `<section data-trials="${escapeHtml(selectionQuery(of))}">said</section>`;
    const others = section({ ...selection, wording: "heavy" }) + section({ model: "m", trial: "t2" });
    const folded = `<details><details>${section({ ...selection, model: "m" })}</details></details>`;
    const page = await open(
      `${figureHtml(clicked)}${folded}<details>${section({ ...selection, wording: "other" })}</details>${others}`,
    );
    const click = async (index: number) => {
      const box = (await page.locator(".scatterlayer .point").nth(index).boundingBox())!;
      await page.mouse.move(0, 0);
      // the last point's
      await page.waitForSelector(".hoverlayer .hovertext", { state: "detached" });
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.waitForSelector(".hoverlayer .hovertext");
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    };
    await page.waitForSelector(".main-svg .point");
    await click(1);
    assert.equal(await page.locator("[role=status] a").count(), 0);
    await click(0);
    const link = page.locator("[role=status] a");
    assert.equal(await link.getAttribute("href"), `${viewAddress}#scenario=insider-trading&wording=light+%26+near`);
    const outlined = await page.locator("section").evaluateAll((all) => all.map(({ style }) => style.outlineStyle));
    assert.deepEqual(outlined, ["solid", "", "", "solid"]);
    const unfolded = await page.locator("details").evaluateAll((all) => all.map((each) => each.hasAttribute("open")));
    assert.deepEqual(unfolded, [true, true, false]);
    await click(2);
    await page.waitForFunction(() => document.querySelector("section")!.style.outlineStyle === "");
    const named = await page.locator("section").evaluateAll((all) => all.map(({ style }) => style.outlineStyle));
    assert.deepEqual(named, ["", "", "", "solid"]);
    await page.context().close();
  });

  test("draws when put in the way JupyterLab puts HTML in: detached, its scripts made anew", async () => {
    const page = await open("");
    await page.evaluate((content) => {
      const host = document.createElement("div");
      host.innerHTML = content;
      for (const script of host.querySelectorAll("script")) {
        const fresh = document.createElement("script");
        for (const { name, value } of script.attributes) fresh.setAttribute(name, value);
        fresh.textContent = script.textContent;
        script.replaceWith(fresh);
      }
      document.body.append(host);
    }, html);
    await page.waitForSelector(".main-svg .point", { state: "attached" });
    await page.context().close();
  });

  test("uses the Plotly that the page already has", async () => {
    const stub = "<script>window.calls = 0; window.Plotly = { react: async () => { window.calls++ } }</script>";
    const page = await open(stub + html);
    await page.waitForFunction("window.calls === 1");
    await page.context().close();
  });

  test("says in words what it shows where scripts do not run", async () => {
    const page = await open(html, { javaScriptEnabled: false });
    assert.match(
      await page.locator(".parallax-figure p").textContent().then(String),
      /It shows:\s*One point\. <\/script>/,
    );
    await page.context().close();
  });
});
