import { open, rename, rm, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { syncFolder } from "./sync-folder.ts";

/** What becomes of a file that has grown long. */
export interface Rolling {
  /** Bytes from which it is long. */
  long: number;
  /**
   * Puts its content elsewhere, for good, and gives the lines that stand in the file in its place.
   * Where it throws the file stays as it is, and is long when it is twice as long.
   */
  putAway(content: Buffer): Promise<string>;
}

type Opened = [handle: FileHandle, size: number];

/** Rolls an open file of so many bytes over where it is long, and gives what is gone on with. */
export function rollingOver(file: string, rolling?: Rolling): (...opened: Opened) => Promise<Opened> {
  let long = rolling?.long ?? Infinity;
  return async (handle, size) => {
    if (rolling === undefined || size < long) return [handle, size];
    try {
      const [next, left] = await rollOver(file, handle, rolling);
      long = Math.max(rolling.long, 2 * left);
      return [next, left];
    } catch {
      long = 2 * size;
      return [handle, size];
    }
  };
}

/**
 * Has the content of an open file put elsewhere, and puts another in its place, open for appending,
 * with what the content left there. At any moment the file is the one or the other, whole. Whoever
 * has opened it before goes on reading the old one.
 */
async function rollOver(file: string, handle: FileHandle, { putAway }: Rolling): Promise<Opened> {
  const { size } = await handle.stat();
  const content = Buffer.alloc(size);
  const { bytesRead } = await handle.read(content, 0, size, 0);
  if (bytesRead < size) throw new Error(`${file} could be read to byte ${bytesRead} of ${size} only`);
  const left = Buffer.from(await putAway(content));
  const unfinished = `${file}.${process.pid}.part`;
  await rm(unfinished, { force: true });
  const next = await open(unfinished, "ax+", 0o600);
  try {
    await next.appendFile(left);
    await next.sync();
    await rename(unfinished, file);
  } catch (error) {
    await next.close();
    await rm(unfinished, { force: true });
    throw error;
  }
  await syncFolder(dirname(file));
  await handle.close();
  return [next, left.length];
}
