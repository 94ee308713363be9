import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { random } from "../lib/random.ts";
import { readNotebook } from "../kernel/notebook/read-notebook.ts";
import { absent, untyped } from "../kernel/wire/drive.ts";
import { listen, type ProviderServer } from "../models/provider-server.ts";
import { findBrowser } from "../plots/browser.ts";
import { dark, light } from "../plots/theme.ts";
import { cells, openLabBrowser, type LabBrowser, type LabPage } from "./lab-page.ts";
import { pagesInCells } from "./lab-pages.ts";

const skip = findBrowser() ? absent : "no Chromium found: set PARALLAX_BROWSER";
const parameters = { models: '["openai-compatible/simulated"]', concurrency: "4", cassette: '""' };
const rgb = (hex: string) => `rgb(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(", ")})`;

suite("in JupyterLab, in a browser", { skip, timeout: 1_500_000 }, () => {
  let jupyter: LabBrowser;
  before(async () => void (jupyter = await openLabBrowser()));
  after(() => jupyter?.close());
  const open: LabBrowser["open"] = (...of) => jupyter.open(...of);

  // One after another, as the last leave the server's theme dark.
  suite("view() and label()", () => pagesInCells(open));
  suite("notebook 01", () => notebook01(open));
  suite("notebook 01 as it is shipped, from its recorded replies", () => replayed(open));
});

function notebook01(open: LabBrowser["open"]): void {
  let provider: ProviderServer;
  let lab: LabPage;
  let delayMs = 30;
  let planned = NaN;

  before(async () => {
    provider = await listen(({ body }) => {
      const one = 0.1 + 0.8 * random(JSON.stringify(body.messages))();
      return { text: "A", top: { A: one, B: 1 - one }, delayMs };
    });
    lab = await open("01-published-vs-paraphrased.ipynb", parameters, {
      ...untyped,
      OPENAI_COMPATIBLE_BASE_URL: provider.openai,
    });
  });
  after(async () => {
    await lab?.close();
    await provider?.close();
  });

  const progress = () => lab.cell(cells.run).locator("[role=progressbar]").first();
  const done = async () => Number(await progress().getAttribute("aria-valuenow"));
  const line = async () => (await lab.cell(cells.run).locator(".jp-OutputArea-output").first().textContent()) ?? "";
  const counts = () => lab.page.locator(".jp-CodeCell .jp-InputArea-prompt").allTextContents();
  const ink = () =>
    lab
      .cell(cells.forest)
      .locator(".xtick text")
      .first()
      .evaluate((text) => getComputedStyle(text).fill);
  const background = () =>
    lab
      .cell(cells.forest)
      .locator("svg.main-svg")
      .first()
      .evaluate((svg) => getComputedStyle(svg).backgroundColor);
  const drawn = async () => {
    for (const name of [cells.forest, cells.spread]) {
      await lab.scrollTo(name);
      await lab.cell(name).locator(".main-svg .trace").first().waitFor({ state: "attached" });
    }
  };

  test("run all: progress is seen moving", async () => {
    await lab.runAll();
    await progress().waitFor();
    planned = Number(await progress().getAttribute("aria-valuemax"));
    const seen: number[] = [];
    while (seen.length < 4) {
      const now = await done();
      if (now !== seen.at(-1)) seen.push(now);
      else await lab.page.waitForTimeout(20);
    }
    assert.deepEqual(
      seen.toSorted((a, b) => a - b),
      seen,
    );
    assert.ok(seen.at(-1)! < planned);
    // So that a busy machine's page has its say before the run has ended.
    delayMs = 1000;
    assert.match(await line(), new RegExp(`^\\d+ of ${planned} done`));
    await lab.picture("progress", "light", cells.run);
  });

  test("the interrupt button: the cell says how far it got, and what follows is not run", async () => {
    await lab.press("Interrupt the kernel");
    await lab.page.getByText("run the cell again to go on").first().waitFor({ state: "attached" });
    await lab.idle();
    assert.match(
      await line(),
      new RegExp(`^interrupted, \\d+ of ${planned} done and kept, run the cell again to go on`),
    );
    assert.deepEqual((await counts()).slice(0, 5), ["[1]:", "[2]:", "[3]:", "[ ]:", "[ ]:"]);
    assert.ok(provider.requests.every(({ answered }) => answered));
    assert.ok(provider.requests.length < 2 * planned, `${provider.requests.length}`);
    await lab.picture("interrupted", "light", cells.run);
  });

  test("the page reloaded meanwhile: the bar is there as it was saved, and the kernel goes on", async () => {
    await lab.runAll();
    while (!/^\d+ of/.test(await line())) await lab.page.waitForTimeout(50);
    const saved = await done();
    await lab.command("docmanager:save");
    await lab.reload();
    assert.ok((await done()) >= saved && saved > 0, `${saved}`);
    await lab.page.waitForSelector(`.jp-Notebook-ExecutionIndicator[data-status="busy"]`, { state: "attached" });
    await lab.picture("reloaded", "light", cells.run);
    delayMs = 0;
    await lab.idle();
  });

  test("running it again asks only for the rest", async () => {
    await lab.runAll();
    await lab.cell(cells.found).locator(".jp-OutputArea-output").first().waitFor({ state: "attached" });
    await lab.idle();
    assert.equal(provider.requests.length, 2 * planned);
    assert.match(await line(), new RegExp(`^${planned} of ${planned} done`));
  });

  test("figures are drawn, and say what is hovered", async () => {
    await drawn();
    await lab.scrollTo(cells.forest);
    const box = (await lab.cell(cells.forest).locator(".scatterlayer .point").first().boundingBox())!;
    await lab.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await lab.cell(cells.forest).locator(".hoverlayer .hovertext").first().waitFor();
    await lab.page.screenshot({ path: lab.file("hovered-light") });
    assert.equal(await ink(), rgb(light.ink));
    for (const [name, cell] of Object.entries(cells)) await lab.picture(name, "light", cell);
  });

  test("Tab completes from what cells before have made", async () => {
    await lab.command("notebook:insert-cell-below");
    const editor = lab.page.locator(".jp-Notebook .jp-Cell.jp-mod-active .cm-content");
    await editor.click();
    await lab.page.keyboard.type("comparison.trials.fi");
    await lab.page.keyboard.press("Tab");
    await lab.page.locator(".jp-Completer", { hasText: "findLast" }).waitFor();
    await lab.page.screenshot({ path: lab.file("completion-light") });
    await lab.page.keyboard.press("Escape");
    await lab.command("notebook:undo-cell-action");
  });

  test("saved and opened again in the dark theme, all of it is there", async () => {
    await lab.command("docmanager:save");
    await lab.command("apputils:change-theme", { theme: "JupyterLab Dark" });
    await lab.reload();
    await drawn();
    assert.equal(await ink(), rgb(dark.ink));
    assert.equal(
      await background(),
      await lab.page.evaluate(() => getComputedStyle(document.querySelector(".jp-Notebook")!).backgroundColor),
    );
    assert.match(await line(), new RegExp(`^${planned} of ${planned} done`));
    assert.equal(await done(), planned);
    for (const [name, cell] of Object.entries(cells)) await lab.picture(name, "dark", cell);
  });

  test("restart and run all: the same without asking anything", async () => {
    await lab.command("notebook:clear-all-cell-outputs");
    await lab.press("Restart the kernel and run all cells");
    await lab.page.locator(".jp-Dialog").getByRole("button", { name: "Confirm Kernel Restart" }).click();
    await lab.cell(cells.found).locator(".jp-OutputArea-output").first().waitFor({ state: "attached" });
    await lab.idle();
    await drawn();
    assert.equal(provider.requests.length, 2 * planned);
    assert.match(await line(), new RegExp(`^${planned} of ${planned} done`));
    assert.equal((await counts()).at(-1), `[${(await counts()).length}]:`);
  });

  test("the page had nothing to complain of", () => assert.deepEqual(lab.complaints, []));
}

