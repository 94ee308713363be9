import { closeSync, existsSync, mkdirSync, openSync, readSync, renameSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ending, sources } from "../lib/here.ts";
import { buildBundle } from "./build-bundle.ts";

/** Where a clone's are: other tools keep there what they made of its sources, too. */
const kept = fileURLToPath(new URL("../node_modules/.cache/parallax/", sources));

const builder = fileURLToPath(new URL(`bundle/build-bundle${ending}`, sources));

/** Longest first line of a bundle, in bytes: it lists what went into it. */
const longest = 1 << 18;

/**
 * What to load for a module of this program: a bundle of it, which loads in a third of the time
 * that its hundreds of files take one by one. A package brings its own; a clone's is made when a
 * file of it is not as it was. Where that cannot be, the module itself.
 */
export function bundleOf(module: string, folder: string = kept): string {
  const name = `${basename(module, extname(module))}.bundle.mjs`;
  if (ending === ".js") {
    const shipped = join(dirname(module), name);
    return existsSync(shipped) ? shipped : module;
  }
  const bundle = join(folder, name);
  try {
    if (!isFresh(bundle)) write(module, bundle);
    return bundle;
  } catch {
    return module;
  }
}

type Stamps = [path: string, stamp: string][];

/** Whether every file that went into a bundle is as it was. */
function isFresh(bundle: string): boolean {
  const line = firstLine(bundle);
  if (line === null) return false;
  const stamps = JSON.parse(line.slice("//".length)) as Stamps;
  return stamps.every(([path, stamp]) => stampOf(resolve(dirname(bundle), path)) === stamp);
}

function firstLine(file: string): string | null {
  if (!existsSync(file)) return null;
  const opened = openSync(file, "r");
  try {
    const bytes = Buffer.allocUnsafe(longest);
    const read = bytes.subarray(0, readSync(opened, bytes));
    return read.toString("utf8", 0, read.indexOf("\n"));
  } finally {
    closeSync(opened);
  }
}

/** Builds anew. A process that does so at the same time gets the same. */
function write(module: string, bundle: string): void {
  const { text, inputs } = buildBundle(module, bundle);
  const folder = dirname(bundle);
  const stamps: Stamps = [...inputs, builder].map((path) => [relative(folder, path), stampOf(path)]);
  mkdirSync(folder, { recursive: true });
  const draft = `${bundle}.${process.pid}`;
  writeFileSync(draft, `//${JSON.stringify(stamps)}\n${text}`);
  renameSync(draft, bundle);
}

/** What of a file changes when it is saved. */
function stampOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? "gone" : `${stats.mtimeMs} ${stats.size}`;
}
