import { lstatSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { home } from "./home.ts";
import { privateFolder } from "./private.ts";

/** Where compiled modules are kept: under the user's own home, as what lies there runs. */
export const compileCacheFolder = (): string => join(home(), "compile-cache");

/**
 * Has Node keep what it compiled, so that it is not compiled again. Node's own place for that is
 * the temporary folder that all users of a machine share, where another could plant code; a folder
 * that others can write in, or that is not the user's, is not used, and nothing is kept.
 */
export function keepCompiled(): void {
  const folder = compileCacheFolder();
  try {
    privateFolder(folder);
    if (isOwn(home()) && isOwn(folder)) enableCompileCache(folder);
  } catch {
    // Without a cache everything works, slower.
  }
}

/** Whether it is a folder that only this user can write in. */
export function isOwn(folder: string): boolean {
  const found = lstatSync(folder);
  return (
    found.isDirectory() &&
    (process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o022) === 0))
  );
}
