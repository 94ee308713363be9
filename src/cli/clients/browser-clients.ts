import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { findBrowser, openBrowser, testPatience } from "../../plots/browser.ts";
import { dismissDialogs, kernelTitle } from "./dismiss-dialogs.ts";
import { openLab, type Lab } from "../lab-fixture.ts";
import type { ClientFindings } from "./clients-table.ts";

const root = resolve(import.meta.dirname, "../../..");
const pictures = join(root, "out/clients");
const cells = [
  "const n: number = 20; console.log(`said ${n}`); n + 1",
  "display.html('<b>shown</b>')",
  "const wrong: number = 'x'",
  "const bar = display('begun'); bar.update('finished'); void 0",
  "await prompt('Name?')",
  "while (true) {}",
  "const nothing: any = null;\nnothing.missing",
];

/**
 * Test support: what works of a notebook in JupyterLab and in Notebook 7, in a browser. Keeps
 * pictures of both, light and dark, in `out/clients`.
 */
export async function browserClients(): Promise<ClientFindings[]> {
  mkdirSync(pictures, { recursive: true });
  await using closing = new AsyncDisposableStack();
  const lab = closing.adopt(await openLab(), (lab) => lab.close());
  const browser = closing.adopt(
    await openBrowser(findBrowser()!, { loopback: true, patience: testPatience }),
    (browser) => browser.close(),
  );
  const found: ClientFindings[] = [];
  for (const client of ["lab", "notebook"] as const) {
    const page = await browser.newPage({ viewport: { width: 1100, height: 1300 } });
    found.push(await tryNotebook(lab, client, page));
    await page.close();
  }
  return found;
}

async function tryNotebook(lab: Lab, client: "lab" | "notebook", page: Page): Promise<ClientFindings> {
  const name = `${client}.ipynb`;
  writeFileSync(join(lab.folder, name), JSON.stringify(notebook()));
  const dialogs = await dismissDialogs(page);
  await page.goto(lab.address(name, client));
  const outputs = (index: number) => page.locator(".jp-CodeCell").nth(index).locator(".jp-Cell-outputArea");
  const shows = (index: number, text: string) =>
    outputs(index)
      .getByText(text)
      .first()
      .waitFor()
      .then(
        () => true,
        () => false,
      );
  const { run, cell } = await runnerOf(page);

  await run(0);
  const values = (await shows(0, "said 20")) && (await shows(0, "21"));
  await run(1);
  const HTML = await outputs(1)
    .locator("b", { hasText: "shown" })
    .first()
    .waitFor()
    .then(() => true);
  await run(2);
  const types = await shows(2, "TS2322");
  await run(3);
  const updates = (await shows(3, "finished")) && (await outputs(3).getByText("begun").count()) === 0;
  await run(4);
  const box = page.locator(".jp-Stdin-input");
  await box.fill("Ada");
  await box.press("Enter");
  const input = await shows(4, "'Ada'");
  await run(5);
  await cell(5).getByText("[*]").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("i");
  await page.keyboard.press("i");
  const interrupts = await shows(5, "the cell was interrupted");
  await run(6);
  const errors = await shows(6, "line 2, column 9");
  await keepPictures(page, client);
  assert.deepEqual(dialogs.ofDeath(), []);
  return {
    client: client === "lab" ? "JupyterLab" : "Notebook",
    version: versionOf(client === "lab" ? "jupyterlab" : "notebook"),
    findings: { values, HTML, types, updates, errors, input, interrupts },
    besides: ["light and dark"],
  };
}

/**
 * Runs a cell by the keyboard, when the page has its kernel; again where the page took no notice.
 */
async function runnerOf(page: Page) {
  const cell = (index: number) => page.locator(".jp-CodeCell").nth(index);
  // A page that has no kernel yet is "idle", too, and asks for one where a cell is run.
  await page.getByText(kernelTitle, { exact: true }).first().waitFor();
  await page.waitForSelector(`.jp-Notebook-ExecutionIndicator[data-status="idle"]`, { state: "attached" });
  const run = async (index: number) => {
    const begun = cell(index).locator(".jp-InputPrompt", { hasText: /\[(\*|\d+)\]/ });
    for (let attempt = 0; attempt < 6; attempt++) {
      await cell(index).locator(".cm-content").click();
      await page.keyboard.press("Shift+Enter");
      const taken = await begun.waitFor({ timeout: 15_000 }).then(
        () => true,
        () => false,
      );
      if (taken) return;
    }
    throw new Error(`cell ${index} did not begin`);
  };
  return { run, cell };
}

async function keepPictures(page: Page, client: string): Promise<void> {
  for (const theme of ["Light", "Dark"]) {
    await page.getByText("Settings", { exact: true }).first().click();
    await page.getByText("Theme", { exact: true }).first().hover();
    await page.getByText(`JupyterLab ${theme}`, { exact: true }).first().click();
    await page.waitForFunction((light) => document.body.dataset["jpThemeLight"] === light, String(theme === "Light"));
    await page.locator("#jupyterlab-splash").waitFor({ state: "detached" });
    await page.screenshot({ path: join(pictures, `${client}-${theme.toLowerCase()}.png`) });
  }
}

function notebook(): object {
  const code = cells.map((source, index) => {
    return { cell_type: "code", id: `c${index}`, metadata: {}, execution_count: null, outputs: [], source };
  });
  const kernelspec = { name: "parallax", display_name: kernelTitle, language: "typescript" };
  return { cells: code, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
}

/** As requirements.txt pins it. */
function versionOf(name: string): string {
  const pinned = readFileSync(join(root, "requirements.txt"), "utf8");
  return new RegExp(`^${name}==(.*)$`, "m").exec(pinned)![1]!;
}
