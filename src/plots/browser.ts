import { existsSync } from "node:fs";
import type { Browser } from "playwright-core";

const places = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * Path of a Chromium or Chrome on this machine: $PARALLAX_BROWSER, else the usual places; null
 * where there is none.
 */
export function findBrowser(env: Record<string, string | undefined> = process.env): string | null {
  const named = env["PARALLAX_BROWSER"];
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`no browser at PARALLAX_BROWSER=${named}: give the path of a Chromium or Chrome, or unset it`);
  }
  return places.find((place) => existsSync(place)) ?? null;
}

/** ms of patience for tests: a busy machine is slow, and no fault; what hangs is found by name. */
export const testPatience = 600_000;

/**
 * A headless browser that reaches no network: every host name resolves to nothing, and where
 * `loopback` is set only 127.0.0.1 to something. Its start, and what is waited for in its pages,
 * may take `patience` ms each. The caller closes it.
 */
export async function openBrowser(
  executablePath: string,
  { loopback = false, patience = 30_000 } = {},
): Promise<Browser> {
  const { chromium } = await import("playwright-core");
  const names = `MAP * ~NOTFOUND${loopback ? ", EXCLUDE 127.0.0.1" : ""}`;
  const browser = await chromium.launch({
    executablePath,
    timeout: patience,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", `--host-resolver-rules=${names}`],
  });
  return browser.on("context", (context) => context.setDefaultTimeout(patience));
}
