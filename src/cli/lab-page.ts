import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Locator, Page } from "playwright-core";
import { findBrowser, openBrowser, testPatience } from "../plots/browser.ts";
import { openLab } from "./lab-fixture.ts";

const root = resolve(import.meta.dirname, "../..");
const pictures = join(root, "out/lab");
const waiting = { loopback: true, patience: testPatience };

/** ms between two looks at a page, which would else be drawn and looked at 60 times a second. */
const seldom = { polling: 100 };

/** Words by which to find the cells of notebook 01. */
export const cells = {
  run: "await run(comparison",
  frame: "await frame(graded)",
  pairs: "await pairs(df",
  gap: "const gaps = gap(df)",
  forest: "gapForest(gaps",
  spread: "wordingSpread(one",
  transcripts: "await Array.fromAsync",
  found: "const percent =",
};

/** A notebook open in JupyterLab in a browser. */
export interface LabPage {
  page: Page;
  /** What the page said of errors. */
  complaints: string[];
  /** The first code cell with these words. */
  cell(words: string): Locator;
  /** Brings a cell's outputs to the top. */
  scrollTo(words: string): Promise<void>;
  command(name: string, args?: object): Promise<unknown>;
  /** Presses a button of the notebook's toolbar. */
  press(title: string): Promise<void>;
  runAll(): Promise<void>;
  /** Resolves once no cell runs. */
  idle(): Promise<unknown>;
  /** Resolves once a cell has shown something and none runs; throws what a cell has failed with. */
  shown(words: string): Promise<void>;
  reload(): Promise<void>;
  /** Keeps a picture of the window with a cell's outputs in it. */
  picture(name: string, theme: string, words: string): Promise<void>;
  file(name: string): string;
  close(): Promise<void>;
}

interface LabWindow {
  jupyterapp?: {
    shell: {
      currentWidget?: {
        sessionContext?: { session?: { kernel?: { connectionStatus: string } } };
        context?: { model: { toJSON(): { cells: { source: string; outputs?: { output_type: string }[] }[] } } };
      };
    };
    commands: { execute(name: string, args: object): Promise<unknown> };
  };
}

/** JupyterLab, and a browser that opens notebooks in it. */
export interface LabBrowser {
  /**
   * Copies a notebook, of those of the project or by its path, some of its parameters set anew in
   * TypeScript, opens it, and waits for its kernel, which has `env` in its environment.
   */
  open(name: string, parameters: Record<string, string>, env: Record<string, string>): Promise<LabPage>;
  close(): Promise<void>;
}

/** Test support: starts JupyterLab, and a browser whose pages share what they have loaded of it. */
export async function openLabBrowser(): Promise<LabBrowser> {
  mkdirSync(pictures, { recursive: true });
  await using opening = new AsyncDisposableStack();
  const lab = opening.adopt(await openLab(), (lab) => lab.close());
  const browser = opening.adopt(await openBrowser(findBrowser()!, waiting), (browser) => browser.close());
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const opened = opening.move();
  return {
    async open(name, parameters, env) {
      const kernel = lab.kernelWith(env);
      // A folder of its own, as the server would go on with a kernel that runs for a path.
      const path = join(kernel, basename(name));
      mkdirSync(join(lab.folder, kernel));
      copyNotebook(name, join(lab.folder, path), parameters, kernel);
      return openPage(await context.newPage(), lab.address(path));
    },
    close: () => opened.disposeAsync(),
  };
}

async function openPage(page: Page, address: string): Promise<LabPage> {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));

  const ready = () =>
    page.waitForFunction(
      () => {
        const widget = (window as unknown as LabWindow).jupyterapp?.shell.currentWidget;
        return widget?.sessionContext?.session?.kernel?.connectionStatus === "connected";
      },
      null,
      seldom,
    );
  const idle = () => page.waitForSelector(`.jp-Notebook-ExecutionIndicator[data-status="idle"]`, { state: "attached" });
  const file = (name: string) => join(pictures, `${name}.png`);
  const cell = (words: string) => page.locator(".jp-CodeCell", { hasText: words }).first();
  const scrollTo = (words: string) =>
    cell(words).evaluate((cell) => cell.querySelector(".jp-Cell-outputWrapper")!.scrollIntoView());

  await page.goto(address);
  await ready();
  return {
    page,
    complaints,
    cell,
    scrollTo,
    file,
    command: (name, args = {}) =>
      page.evaluate(
        ([name, args]) => (window as unknown as LabWindow).jupyterapp!.commands.execute(name, args).then(() => null),
        [name, args] as const,
      ),
    press: (title) => page.locator(".jp-NotebookPanel-toolbar").getByTitle(title, { exact: true }).click(),
    async runAll() {
      await page.getByRole("menuitem", { name: "Run", exact: true }).click();
      await page.getByRole("menuitem", { name: "Run All Cells", exact: true }).click();
    },
    idle,
    async shown(words) {
      await shownIn(page, words);
      await idle();
    },
    async reload() {
      await page.reload();
      await ready();
    },
    async picture(name, theme, words) {
      await scrollTo(words);
      await page.waitForTimeout(150); // what is scrolled into view is laid out, and drawn, then
      await page.screenshot({ path: file(`${name}-${theme}`) });
    },
    async close() {
      await page.screenshot({ path: file("last") }).catch(() => {});
      await page.close();
    },
  };
}

/**
 * Waits until a cell has shown something; throws what any cell has failed with. Both are asked of
 * the notebook, as of cells out of view the page has no outputs.
 */
async function shownIn(page: Page, words: string): Promise<void> {
  const look = (words: string) => {
    const widget = (window as unknown as LabWindow).jupyterapp?.shell.currentWidget;
    const cells = widget?.context?.model.toJSON().cells ?? [];
    const failed = cells.flatMap(({ outputs = [] }) => outputs.filter(({ output_type }) => output_type === "error"));
    const isShown = cells.some(
      ({ source, outputs = [] }) => [source].flat().join("").includes(words) && outputs.length > 0,
    );
    return failed.length > 0 || isShown ? { failed } : null;
  };
  const found = await page.waitForFunction(look, words, seldom);
  const { failed } = (await found.jsonValue())!;
  if (failed.length > 0) throw new Error(`a cell has failed: ${JSON.stringify(failed[0])}`);
}

function copyNotebook(name: string, to: string, parameters: Record<string, string>, kernel: string): void {
  const notebook = JSON.parse(readFileSync(resolve(root, "notebooks", name), "utf8"));
  notebook.metadata.kernelspec.name = kernel;
  for (const cell of notebook.cells)
    if (cell.metadata.tags?.includes("parameters"))
      cell.source = withParameters([cell.source].flat().join(""), parameters);
  writeFileSync(to, JSON.stringify(notebook));
}

function withParameters(source: string, parameters: Record<string, string>): string {
  return Object.entries(parameters).reduce((text, [name, value]) => {
    const line = new RegExp(`^const ${name} = .*$`, "m");
    if (!line.test(text)) throw new Error(`the notebook has no parameter ${name}`);
    return text.replace(line, `const ${name} = ${value};`);
  }, source);
}
