import { createReadStream, read, readSync, writeSync } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { promisify } from "node:util";
import { privateFile } from "./private.ts";
import { rollingOver, type Rolling } from "./roll-over.ts";
import { changeOf, isNamed, putBack } from "./put-back.ts";

const NEWLINE = 10;
const BATCH_CHARACTERS = 8 << 20;
const CHUNK_BYTES = 1 << 18;
const readBytes = promisify(read);

/** A JSON lines file open for appending. */
export interface Appender {
  /**
   * Adds a line; resolves when it is on disk (all lines waiting share one write and one fdatasync).
   * Rejects if it could not be written; the file then ends with the last line that could, and every
   * later append rejects the same way.
   */
  append(value: unknown): Promise<void>;
  /**
   * Set once the file was found deleted or moved, with all that was in it put back: where, in
   * words; or cut, and what stood there is gone. Lines that are appended then go on there.
   */
  readonly deleted: Error | null;
  /** Looks whether anything happened to the file since the last line. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** A value of a JSON lines file, and where its line is, in bytes. */
export interface Line<T> {
  value: T;
  at: number;
  length: number;
}

/**
 * The values of a JSON lines file, one at a time, without holding the file in memory. A last line
 * that was cut short by a crash is left out. Throws on any other line that is not JSON, and if the
 * file cannot be read.
 */
export async function* readLines<T>(file: string): AsyncGenerator<T> {
  for await (const { value } of locateLines<T>(file)) yield value;
}

/**
 * As {@link readLines}, with where each line is, for reading it again by {@link readLine}; from an
 * open file where its number is passed, too, which stays open.
 */
export async function* locateLines<T>(file: string, fd?: number): AsyncGenerator<Line<T>> {
  let number = 0;
  let at = 0;
  let rest: Buffer[] = [];
  for await (const chunk of fd === undefined ? streamOf(file) : chunksOf(fd)) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      const line =
        rest.length === 0 ? chunk.subarray(start, end) : Buffer.concat([...rest, chunk.subarray(start, end)]);
      rest = [];
      start = end + 1;
      number++;
      if (line.length > 0) yield { value: parse(line, file, number) as T, at, length: line.length };
      at += line.length + 1;
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
  }
  const last = Buffer.concat(rest);
  const text = complete(last);
  if (text !== null) yield { value: JSON.parse(text) as T, at, length: last.length };
}

const streamOf = (file: string): AsyncIterable<Buffer> => createReadStream(file, { highWaterMark: CHUNK_BYTES });

