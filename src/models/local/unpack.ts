import { createWriteStream } from "node:fs";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { openPromise } from "yauzl";

/**
 * Writes one file of a zip archive to a path, telling how many bytes are through. Throws when the
 * archive lacks it.
 */
export async function unpack(
  archive: string,
  path: string,
  to: string,
  { onBytes, signal }: { onBytes: (bytes: number) => void; signal?: AbortSignal },
): Promise<void> {
  const zip = await openPromise(archive, { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== path) continue;
    let bytes = 0;
    const count = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        onBytes((bytes += chunk.length));
        done(null, chunk);
      },
    });
    const content = await zip.openReadStreamPromise(entry);
    await pipeline(content, count, createWriteStream(to), { ...(signal && { signal }) });
    zip.close();
    return;
  }
  throw new Error(`${archive} has no ${path}`);
}
