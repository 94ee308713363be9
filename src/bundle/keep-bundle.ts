import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { buildBundle } from "./build-bundle.ts";
import { stampOf } from "./load-bundled.js";

/**
 * Builds a module's bundle and keeps it, with how the files that went into it are now. A process
 * that does so at the same time gets the same.
 */
export function keepBundle(module: string, bundle: string): void {
  const { text, inputs } = buildBundle(module, bundle);
  const folder = dirname(bundle);
  const builder = join(import.meta.dirname, "build-bundle.ts");
  const stamps = [...inputs, builder].map((path) => [relative(folder, path), stampOf(path)]);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${bundle}.${process.pid}`;
  writeFileSync(draft, `//${JSON.stringify(stamps)}\n${text}`, { mode: 0o600 });
  renameSync(draft, bundle);
}
