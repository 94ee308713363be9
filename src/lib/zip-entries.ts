import { zstdDecompressSync } from "node:zlib";
import yauzl from "yauzl";

const ZSTD = 93;

/** An entry of a zip file, to be read when it is asked for. */
export interface ZipEntry {
  name: string;
  read(): Promise<Buffer>;
}

/**
 * The entries of a zip file, in the order of its directory, without holding them in memory; stored,
 * deflated or compressed by zstandard. Each has to be read before the next is taken. Throws where
 * the file is none, or was cut short.
 */
export async function* zipEntries(file: string): AsyncGenerator<ZipEntry> {
  const zip = await yauzl
    .openPromise(file, { lazyEntries: true, decodeStrings: false, autoClose: false })
    .catch((cause: Error) => {
      throw new Error(`${file} is no whole zip file: write or copy it again`, { cause });
    });
  try {
    // Names are bytes: whoever made the file may have ids in them that no file name could have.
    for await (const entry of zip.eachEntry())
      yield { name: (entry.fileName as unknown as Buffer).toString(), read: () => readEntry(zip, entry) };
  } finally {
    zip.close();
  }
}

async function readEntry(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Buffer> {
  const isZstd = entry.compressionMethod === ZSTD;
  const stream = await zip.openReadStreamPromise(entry, isZstd ? { decodeFileData: false } : {});
  const parts: Buffer[] = await Array.fromAsync(stream as AsyncIterable<Buffer>);
  const bytes = Buffer.concat(parts);
  return isZstd ? zstdDecompressSync(bytes) : bytes;
}
