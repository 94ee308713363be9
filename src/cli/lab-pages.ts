import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import type { FrameLocator } from "playwright-core";
import { readLabels } from "../judges/labels/labels.ts";
import { sampleRun } from "../report/view/fixture.ts";
import { untyped } from "../kernel/wire/drive.ts";
import type { LabBrowser, LabPage } from "./lab-page.ts";

const index = resolve(import.meta.dirname, "../index.ts");

/** Tests of view() and label() within cells of a notebook that `open` opens. */
export function pagesInCells(open: LabBrowser["open"]): void {
  const dir = mkdtempSync(join(tmpdir(), "parallax-lab-pages-"));
  let lab: LabPage;

  before(async () => {
    await sampleRun(dir, { epochs: 2 });
    const code = [
      `import { label, openRun, view } from ${JSON.stringify(index)};\nconst ran = await openRun(${JSON.stringify(dir)});`,
      `await view(ran, { port: 0 })`,
      `await label(ran, { draw: 4 })`,
    ];
    const cells = code.map((source, i) => {
      return { cell_type: "code", id: `c${i}`, metadata: {}, source, outputs: [], execution_count: null };
    });
    const metadata = {
      kernelspec: { name: "parallax", display_name: "TypeScript (Parallax)", language: "typescript" },
    };
    const file = join(dir, "pages.ipynb");
    writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells }));
    lab = await open(file, {}, untyped);
    await lab.runAll();
  });
  after(async () => {
    await lab?.close();
    rmSync(dir, { recursive: true });
  });
  const frame = (cell: number): FrameLocator => lab.page.locator(".jp-CodeCell").nth(cell).frameLocator("iframe");

  test("view() shows the run within its cell", async () => {
    await frame(1).locator("#count", { hasText: "32 of 32 trials" }).waitFor();
    await frame(1).locator("main[aria-busy=false]").waitFor();
    await frame(1).locator("#list").press("j");
    await frame(1).locator('.row[aria-selected="true"][aria-posinset="2"]').waitFor();
  });

  test("label() labels within its cell, by keyboard, and the sheet has it at once", async () => {
    const name = frame(2).locator("#labeller");
    await frame(2).locator("main[aria-busy=false]").waitFor();
    await name.fill("ada");
    await name.press("Enter");
    await frame(2).locator("#count", { hasText: "1 of 4; 0 labelled" }).waitFor();
    await frame(2).locator("#reader").press("1");
    await frame(2).locator("#count", { hasText: "2 of 4; 1 labelled" }).waitFor();
    const [label] = readLabels(join(dir, "labels.csv"));
    assert.deepEqual([label!.label, label!.labeller], [1, "ada"]);
    await lab.picture("label", "light", "await label(");
  });
}
