import { existsSync } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { privateFolder } from "./private.ts";

/**
 * Whether an open file has no name any more: it was deleted, and with the handle its content goes,
 * too.
 */
export async function isDeleted(handle: FileHandle): Promise<boolean> {
  return (await handle.stat()).nlink === 0;
}

/**
 * Writes a deleted file's content to its old place, or beside what stands there now, and gives the
 * new file, open for appending, with its name. The old handle is closed.
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
