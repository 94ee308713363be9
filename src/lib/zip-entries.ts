import { inflateRawSync, zstdDecompressSync } from "node:zlib";
import yauzl from "yauzl";
import { openWindow, type Window } from "./window.ts";

const [STORED, DEFLATE, ZSTD] = [0, 8, 93];
const LOCAL = { signature: 0x04034b50, length: 30, name: 26, extra: 28 };

/** An entry of a zip file, to be read when it is asked for. */
export interface ZipEntry {
  name: string;
  /** Its bytes. Throws where they are packed in an unknown way, or were cut short. */
  read(): Buffer;
}

/** A zip file that is open; of its entries names and places are held. */
interface OpenedZip extends Disposable {
  /** In the order of its directory. */
  entries: readonly ZipEntry[];
}

/**
 * Opens a zip file whose entries are stored, deflated or compressed by zstandard. Throws where the
 * file is none, or was cut short.
 */
export async function openZipEntries(file: string): Promise<OpenedZip> {
  const window = openWindow(file);
  try {
    const reader = new WindowReader(window);
    const options = { decodeStrings: false, autoClose: false };
    const zip = await yauzl.fromRandomAccessReaderPromise(reader, window.size, options);
    const entries: ZipEntry[] = [];
    // Names are bytes: whoever made the file may have ids in them that no file name could have.
    for await (const entry of zip.eachEntry()) {
      const { compressedSize, uncompressedSize, compressionMethod, relativeOffsetOfLocalHeader } = entry;
      const place = { at: relativeOffsetOfLocalHeader, packed: compressedSize, size: uncompressedSize };
      const name = (entry.fileName as unknown as Buffer).toString();
      entries.push({ name, read: () => unpacked(window, place, compressionMethod) });
    }
    return { entries, [Symbol.dispose]: () => window[Symbol.dispose]() };
  } catch (cause) {
    window[Symbol.dispose]();
    throw new Error(`${file} is no whole zip file: write or copy it again`, { cause });
  }
}

function unpacked(window: Window, place: { at: number; packed: number; size: number }, method: number): Buffer {
  const head = window.at(place.at, LOCAL.length);
  if (head.readUInt32LE(0) !== LOCAL.signature) throw new Error("its directory leads to no entry");
  const start = place.at + LOCAL.length + head.readUInt16LE(LOCAL.name) + head.readUInt16LE(LOCAL.extra);
  const bytes = unpack(window.at(start, place.packed), method);
  if (bytes.length !== place.size) throw new Error(`it has ${bytes.length} bytes where ${place.size} were written`);
  return bytes;
}

function unpack(packed: Buffer, method: number): Buffer {
  if (method === STORED) return Buffer.from(packed);
  if (method === DEFLATE) return inflateRawSync(packed);
  if (method === ZSTD) return zstdDecompressSync(packed);
  throw new Error(`packed by method ${method}: expected stored, deflate or zstandard`);
}

/** Reads at once: a directory has thousands of entries of a hundred bytes. */
class WindowReader extends yauzl.RandomAccessReader {
  readonly #window: Window;
  constructor(window: Window) {
    super();
    this.#window = window;
  }
  override read(into: Buffer, offset: number, length: number, place: number, done: (error: Error | null) => void) {
    let failed: Error | null = null;
    try {
      this.#window.at(place, length).copy(into, offset);
    } catch (error) {
      failed = error as Error;
    }
    done(failed);
  }
}
