import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { findBrowser, openBrowser } from "./browser.ts";
import { plotlyFile, plotlySource } from "./html.ts";

/** A browser with a page that has Plotly, kept for the next picture. */
interface Studio {
  browser: Browser;
  page: Page;
}

const idle = 1500; // ms without a picture until the browser is closed, so that a script can end
const open = new Map<string, Promise<Studio>>();
let queue: Promise<unknown> = Promise.resolve();
let closing: NodeJS.Timeout | undefined;

/**
 * Lets `work` use a browser that is kept open between pictures, one after the other. Throws, saying
 * how to name one, where no Chromium or Chrome is found.
 */
export function inStudio<T>(named: string | undefined, work: (studio: Studio) => Promise<T>): Promise<T> {
  const done = queue.then(async () => {
    const executable = named ?? findBrowser();
    if (executable === null) throw new Error("no Chromium or Chrome found to draw with: name one in PARALLAX_BROWSER");
    clearTimeout(closing);
    try {
      return await work(await studioOf(executable));
    } finally {
      closing = setTimeout(() => void closeAll(), idle);
    }
  });
  queue = done.catch(() => {});
  return done;
}

async function studioOf(executable: string): Promise<Studio> {
  const known = await open.get(executable)?.catch(() => null);
  if (known?.browser.isConnected()) return known;
  const started = start(executable);
  open.set(executable, started);
  started.catch(() => open.delete(executable));
  return started;
}

async function start(executable: string): Promise<Studio> {
  const browser = await openBrowser(executable);
  const page = await browser.newPage();
  // A page that stands beside plotly.js may load it as a file, a fifth quicker to a picture than
  // being sent 1.5 MB. A browser in a sandbox of its own, such as a snap, may not see the file.
  const plotly = pathToFileURL(plotlyFile()).href;
  await page.goto(new URL("package.json", plotly).href).catch(() => null);
  await page.setContent("<!doctype html><meta charset='utf-8'><style></style><div></div>");
  await page.addScriptTag({ url: plotly }).catch(() => page.addScriptTag({ content: plotlySource() }));
  return { browser, page };
}

async function closeAll(): Promise<void> {
  const studios = [...open.values()];
  open.clear();
  for (const studio of studios) await (await studio).browser.close().catch(() => {});
}
