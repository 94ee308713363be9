import { homedir } from "node:os";
import { join, resolve } from "node:path";

/**
 * Folder for what outlives a run (reply cache, model weights): $PARALLAX_HOME, else parallax in the
 * XDG cache folder.
 */
export function home(env: Record<string, string | undefined> = process.env): string {
  if (env["PARALLAX_HOME"]) return resolve(env["PARALLAX_HOME"]);
  return join(env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "parallax");
}
