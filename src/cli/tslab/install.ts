import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { prefixFolder } from "../../kernel/install/folders.ts";
import { sources } from "../../lib/here.ts";

const tslab = fileURLToPath(new URL("../node_modules/tslab/bin/tslab", sources));

/**
 * Writes tslab's kernelspec into a Python prefix. Returns its folder, or null where tslab is not
 * installed.
 */
export function installTslab(prefix: string): string | null {
  if (!existsSync(tslab)) return null;
  const prelude = fileURLToPath(new URL("cli/tslab/prelude.ts", sources));
  const spec = {
    argv: [process.execPath, "--import", prelude, tslab, "kernel", "--config-path", "{connection_file}"],
    display_name: "TypeScript (tslab)",
    language: "typescript",
  };
  const into = join(prefixFolder(resolve(prefix)), "kernels", "tslab");
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, "kernel.json"), `${JSON.stringify(spec, null, 2)}\n`);
  return into;
}
