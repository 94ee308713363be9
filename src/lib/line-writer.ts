import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { privateFile } from "./private.ts";

/** Characters that are written at once: a call of the system for every line would cost more. */
const CHUNK = 1 << 20;

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
export async function openLineWriter(file: string): Promise<LineWriter> {
  privateFile(file);
  const handle = await open(file, "w");
  const digest = createHash("sha256");
  let [lines, length, closed] = [[] as string[], 0, false];
  const flush = async () => {
    const bytes = Buffer.from(lines.join(""));
    [lines, length] = [[], 0];
    digest.update(bytes);
    await handle.appendFile(bytes);
  };
  const end = async () => {
    if (!closed) await handle.close();
    closed = true;
  };
  return {
    async write(value) {
      const line = `${JSON.stringify(value)}\n`;
      lines.push(line);
      length += line.length;
      if (length >= CHUNK) await flush();
    },
    async close() {
      await flush();
      await handle.sync();
      await end();
      return digest.digest("hex");
    },
    [Symbol.asyncDispose]: end,
  };
}
