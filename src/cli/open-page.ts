import { spawn } from "node:child_process";

/**
 * Opens an address in the system's browser; where there is none, nothing happens, as the address
 * was printed.
 */
export function openPage(url: string): void {
  const [command, ...args] =
    process.platform === "darwin" ? ["open"] : process.platform === "win32" ? ["cmd", "/c", "start", ""] : ["xdg-open"];
  spawn(command!, [...args, url], { stdio: "ignore", detached: true })
    .on("error", () => {})
    .unref();
}

/** Resolves when the process is interrupted. */
export function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", resolve).once("SIGTERM", resolve);
  });
}
