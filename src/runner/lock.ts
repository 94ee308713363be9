import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { privateFile } from "../lib/private.ts";

/**
 * Takes a run folder for this run alone, and returns what gives it back. The lock is the operating
 * system's (through SQLite), so it ends with the process however that ends. Throws when another run
 * holds it, or the folder is read-only.
 */
export function lock(dir: string): () => void {
  const release = tryLock(dir);
  if (release !== null) return release;
  throw new Error(`${dir} is being written by another run: wait for it, or give this one another dir`);
}

/** As {@link lock}; null where another run holds the folder. */
export function tryLock(dir: string): (() => void) | null {
  let db: DatabaseSync | null = null;
  try {
    privateFile(join(dir, "lock"));
    db = new DatabaseSync(join(dir, "lock"), { timeout: 0 });
    db.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (cause) {
    db?.close();
    const { errcode, message } = cause as { errcode?: number; message: string };
    if (errcode === busy) return null;
    throw new Error(`cannot write in ${dir} (${message}): give the run a dir that you can write`, { cause });
  }
  const held = db;
  holding.add(held);
  return () => {
    holding.delete(held);
    held.close();
  };
}

/** Kept, since one that nobody refers to any more is closed, and its folder free. */
const holding = new Set<DatabaseSync>();

const busy = 5;
