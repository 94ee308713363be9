import { closeSync, existsSync, lstatSync, mkdirSync, openSync, readSync, statSync } from "node:fs";
import { createRequire, enableCompileCache } from "node:module";
import { basename, dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

// JavaScript, as are the files that import it: Node takes 50 ms to strip the types of a first file.

const require = createRequire(import.meta.url);

/** Where a clone's bundles are: other tools keep there what they made of its sources, too. */
const kept = fileURLToPath(new URL("../../node_modules/.cache/parallax/", import.meta.url));

/** Longest first line of a bundle, in bytes: it lists what went into it. */
const longest = 1 << 18;

/**
 * Loads a module of this program, by its path without an ending, as one bundle, which takes a third
 * of the time that its hundreds of files take one by one. A package brings the bundle; a clone's is
 * made when a file of it is not as it was. Where that cannot be, the module itself is loaded.
 * @param {string} module
 * @param {string} [folder] where a clone's bundle is kept
 * @returns {unknown}
 */
export function loadBundled(module, folder = kept) {
  const source = `${module}.ts`;
  if (!existsSync(source)) {
    require("../lib/compile-cache.js").keepCompiled();
    return require(`${module}.bundle.cjs`);
  }
  const compiled = join(folder, "compiled");
  if (!isOurs(folder) || !isOurs(compiled)) return require(source);
  enableCompileCache(compiled);
  return require(bundleOf(source, folder));
}

/**
 * Whether a folder, which is made where it is not there, is this user's alone to write in: what
 * somebody else put there would be run.
 * @param {string} folder
 */
function isOurs(folder) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    return false;
  }
  const stats = lstatSync(folder);
  if (process.platform === "win32") return stats.isDirectory();
  return stats.isDirectory() && stats.uid === process.getuid?.() && (stats.mode & 0o022) === 0;
}

/**
 * What to load for a module: a bundle that is fresh, or the module itself.
 * @param {string} source
 * @param {string} folder
 * @returns {string}
 */
function bundleOf(source, folder) {
  const bundle = join(folder, `${basename(source, extname(source))}.bundle.cjs`);
  try {
    if (!isFresh(bundle)) require("./keep-bundle.ts").keepBundle(source, bundle);
    return bundle;
  } catch {
    return source;
  }
}

/**
 * Whether every file that went into a bundle is as it was.
 * @param {string} bundle
 */
function isFresh(bundle) {
  if (!existsSync(bundle)) return false;
  /** @type {[path: string, stamp: string][]} */
  const stamps = JSON.parse(firstLine(bundle).slice("//".length));
  return stamps.every(([path, stamp]) => stampOf(resolve(dirname(bundle), path)) === stamp);
}

/** @param {string} file */
function firstLine(file) {
  const opened = openSync(file, "r");
  try {
    const bytes = Buffer.allocUnsafe(longest);
    const read = bytes.subarray(0, readSync(opened, bytes));
    return read.toString("utf8", 0, read.indexOf("\n"));
  } finally {
    closeSync(opened);
  }
}

/**
 * What of a file changes when it is saved.
 * @param {string} path
 */
export function stampOf(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? "gone" : `${stats.mtimeMs} ${stats.size}`;
}
