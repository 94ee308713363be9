import { chmodSync, closeSync, existsSync, fchmodSync, mkdirSync, openSync, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** What only its owner may read and write, whatever the umask says. */
const ownerOnly = { folder: 0o700, file: 0o600 } as const;

/**
 * Makes a folder, and those above it that are missing, for its owner alone. One that is there stays
 * as it is.
 */
export function privateFolder(folder: string): void {
  const at = resolve(folder);
  const there = statSync(at, { throwIfNoEntry: false });
  if (there?.isDirectory()) return;
  if (dirname(at) !== at) privateFolder(dirname(at));
  try {
    mkdirSync(at, { mode: ownerOnly.folder });
  } catch (error) {
    // Another process may have made it meanwhile.
    if ((error as NodeJS.ErrnoException).code === "EEXIST" && statSync(at).isDirectory()) return;
    throw error;
  }
  chmodSync(at, ownerOnly.folder);
}

/**
 * Makes an empty file for its owner alone where there is none, for what opens it by name
 * afterwards.
 */
export function privateFile(file: string): void {
  let created: number;
  try {
    created = openSync(file, "wx", ownerOnly.file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return;
    throw error;
  }
  fchmodSync(created, ownerOnly.file);
  closeSync(created);
}

/** Writes a file and syncs it; a new one is for its owner alone. "wx" refuses to replace one. */
export function writePrivate(file: string, text: string, flag: "w" | "wx" = "w"): void {
  const isNew = !existsSync(file);
  const opened = openSync(file, flag, ownerOnly.file);
  try {
    if (isNew) fchmodSync(opened, ownerOnly.file);
    writeFileSync(opened, text, { flush: true });
  } finally {
    closeSync(opened);
  }
}
