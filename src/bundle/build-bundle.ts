import type { BuildOptions } from "esbuild";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ending, require, sources } from "../lib/here.ts";

/**
 * Modules that stay apart: what says where the sources are, functions that pages get as text, which
 * must be the text that was written, and the kernel, whose parts start one another by their place.
 */
const apart = [
  ...["lib/here", "plots/draw", "plots/follow", "report/page-acts"].map((name) => `${name}${ending}`),
  "kernel/*",
];

/**
 * One file of a module and all that it imports of this program; packages stay outside. Returns its
 * text, for a file at `outfile`, and the absolute paths of what went into it. Throws where a module
 * asks for its own place.
 */
export function buildBundle(entry: string, outfile: string): { text: string; inputs: string[] } {
  const esbuild = require("esbuild") as typeof import("esbuild");
  const options = {
    entryPoints: [entry],
    outfile,
    absWorkingDir: fileURLToPath(sources),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "esnext",
    packages: "external",
    keepNames: true,
    external: apart.map((name) => fileURLToPath(new URL(name, sources))),
    metafile: true,
    write: false,
    logLevel: "silent",
  } as const satisfies BuildOptions;
  const { outputFiles, metafile, warnings } = esbuild.buildSync(options);
  const lost = warnings.find(({ id }) => id === "empty-import-meta")?.location;
  if (lost) throw new Error(`${lost.file}, line ${lost.line}: import.meta in a bundle is empty; ask lib/here.ts`);
  const inputs = Object.keys(metafile.inputs).map((path) => resolve(options.absWorkingDir, path));
  return { text: outputFiles[0]!.text, inputs };
}
