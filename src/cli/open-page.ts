import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { escapeHtml } from "../lib/escape.ts";
import { home } from "../lib/home.ts";
import { privateFolder, writePrivate } from "../lib/private.ts";

/**
 * Opens an address in the system's browser; where there is none, nothing happens, as the address
 * was printed. It goes there by a file that only its owner reads, as other users see the arguments
 * of programs, and the address has a secret.
 */
export function openPage(url: string): void {
  const folder = join(home(), "open");
  privateFolder(folder);
  const page = join(folder, `${process.pid}.html`);
  writePrivate(
    page,
    `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${escapeHtml(url)}">\n`,
  );
  process.once("exit", () => rmSync(page, { force: true }));
  const [command, ...args] =
    process.platform === "darwin" ? ["open"] : process.platform === "win32" ? ["cmd", "/c", "start", ""] : ["xdg-open"];
  spawn(command!, [...args, page], { stdio: "ignore", detached: true })
    .on("error", () => {})
    .unref();
}

/** Resolves when the process is interrupted. */
export function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", resolve).once("SIGTERM", resolve);
  });
}