function replayed(open: LabBrowser["open"]): void {
  test("run all in replay, in the dark theme: the saved numbers, without a network", async (t) => {
    const name = "01-published-vs-paraphrased.ipynb";
    const file = fileURLToPath(new URL(`../../notebooks/${name}`, import.meta.url));
    const saved = readNotebook(file).cells.flatMap((cell) => (cell.cell_type === "code" ? [cell] : []));
    const cassette = fileURLToPath(new URL("../../data/cassettes/01-published-vs-paraphrased.jsonl", import.meta.url));
    const lab = await open(name, { cassette: JSON.stringify(cassette) }, { ...untyped, PARALLAX_MODE: "replay" });
    t.after(() => lab.close());
    await lab.command("apputils:change-theme", { theme: "JupyterLab Dark" });
    await lab.command("notebook:clear-all-cell-outputs");
    await lab.runAll();
    await lab.shown(cells.found);
    const last = lab.cell(cells.found).locator(".jp-OutputArea-output").first();
    const [output] = saved.find(({ source }) => source.includes(cells.found))!.outputs;
    assert.equal(await last.textContent(), output?.output_type === "stream" && output.text);
    const bar = lab.cell(cells.run).locator("[role=progressbar]").first();
    assert.equal(await bar.getAttribute("aria-valuenow"), await bar.getAttribute("aria-valuemax"));
    for (const name of [cells.forest, cells.spread]) {
      await lab.scrollTo(name);
      await lab.cell(name).locator(".main-svg .trace").first().waitFor({ state: "attached" });
    }
    const text = lab.cell(cells.forest).locator(".xtick text").first();
    assert.equal(await text.evaluate((text) => getComputedStyle(text).fill), rgb(dark.ink));
    await lab.picture("replayed", "dark", cells.forest);
    assert.deepEqual(lab.complaints, []);
  });
}
