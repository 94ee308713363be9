import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Throws where no file can be written at a path, as far as that shows before: a folder, or a file
 * for a folder above.
 */
export function fileToWrite(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
    throw new Error(`${file} is a folder: name a file in it`);
  folderToWrite(dirname(resolve(file)));
}

/** Throws where a path cannot become a folder, because it or a part of it is a file. */
export function folderToWrite(folder: string): void {
  for (let at = resolve(folder); ; at = dirname(at)) {
    let found;
    try {
      found = statSync(at, { throwIfNoEntry: false });
    } catch {
      continue; // A file stands above it, and shows further up.
    }
    if (found?.isDirectory()) return;
    if (found) throw new Error(`${at} is a file: name a folder`);
    if (at === dirname(at)) return;
  }
}
