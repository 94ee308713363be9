import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { home } from "../../src/lib/home.ts";
import { hasDuckdb } from "../../src/frames/sql/load-duckdb.ts";
import { listen } from "../../src/models/provider-server.ts";
import { findBrowser } from "../../src/plots/browser.ts";
import type { Entry } from "./entries.ts";
import { examplesProgram } from "./examples-program.ts";

/** What became of one example: what it gave, as a notebook shows it, or its error. */
export interface Outcome {
  name: string;
  shown: string | null;
  error: string | null;
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const weights = join(home(), "models");

/** What some examples need that a machine may lack. */
const needs: { of: RegExp; what: string; isThere: boolean }[] = [
  { of: /smollm2-135m/, what: "the weights", isThere: existsSync(join(weights, "smollm2-135m.gguf")) },
  { of: /pictures\.to/, what: "a browser", isThere: findBrowser() !== null },
  { of: /interop\.sql/, what: "DuckDB", isThere: hasDuckdb() },
];

/** What an example needs that is not here; null where it can run. */
export const lacking = (code: string): string | null =>
  needs.find(({ of, isThere }) => !isThere && of.test(code))?.what ?? null;

/**
 * Runs the examples that can be run here, in one process, in a folder of their own beside the
 * project's data, nothing kept. Who is asked to write is answered by a server on this machine.
 * Throws where the process does not come to its end.
 */
export async function runExamples(all: readonly Entry[]): Promise<Outcome[]> {
  const folder = mkdtempSync(join(tmpdir(), "parallax-examples-"));
  const server = await listen(() => ({ text: "{}" }));
  try {
    symlinkSync(join(root, "data"), join(folder, "data"));
    mkdirSync(join(folder, "home"));
    if (existsSync(weights)) symlinkSync(weights, join(folder, "home/models"));
    const possible = all.map((each) => ({ ...each, examples: each.examples.filter((code) => lacking(code) === null) }));
    const env = {
      ...process.env,
      PARALLAX_HOME: join(folder, "home"),
      OPENAI_COMPATIBLE_BASE_URL: server.openai,
      OPENAI_COMPATIBLE_API_KEY: "none",
    };
    const file = writeProgram(possible, folder);
    const child = spawn(process.execPath, [file], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
    const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const last = out.trim().split("\n").at(-1) ?? "";
    if (!last.startsWith("[")) throw new Error(`the examples did not come to their end:\n${errors || out}`);
    return JSON.parse(last) as Outcome[];
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
}

/** Writes the program of all examples, and how it is to be checked; gives its file. */
export function writeProgram(all: readonly Entry[], folder: string): string {
  const file = join(folder, "examples.mts");
  const at = { index: join(root, "src/index.ts"), show: join(root, "bench/reference/shown.ts") };
  writeFileSync(file, examplesProgram(all, at));
  const compilerOptions = {
    noUnusedLocals: false,
    rewriteRelativeImportExtensions: false,
    typeRoots: [join(root, "node_modules/@types")],
  };
  const settings = { extends: join(root, "tsconfig.json"), include: ["examples.mts"], compilerOptions };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
  return file;
}
