import { writeSync } from "node:fs";
import { Writable } from "node:stream";
import { setTimeout } from "node:timers";

/** ms after which a full pipe is tried again. */
const pauseMs = 5;

/**
 * Gives this process a stdout and stderr that write at once. Node's would make both non-blocking,
 * for whoever else holds the same pipes too: the client that started this kernel, and its server,
 * whose next long line would break off. To be called before anything asks for Node's.
 */
export function openPlainStreams(): void {
  for (const [name, fd] of [
    ["stdout", 1],
    ["stderr", 2],
  ] as const) {
    const stream = Object.assign(plainStream(fd), { fd });
    Object.defineProperty(process, name, { get: () => stream, configurable: true, enumerable: true });
  }
}

function plainStream(fd: number): Writable {
  return new Writable({
    decodeStrings: true,
    write: (chunk: Buffer, _, done) => writeAll(fd, chunk, done),
    destroy: (_, done) => done(null),
  });
}

/** What nobody reads any more is dropped. */
function writeAll(fd: number, bytes: Buffer, done: () => void): void {
  try {
    while (bytes.length > 0) bytes = bytes.subarray(writeSync(fd, bytes));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAGAIN") {
      setTimeout(() => writeAll(fd, bytes, done), pauseMs).unref();
      return;
    }
  }
  done();
}
