import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { findBrowser, openBrowser, testPatience } from "../plots/browser.ts";
import { gapForest } from "../plots/figures/gap-forest.ts";
import { dark, light } from "../plots/theme.ts";
import { wordingSpread } from "../plots/figures/wording-spread.ts";
import { writeFindings } from "./findings.ts";
import { sampleFindings } from "./fixture.ts";

declare const look: () => unknown;
const executable = findBrowser();
const dir = mkdtempSync(path.join(tmpdir(), "parallax-findings-"));
after(() => rmSync(dir, { recursive: true }));
const hostile =
  `</script><script>window.pwned=1</script><!-- <img src=x onerror="window.pwned=1"> <b>bold</b>` +
  `\u001b[31mred\u001b]0;title\u0007 \ud800 \u202e {{constructor}} %{x} `;

suite(
  "the findings page in a browser",
  { skip: executable ? false : "no Chromium found: set PARALLAX_BROWSER" },
  () => {
    let browser: Browser;
    before(async () => void (browser = await openBrowser(executable!, { patience: testPatience })));
    after(() => browser.close());

    /**
     * Opens a page from disk with the network off, waits for its figures, and collects every
     * complaint.
     */
    async function open(set: Parameters<typeof sampleFindings>[0], options: BrowserContextOptions = {}) {
      const findings = sampleFindings(set);
      const file = writeFindings(path.join(dir, "findings.html"), findings);
      const context = await browser.newContext({ offline: true, ...options });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
      page.on("request", (request) => {
        if (!/^(file|data|blob):/.test(request.url())) complaints.push(`asked for ${request.url()}`);
      });
      await page.addInitScript(() =>
        Object.assign(window, {
          look: () => ({
            widths: [...document.querySelectorAll(".main-svg")].map((svg) => svg.clientWidth),
            ink: getComputedStyle(document.querySelector(".xtick text")!).fill,
          }),
        }),
      );
      await page.goto(pathToFileURL(file).href);
      const drawn = (count: number) =>
        page.waitForFunction(
          (count) => document.querySelectorAll(".parallax-figure .main-svg .scatterlayer").length === count,
          count,
        );
      await drawn(1); // what is folded away is not drawn yet
      const fold = (open: boolean) =>
        page.evaluate((open) => {
          for (const fold of document.querySelectorAll<HTMLDetailsElement>("details:has(> figure)")) fold.open = open;
        }, open);
      await fold(true);
      await drawn(findings.figures.length);
      await fold(false);
      return { page, complaints, figures: findings.figures.length };
    }
    const rgb = (hex: string) => `rgb(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(", ")})`;

    test("of very many conversations each is unpacked as it is unfolded, all where a figure is clicked", async (t) => {
      const [one] = sampleFindings().conversations;
      const { page } = await open({ conversations: Array.from({ length: 501 }, () => one!) });
      t.after(() => page.context().close());
      const shown = () => page.locator("[data-trials]").count();
      assert.equal(await shown(), 0);
      await page.evaluate(() => document.querySelector<HTMLDetailsElement>(".conversation")!.setAttribute("open", ""));
      await page.locator("[data-trials]").first().waitFor({ state: "attached" });
      assert.equal(await shown(), 1);
      await page.locator(".parallax-figure .nsewdrag").first().click();
      assert.equal(await shown(), 501);
    });

    suite("made of ordinary text", () => {
      let opened: Awaited<ReturnType<typeof open>>;
      before(
        async () => void (opened = await open({}, { colorScheme: "dark", viewport: { width: 1200, height: 800 } })),
      );
      after(() => opened.page.context().close());
      test("draws every figure from disk without a network and without a complaint", async () => {
        const traces = await opened.page
          .locator(".parallax-figure")
          .evaluateAll((all) => all.map((figure) => figure.querySelectorAll(".scatterlayer .trace").length));
        assert.equal(traces.length, opened.figures);
        assert.ok(traces.every((count) => count > 0));
        assert.deepEqual(opened.complaints, []);
      });

      test("shows every column of the numbers on a screen of usual width", async () => {
        const hidden = await opened.page
          .locator(".scroll")
          .evaluateAll((all) => all.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
        assert.ok(hidden.length > 0 && hidden.every((width) => width === 0), `${hidden}`);
        assert.ok(await opened.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      });

      test("breaks no word of a column's heading", async () => {
        const broken = await opened.page.locator("thead th").evaluateAll((all) =>
          all.flatMap((heading) => {
            const text = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
            const found: string[] = [];
            while (text.nextNode())
              for (const word of text.currentNode.nodeValue!.matchAll(/\S+/g)) {
                const range = document.createRange();
                range.setStart(text.currentNode, word.index);
                range.setEnd(text.currentNode, word.index + word[0].length);
                if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) found.push(word[0]);
              }
            return found;
          }),
        );
        assert.deepEqual(broken, []);
      });

      test("prints light, with no figure wider than the sheet, and is as it was afterwards", async () => {
        await opened.page.evaluate(() =>
          matchMedia("print").addEventListener("change", () => Object.assign(window, { printed: look() }), {
            once: true,
          }),
        );
        const pdf = (await opened.page.pdf({ format: "A4" })).toString("latin1");
        const pages = pdf.match(/\/Type\s*\/Page\b/g)!.length;
        assert.ok(pages >= 4 && pages <= 14, `${pages} pages`);
        const printed = (await opened.page.evaluate("printed")) as { widths: number[]; ink: string };
        assert.ok(
          // 178 mm: a sheet of A4 less its margins
          printed.widths.length > 0 && printed.widths.every((width) => width * 0.76 <= 672),
          `${printed.widths}`,
        );
        assert.equal(printed.ink, rgb(light.ink));
        await opened.page.waitForFunction(
          (fill) => getComputedStyle(document.querySelector(".xtick text")!).fill === fill,
          rgb(dark.ink),
        );
      });

      test("on paper has conversations only where they were unfolded", async () => {
        const { page } = opened;
        const fold = (open: boolean) =>
          page.evaluate((open) => document.querySelectorAll("details.as-is").forEach((each) => (each as HTMLDetailsElement).open = open), open); // prettier-ignore
        // What unfolds is laid out a moment later.
        const shown = (count: number) =>
          page.waitForFunction(
            (count) => [...document.querySelectorAll(".transcripts")].filter((each) => each.checkVisibility({ contentVisibilityAuto: true })).length === count, // prettier-ignore
            count,
          );
        await page.emulateMedia({ media: "print" });
        await shown(0);
        await fold(true);
        await shown(3);
        await fold(false);
        await page.emulateMedia({ media: null });
      });

      test("is dark where the system is, and light", async () => {
        for (const [colorScheme, theme] of Object.entries({ dark, light })) {
          await opened.page.emulateMedia({ colorScheme: colorScheme as "dark" | "light" });
          assert.equal(
            await opened.page.evaluate(() => getComputedStyle(document.body).backgroundColor),
            rgb(theme.paper),
          );
          await opened.page.waitForFunction(
            (fill) => getComputedStyle(document.querySelector(".xtick text")!).fill === fill,
            rgb(theme.ink),
          );
        }
      });

      test("has its answer and first figure on the first screen, and folds what is long", async () => {
        const { page } = opened;
        await page.setViewportSize({ width: 1400, height: 900 });
        const bottom = (place: string) =>
          page
            .locator(place)
            .first()
            .evaluate((element) => element.getBoundingClientRect().top + scrollY);
        assert.ok((await bottom(".answer")) < 400);
        assert.ok((await bottom(".found .parallax-figure")) < 400);
        assert.equal(await page.locator("details.card[open]").count(), 0);
        assert.ok((await page.evaluate(() => document.documentElement.scrollHeight)) < 3000);
      });

      test("a link to what is folded unfolds it, and its buttons copy and save the numbers", async () => {
        const { page } = opened;
        await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
        await page.locator("nav a", { hasText: "How to read it" }).click();
        await page.locator("section[aria-labelledby=reading] details[open]").waitFor();
        for (const [name, holds] of Object.entries({
          Markdown: "| published | paraphrase | gap |",
          LaTeX: "\\begin{tabular",
          CSV: "scenario,model,condition,outcome",
        })) {
          await page.getByRole("button", { name, exact: true }).click();
          await page.getByText(`${name} copied`).waitFor();
          const copied = await page.evaluate(() => navigator.clipboard.readText());
          assert.ok(copied.includes(holds), copied.slice(0, 300));
        }
        await page.locator("nav a", { hasText: "How it was made" }).click();
        await page.getByRole("button", { name: "references (BibTeX)" }).click();
        await page.getByText("references (BibTeX) copied").waitFor();
        assert.match(await page.evaluate(() => navigator.clipboard.readText()), /@misc\{greenblatt2024/i);
        const saved = page.waitForEvent("download");
        await page.getByRole("button", { name: "save all as JSON" }).click();
        const file = await (await saved).path();
        const { gaps } = JSON.parse(readFileSync(file, "utf8")) as { gaps: unknown[] };
        assert.deepEqual(gaps, JSON.parse(JSON.stringify(sampleFindings().gaps)));
        await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = false)));
      });

      test("can be read by a screen reader", async () => {
        const { page } = opened;
        assert.equal(await page.locator("html[lang=en]").count(), 1);
        const labels = await page.locator(".parallax-figure").evaluateAll((all) => all.map((each) => each.ariaLabel));
        assert.ok(labels.every((label) => label && label.length > 40));
        const levels = await page
          .locator("h1, h2, h3")
          .evaluateAll((all) => all.map(({ tagName }) => Number(tagName[1])));
        assert.equal(levels[0], 1);
        assert.ok(levels.every((level, i) => i === 0 || level <= levels[i - 1]! + 1));
      });

      test("at column width nothing but tables scrolls sideways: transcripts stand one below another", async () => {
        await opened.page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
        await opened.page.setViewportSize({ width: 420, height: 800 });
        await opened.page.waitForFunction(() => document.querySelector(".main-svg")!.clientWidth < 420);
        const overflow = await opened.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${overflow} px too wide`);
        const hidden = await opened.page
          .locator(".transcripts > div")
          .evaluateAll((all) => all.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
        assert.ok(hidden.length > 0 && hidden.every((width) => width <= 0), `${hidden} px of transcripts out of sight`);
        assert.deepEqual(opened.complaints, []);
      });
    });

    test("holds hostile text harmlessly wherever text comes from, and cuts 5 MB of it", async () => {
      const sample = sampleFindings();
      const gaps = sample.gaps.map((gap) => ({ ...gap, model: hostile, notes: [hostile], dropped: { [hostile]: 3 } }));
      const names = { "insider-trading": hostile };
      const { page, complaints } = await open({
        title: hostile,
        question: hostile,
        notes: [hostile],
        rerun: [hostile],
        reply: hostile.repeat(5_000_000 / hostile.length),
        gaps,
        figures: [gapForest(gaps, { names, title: hostile }), wordingSpread(gaps[0]!, { names })],
        names,
        runs: [{ ...sample.runs[0]!, dir: hostile, mode: hostile, versions: { [hostile]: hostile } }],
      });
      assert.equal(await page.evaluate("window.pwned"), undefined);
      assert.equal(await page.locator("b, img").count(), 0);
      assert.equal(await page.locator("script:not([type])").count(), 1);
      assert.match(
        (await page.locator(".transcripts").first().textContent()) ?? "",
        /\(4,9\d\d,\d{3} more characters\)/,
      );
      const { length } = await page.content();
      assert.ok(length < 3_000_000, `${length} characters`);
      assert.deepEqual(complaints, []);
      await page.context().close();
    });

    test("its text has the contrast of WCAG AA, light and dark", () => {
      for (const theme of [light, dark]) {
        for (const color of ["ink", "muted"] as const) assert.ok(contrast(theme[color], theme.paper) >= 4.5, color);
        for (const color of ["published", "paraphrase", "other", "rule"] as const)
          assert.ok(contrast(theme[color], theme.paper) >= 3, `${color} ${contrast(theme[color], theme.paper)}`);
      }
    });
  },
);

/** Contrast ratio of two colours. Source: WCAG 2.2, 1.4.3. */
function contrast(a: string, b: string): number {
  const [dim, bright] = [a, b].map(luminance).sort((x, y) => x - y) as [number, number];
  return (bright + 0.05) / (dim + 0.05);
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
