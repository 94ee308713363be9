import { execFileSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";

const cache = join(import.meta.dirname, "../node_modules/.cache");

/**
 * The Python of a virtual environment that has what `bench/NAME.txt` lists, made where there is
 * none yet; or, where it cannot be made, why.
 */
export function pythonOf(name: string): { python: string } | { why: string } {
  const folder = join(cache, name);
  const python = join(folder, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  const ready = join(folder, "ready");
  if (existsSync(ready)) return { python };
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  try {
    run("python3", "-m", "venv", folder);
    run(python, "-m", "pip", "install", "-q", "-r", join(import.meta.dirname, `${name}.txt`));
    run(python, "-c", `open(${JSON.stringify(ready)}, "w").close()`);
    return { python };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    return { why: error instanceof Error ? error.message.split("\n")[0]! : String(error) };
  }
}
