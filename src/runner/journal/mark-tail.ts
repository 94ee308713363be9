import { closeSync, existsSync, openSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { syncFolder } from "../../lib/sync-folder.ts";
import { framesOf } from "../../lib/zstd-frames.ts";
import { lineOf, readMark, sealedOf, tailOf } from "./files.ts";
import { openJournal } from "./read-journal.ts";

/**
 * Whether lines are sealed of which the tail says nothing: its first sealing was cut short, or it
 * was deleted or cut since.
 */
export function isUnmarked(dir: string): boolean {
  if (!existsSync(sealedOf(dir))) return false;
  if (!existsSync(tailOf(dir))) return true;
  const tail = openSync(tailOf(dir), "r");
  try {
    return readMark(tail) === null;
  } finally {
    closeSync(tail);
  }
}

/** Puts a tail in place that says what is sealed, and has every other line; whole or not at all. */
export async function markTail(dir: string): Promise<void> {
  const sealed = openSync(sealedOf(dir), "r");
  const last = [...framesOf(sealed)].at(-1);
  closeSync(sealed);
  const unfinished = `${tailOf(dir)}.${process.pid}.part`;
  await rm(unfinished, { force: true });
  const tail = await open(unfinished, "ax", 0o600);
  try {
    await tail.appendFile(lineOf({ kind: "sealed", bytes: last === undefined ? 0 : last.at + last.length }));
    using journal = openJournal(dir);
    for await (const { line, place } of journal.lines()) if (place.frame === null) await tail.appendFile(lineOf(line));
    await tail.sync();
  } finally {
    await tail.close();
  }
  await rename(unfinished, tailOf(dir));
  await syncFolder(dirname(tailOf(dir)));
}
