import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/**
 * What the process has loaded from files, so that an edited file and everything that imports it
 * load afresh. The engine keeps a module under its URL for good; a new version gets a new query.
 */
/** Modification time and size at loading, by URL. */
const stamps = new Map<string, string>();
/** The same for all that was ever tried, also where loading it failed. */
const tried = new Map<string, string>();
const importers = new Map<string, Set<string>>();
const versions = new Map<string, number>();
const cache = createRequire(import.meta.url).cache;

/** A file's URL without its version. */
export function plainUrl(url: string): string {
  const query = url.indexOf("?v=");
  return query === -1 ? url : url.slice(0, query);
}

/** The URL under which the present version of a file is known to the engine. */
export function versioned(url: string): string {
  const version = versions.get(url);
  return version === undefined ? url : `${url}?v=${version}`;
}

export function noteImport(url: string, importer: string | undefined): void {
  if (importer === undefined) return;
  const known = importers.get(url);
  if (known === undefined) importers.set(url, new Set([importer]));
  else known.add(importer);
}

export function noteLoad(url: string): void {
  const now = stamp(fileURLToPath(url));
  stamps.set(url, now);
  tried.set(url, now);
}

/**
 * A file was looked for that is not there: once it is, what failed for want of it may be tried
 * again.
 */
export function noteMissing(url: string): void {
  if (url.startsWith("file:") && !tried.has(url)) tried.set(url, stamp(fileURLToPath(url)));
}

/** URLs loaded so far, to tell later which ones an import brought. */
export function loadedUrls(): Set<string> {
  return new Set(stamps.keys());
}

/**
 * Paths of the local files that were loaded, or should have been, each with its stamp at that time.
 */
export function localFiles(): [path: string, stamp: string][] {
  return [...tried].filter(([url]) => isLocal(url)).map(([url, then]) => [fileURLToPath(url), then]);
}

/**
 * Makes edited local files, and all that import them, load afresh next time. Packages are left
 * alone.
 */
export function refresh(): void {
  const edited = [...stamps].filter(([url, then]) => isLocal(url) && stamp(fileURLToPath(url)) !== then);
  renew(edited.map(([url]) => url));
}

/** Makes these files and all that import them load afresh next time. */
export function renew(urls: Iterable<string>): void {
  const stale = new Set(urls);
  for (const url of stale) for (const importer of importers.get(url) ?? []) stale.add(importer);
  for (const url of stale) {
    if (!stamps.delete(url)) continue;
    versions.set(url, (versions.get(url) ?? 0) + 1);
    delete cache[fileURLToPath(url)];
  }
}

export function isLocal(url: string): boolean {
  return url.startsWith("file:") && !url.includes("/node_modules/");
}

/** The stamp of a file that is not there. */
export const gone = "gone";

/**
 * What of a file changes when it is saved: modification time and size, or that it is {@link gone}.
 */
export function stamp(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? gone : `${stats.mtimeMs} ${stats.size}`;
}
