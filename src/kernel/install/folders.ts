import { execFileSync } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";

type Env = Record<string, string | undefined>;

/** Jupyter's data folder of the user: $JUPYTER_DATA_DIR, else where each platform keeps it. */
export function userFolder(env: Env = process.env, platform: NodeJS.Platform = process.platform): string {
  if (env["JUPYTER_DATA_DIR"]) return env["JUPYTER_DATA_DIR"];
  if (platform === "darwin") return join(homedir(), "Library", "Jupyter");
  if (platform === "win32") return join(env["APPDATA"] ?? join(homedir(), "AppData", "Roaming"), "jupyter");
  return join(env["XDG_DATA_HOME"] || join(homedir(), ".local", "share"), "jupyter");
}

/** Jupyter's data folder under a prefix, such as a virtual environment. */
export const prefixFolder = (prefix: string) => join(prefix, "share", "jupyter");

/**
 * The Python environment in use: the active virtual or conda environment, else the prefix of
 * `python3`.
 */
export function pythonPrefix(env: Env = process.env): string {
  const active = env["VIRTUAL_ENV"] || env["CONDA_PREFIX"];
  if (active) return active;
  try {
    return execFileSync("python3", ["-c", "import sys; print(sys.prefix)"], { encoding: "utf8" }).trim();
  } catch {
    throw new Error("no Python environment found for --sys-prefix: activate one, or give --prefix DIR or --user");
  }
}
