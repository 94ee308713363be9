import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { TestContext } from "node:test";
import { prefixFolder } from "../install/folders.ts";
import { installKernelspec } from "../install/install.ts";
import { kernelspec } from "../install/kernelspec.ts";
import { programs } from "../install/python.ts";

const root = resolve(import.meta.dirname, "../../..");
export const python = join(programs(join(root, ".venv")), "python");
/** For kernels whose type checker nobody asks: to start one takes longer than they do. */
export const untyped = { PARALLAX_TYPES: "off" };
export const absent = existsSync(python) ? false : "no .venv here: npm run lab -- --prepare";

/**
 * A folder with the kernel installed, and the environment in which Jupyter finds it and nothing of
 * the user's.
 */
export function place(): { folder: string; env: NodeJS.ProcessEnv } {
  const folder = mkdtempSync(join(tmpdir(), "parallax-wire-"));
  installInto(folder, "parallax", {});
  const env = {
    ...process.env,
    JUPYTER_PATH: prefixFolder(folder),
    PARALLAX_HOME: folder,
    PYTHONDONTWRITEBYTECODE: "1",
  };
  return { folder, env };
}

/** Installs the kernel into such a folder by a name, with what is added to its environment. */
export function installInto(folder: string, name: string, env: Record<string, string>): void {
  const cache = join(root, "node_modules", ".cache", "parallax-compile");
  const entry = join(root, "src/cli/main.ts");
  const spec = kernelspec({ node: process.execPath, entry, cache, displayName: "TypeScript (Parallax)" });
  installKernelspec({ ...spec, env: { ...spec.env, ...env } }, name, prefixFolder(folder));
}

/**
 * Runs the tests of a Python file beside this one against the kernel, and reports each as a
 * subtest. One that the file itself leaves out, since the protocol rules it out, is listed with its
 * reason and is no missing installation. `more` is added to the environment.
 */
export async function drive(t: TestContext, file: string, more: Record<string, string> = {}): Promise<void> {
  const { folder, env: found } = place();
  const env = { ...found, ...more };
  const driver = spawn(python, [join(import.meta.dirname, file)], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 1_700_000,
  });
  let errors = "";
  driver.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const ended = new Promise((resolve) => driver.on("close", resolve));
  let count = 0;
  for await (const line of createInterface(driver.stdout)) {
    const { name, status, detail, ms } = JSON.parse(line) as Record<string, string>;
    count++;
    await t.test(`${name} (${ms} ms)`, (t) => {
      if (status === "skipped") t.diagnostic(`left out: ${detail}`);
      if (status === "failed") throw new Error(detail);
    });
  }
  const code = await ended;
  rmSync(folder, { recursive: true, force: true });
  if (code !== 0 || count === 0) throw new Error(`${file} ended with ${code} after ${count} tests:\n${errors}`);
}
