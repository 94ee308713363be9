import { closeSync, openSync, writeSync } from "node:fs";
import { crc32, deflateRawSync } from "node:zlib";

/**
 * A zip file that is written entry by entry; of what was written only names and places are held.
 */
export interface ZipWriter {
  add(name: string, text: string): void;
  /** Writes the directory. */
  close(): void;
}

const [LOCAL, CENTRAL, END, END64, LOCATOR64] = [0x04034b50, 0x02014b50, 0x06054b50, 0x06064b50, 0x07064b50];
const [DEFLATE, UTF8, MAX16, MAX32] = [8, 1 << 11, 0xffff, 0xffffffff];

/** Opens a new zip file; one with many entries or of many gigabytes has the 64-bit directory. */
export function openZip(file: string): ZipWriter {
  const opened = openSync(file, "wx", 0o600);
  const directory: Buffer[] = [];
  let at = 0;
  const put = (bytes: Buffer): void => {
    for (let done = 0; done < bytes.length;) done += writeSync(opened, bytes, done);
    at += bytes.length;
  };
  return {
    add(name, text) {
      const bytes = Buffer.from(text);
      const packed = deflateRawSync(bytes);
      const label = Buffer.from(name);
      const facts = [crc32(bytes), packed.length, bytes.length] as const;
      directory.push(centralHeader(label, facts, at));
      put(Buffer.concat([localHeader(label, facts), packed]));
    },
    close() {
      const start = at;
      for (const header of directory) put(header);
      put(endOf(directory.length, at - start, start));
      closeSync(opened);
    },
  };
}

type Facts = readonly [crc: number, packed: number, size: number];

/** 1 January 1980: a log is the same whenever it is written. */
const [TIME, DATE] = [0, 33];

type Field = readonly [value: number | bigint, bytes: 2 | 4 | 8];

const fields = (parts: readonly Field[]): Buffer =>
  Buffer.concat(
    parts.map(([value, bytes]) => {
      const field = Buffer.alloc(bytes);
      if (bytes === 8) field.writeBigUInt64LE(BigInt(value));
      else field.writeUIntLE(Number(value), 0, bytes);
      return field;
    }),
  );

/** What both headers of an entry say of it. */
const described = (name: Buffer, [crc, packed, size]: Facts): Field[] => [
  [UTF8, 2],
  [DEFLATE, 2],
  [TIME, 2],
  [DATE, 2],
  [crc, 4],
  [packed, 4],
  [size, 4],
  [name.length, 2],
];

function localHeader(name: Buffer, facts: Facts): Buffer {
  const head = fields([[LOCAL, 4], [20, 2], ...described(name, facts), [0, 2]]);
  return Buffer.concat([head, name]);
}

function centralHeader(name: Buffer, facts: Facts, at: number): Buffer {
  const far = at >= MAX32;
  const extra = far
    ? fields([
        [1, 2],
        [8, 2],
        [at, 8],
      ])
    : Buffer.alloc(0);
  const head = fields([
    [CENTRAL, 4],
    [45, 2],
    [far ? 45 : 20, 2],
    ...described(name, facts),
    [extra.length, 2],
    [0, 2],
    [0, 2],
    [0, 2],
    [0, 4],
    [far ? MAX32 : at, 4],
  ]);
  return Buffer.concat([head, name, extra]);
}

function endOf(count: number, size: number, start: number): Buffer {
  const big = count >= MAX16 || start + size >= MAX32;
  const long = big
    ? fields([
        [END64, 4],
        [44, 8],
        [45, 2],
        [45, 2],
        [0, 4],
        [0, 4],
        [count, 8],
        [count, 8],
        [size, 8],
        [start, 8],
        [LOCATOR64, 4],
        [0, 4],
        [start + size, 8],
        [1, 4],
      ])
    : Buffer.alloc(0);
  const short = fields([
    [END, 4],
    [0, 2],
    [0, 2],
    [Math.min(count, MAX16), 2],
    [Math.min(count, MAX16), 2],
    [Math.min(size, MAX32), 4],
    [Math.min(start, MAX32), 4],
    [0, 2],
  ]);
  return Buffer.concat([long, short]);
}
