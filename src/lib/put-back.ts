import { existsSync, fstatSync, statSync } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { privateFolder } from "./private.ts";

/** What happened to an open file behind its writer's back. */
export type Change = "deleted" | "moved" | "cut";

/**
 * What happened to a file of so many bytes since it was opened: `deleted` where it has no name any
 * more, and its content goes with the handle; `moved` where its name is gone or another file's, if
 * names can be told (`isNamed`); `cut` where it has become shorter. Null for nothing.
 */
export function changeOf(
  file: string,
  handle: FileHandle,
  { size, named }: { size: number; named: boolean },
): Change | null {
  // At once: of a file on a disk that is sooner done than handed to a thread and waited for.
  const found = fstatSync(handle.fd);
  if (found.nlink === 0) return "deleted";
  // It may have gone since: what has no name now was not moved.
  if (named && !isNamed(file, handle)) return fstatSync(handle.fd).nlink === 0 ? "deleted" : "moved";
  return found.size < size ? "cut" : null;
}

/** Whether a name leads to an open file. Not every file system can tell. */
export function isNamed(file: string, handle: FileHandle): boolean {
  const there = statSync(file, { bigint: true, throwIfNoEntry: false });
  const opened = fstatSync(handle.fd, { bigint: true });
  return there !== undefined && there.ino === opened.ino && there.dev === opened.dev;
}

/**
 * Writes the content of a file that was deleted or moved to its old place, or beside what stands
 * there now, and gives the new file, open for appending, with its name. The old handle is closed.
 */
export async function putBack(file: string, handle: FileHandle): Promise<{ file: string; handle: FileHandle }> {
  const place = existsSync(file) ? `${file}.${process.pid}.rescued` : file;
  privateFolder(dirname(place));
  const copy = await open(place, "ax+", 0o600);
  try {
    const { size } = await handle.stat();
    const block = Buffer.alloc(1 << 20);
    for (let at = 0; at < size;) {
      const { bytesRead } = await handle.read(block, 0, Math.min(block.length, size - at), at);
      if (bytesRead === 0) break;
      await copy.appendFile(block.subarray(0, bytesRead));
      at += bytesRead;
    }
    await copy.sync();
  } catch (error) {
    await copy.close();
    throw error;
  }
  await handle.close();
  return { file: place, handle: copy };
}