/** An open file's bytes: a stream of it would close it. */
async function* chunksOf(fd: number): AsyncGenerator<Buffer> {
  for (let at = 0; ;) {
    const { bytesRead, buffer } = await readBytes(fd, Buffer.alloc(CHUNK_BYTES), 0, CHUNK_BYTES, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/**
 * One value of a JSON lines file that {@link locateLines} has found, read from an open file at
 * once.
 */
export function readLine<T>(file: number, { at, length }: Omit<Line<T>, "value">): T {
  const bytes = Buffer.alloc(length);
  if (readSync(file, bytes, 0, length, at) < length)
    throw new Error("a line that was there has gone: the file was cut");
  return JSON.parse(bytes.toString()) as T;
}

/**
 * Opens a JSON lines file for appending, made for its owner alone if absent; a last line that was
 * cut short by a crash is removed first.
 */
export async function openLines(file: string, rolling?: Rolling): Promise<Appender> {
  privateFile(file);
  const handle = await open(file, "a+");
  try {
    const size = await repair(handle);
    return appender(file, handle, { size, named: isNamed(file, handle), roll: rollingOver(file, rolling) });
  } catch (error) {
    await handle.close();
    throw error;
  }
}

interface Opened {
  size: number;
  /** Whether it can be told that a name leads to another file. */
  named: boolean;
  roll: ReturnType<typeof rollingOver>;
}

function appender(file: string, handle: FileHandle, { size, named, roll }: Opened): Appender {
  let waiting: { line: string; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let writing: Promise<void> | null = null;
  let broken: unknown = null;
  let deleted: Error | null = null;
  const check = async (last: Buffer = Buffer.alloc(0)) => {
    const found = await lookAfter(file, handle, { size, named: named && deleted === null }, last);
    if (found === null) return;
    [handle, size] = [found.handle, found.size];
    deleted ??= found.error;
  };

  const write = async () => {
    // One turn of the event loop lets everything that is ready now share the write.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      let count = 0;
      for (let length = 0; count < waiting.length && length < BATCH_CHARACTERS; count++)
        length += waiting[count]?.line.length ?? 0;
      const batch = waiting.slice(0, count);
      waiting = waiting.slice(count);
      try {
        if (broken !== null) throw broken;
        const bytes = Buffer.from(batch.map((entry) => entry.line).join(""));
        writeAll(handle, bytes);
        await handle.datasync();
        size += bytes.length;
        await check(bytes);
        for (const entry of batch) entry.resolve();
        if (deleted === null) [handle, size] = await roll(handle, size);
      } catch (error) {
        if (broken === null) await handle.truncate(size).catch(() => {});
        broken ??= error;
        for (const entry of batch) entry.reject(broken);
      }
    }
    writing = null;
  };

  return {
    append(value) {
      return new Promise((resolve, reject) => {
        waiting.push({ line: `${JSON.stringify(value)}\n`, resolve, reject });
        writing ??= write();
      });
    },
    get deleted() {
      return deleted;
    },
    async check() {
      await writing;
      if (broken === null) await check();
    },
    async close() {
      await writing;
      await handle.close();
    },
  };
}

/** Hands bytes to the system, which is done at once: what takes its time is the disk. */
function writeAll({ fd }: FileHandle, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
}

/**
 * What is to be gone on with where something happened to a file behind its writer's back, and what
 * that was; null where nothing did. `last` is what was written last.
 */
async function lookAfter(file: string, handle: FileHandle, known: { size: number; named: boolean }, last: Buffer) {
  const change = changeOf(file, handle, known);
  if (change === null) return null;
  const was = `${file} was ${change} while it was being written`;
  if (change === "cut") {
    const size = await mendCut(handle, last);
    const error = new Error(`${was}: ${known.size - size} bytes of it are gone, but for what the cache holds`);
    return { handle, size, error };
  }
  const place = await putBack(file, handle);
  return { ...place, size: known.size, error: new Error(`${was}: what it held is in ${place.file} again`) };
}

/** Ends a file that was cut with whole lines, `last` among them where it came behind the cut. */
async function mendCut(handle: FileHandle, last: Buffer): Promise<number> {
  const from = (await handle.stat()).size - last.length;
  const tail = Buffer.alloc(last.length);
  if (last.length > 0 && from >= 0) await handle.read(tail, 0, tail.length, from);
  if (last.length === 0 || from < 0 || !tail.equals(last)) return repair(handle);
  await handle.truncate(from);
  const kept = await repair(handle);
  await handle.appendFile(last);
  await handle.datasync();
  return kept + last.length;
}

/** Ends the file with a whole line, and gives its size. */
async function repair(handle: FileHandle): Promise<number> {
  const { size } = await handle.stat();
  const tail: Buffer[] = [];
  let end = size;
  while (end > 0) {
    const block = Buffer.alloc(Math.min(1 << 16, end));
    await handle.read(block, 0, block.length, end - block.length);
    const newline = block.lastIndexOf(NEWLINE);
    tail.unshift(block.subarray(newline + 1));
    end -= block.length - (newline + 1);
    if (newline >= 0) break;
  }
  if (end === size) return size;
  if (complete(Buffer.concat(tail)) !== null) {
    await handle.appendFile("\n");
    return size + 1;
  }
  await handle.truncate(end);
  return end;
}

/** The text of a last line that lacks only its newline, or null. */
function complete(line: Buffer): string | null {
  const text = line.toString();
  try {
    JSON.parse(text);
    return text;
  } catch {
    return null;
  }
}

function parse(line: Buffer, file: string, number: number): unknown {
  try {
    return JSON.parse(line.toString());
  } catch (cause) {
    throw new Error(`${file}, line ${number} is not JSON: remove that line; what it held will be asked for again`, {
      cause,
    });
  }
}
