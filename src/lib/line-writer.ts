import { createHash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { privateFile } from "./private.ts";

/**
 * A JSON lines file that is written from its beginning to its end, and is of no use before that.
 */
export interface LineWriter {
  /** Resolves when there is room for more. */
  write(value: unknown): Promise<void>;
  /** Writes what is left, syncs the file, and gives the SHA-256 of all lines. */
  close(): Promise<string>;
  /** Gives the file up. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Opens a new JSON lines file, made for its owner alone. */
export function openLineWriter(file: string): LineWriter {
  privateFile(file);
  const stream = createWriteStream(file, { flags: "w", flush: true, highWaterMark: 1 << 20 });
  const digest = createHash("sha256");
  let failed: Error | null = null;
  stream.on("error", (error) => (failed ??= error));
  const check = () => {
    if (failed !== null) throw failed;
  };
  return {
    async write(value) {
      check();
      const line = `${JSON.stringify(value)}\n`;
      digest.update(line);
      if (!stream.write(line)) await Promise.race([once(stream, "drain"), once(stream, "close")]);
      check();
    },
    async close() {
      check();
      stream.end();
      if (!stream.closed) await once(stream, "close");
      check();
      return digest.digest("hex");
    },
    async [Symbol.asyncDispose]() {
      if (stream.closed) return;
      const closed = new Promise<void>((resolve) => stream.once("close", resolve));
      stream.destroy();
      await closed;
    },
  };
}
