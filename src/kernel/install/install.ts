import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Kernelspec } from "./kernelspec.ts";

const logos = ["logo-32x32.png", "logo-64x64.png", "logo-svg.svg"];
const validName = /^[a-z0-9._-]+$/i;

/**
 * Writes `kernels/<name>` into a Jupyter data folder, over what was there. Returns the folder
 * written.
 */
export function installKernelspec(spec: Kernelspec, name: string, folder: string): string {
  if (!validName.test(name))
    throw new Error(`kernel name ${JSON.stringify(name)} is not valid: use letters, digits, ".", "_" and "-"`);
  const into = join(folder, "kernels", name.toLowerCase());
  try {
    mkdirSync(into, { recursive: true });
    for (const logo of logos) copyFileSync(join(import.meta.dirname, logo), join(into, logo));
    writeFileSync(join(into, "kernel.json"), JSON.stringify(spec, null, 2) + "\n");
  } catch (cause) {
    throw new Error(`cannot write ${into}: choose another place with --user or --prefix DIR`, { cause });
  }
  return into;
}
