import { readSync } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { constants, zstdCompress, zstdDecompressSync } from "node:zlib";
import { privateFile } from "./private.ts";
import { syncFolder } from "./sync-folder.ts";

/**
 * A part of a file that zstd can read as a whole, compressed by itself. In front of each stands a
 * frame that zstd skips, with how long it is, so that one finds the next without unpacking it.
 */
export interface Frame {
  /** Where its compressed bytes are. */
  at: number;
  length: number;
  /** Bytes that it unpacks to. */
  plain: number;
  /** A number that whoever put it there wanted to know of it without unpacking it. */
  note: number;
}

const compress = promisify(zstdCompress);
const params = { [constants.ZSTD_c_checksumFlag]: 1, [constants.ZSTD_c_compressionLevel]: 6 };

/** Of a frame that zstd skips, and what of it is ours. */
const [SKIPPED, OURS] = [0x184d2a5e, "PLX1"];
const headLength = 24;

/**
 * Puts frames behind the first `end` bytes of a file, in place of whatever stands there, and syncs
 * it, or puts none. Gives where they end. The file is made for its owner alone where there is none.
 */
export async function putFrames(
  file: string,
  end: number,
  parts: Iterable<{ bytes: Buffer; note: number }>,
): Promise<number> {
  privateFile(file);
  const bytes: Buffer[] = [];
  for (const { bytes: plain, note } of parts) {
    const packed = await compress(plain, { params });
    bytes.push(headOf([packed.length, plain.length, note]), packed);
  }
  const all = Buffer.concat(bytes);
  const handle = await open(file, "r+");
  try {
    await handle.truncate(end);
    await writeAll(handle, all, end);
    await handle.sync();
    await syncFolder(dirname(file));
    return end + all.length;
  } catch (error) {
    await handle.truncate(end).catch(() => {});
    throw error;
  } finally {
    await handle.close();
  }
}

/** A full disk may take less than all of a write, which is no error by itself. */
async function writeAll(handle: FileHandle, bytes: Buffer, at: number): Promise<void> {
  for (let done = 0; done < bytes.length;)
    done += (await handle.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
}

/** The frames of an open file up to a place, or to the last whole one. */
export function* framesOf(file: number, end = Infinity): Generator<Frame> {
  const head = Buffer.alloc(headLength);
  for (let at = 0; at + headLength <= end;) {
    if (readSync(file, head, 0, headLength, at) < headLength || !isHead(head)) return;
    const [length, plain, note] = [12, 16, 20].map((place) => head.readUInt32LE(place)) as [number, number, number];
    const frame = { at: at + headLength, length, plain, note };
    at += headLength + length;
    if (at > end || readSync(file, head, 0, 1, at - 1) < 1) return;
    yield frame;
  }
}

/** What a frame unpacks to. Throws where it is damaged. */
export function unpack(file: number, { at, length }: Frame): Buffer {
  const packed = Buffer.alloc(length);
  if (readSync(file, packed, 0, length, at) < length) throw new Error("it was cut");
  return zstdDecompressSync(packed);
}

function headOf(numbers: [length: number, plain: number, note: number]): Buffer {
  const head = Buffer.alloc(headLength);
  head.writeUInt32LE(SKIPPED, 0);
  head.writeUInt32LE(headLength - 8, 4);
  head.write(OURS, 8, "latin1");
  for (const [place, number] of numbers.entries()) head.writeUInt32LE(number, 12 + 4 * place);
  return head;
}

const isHead = (head: Buffer): boolean => head.readUInt32LE(0) === SKIPPED && head.toString("latin1", 8, 12) === OURS;
