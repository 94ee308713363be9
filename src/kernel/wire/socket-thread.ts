import { Worker } from "node:worker_threads";

/** The thread of the sockets, and what it failed of, where it did before anyone took it. */
interface SocketThread {
  worker: Worker;
  failed: Promise<Error>;
}

let begun: SocketThread | null = null;

/**
 * Starts the thread of a kernel's sockets, which loads what it needs while this one loads the rest,
 * and then waits for its options. It keeps no process alive until it is taken.
 */
export function beginSockets(): void {
  begun = start();
  begun.worker.unref();
}

/** The thread of the sockets, which was begun or is now. */
export function takeSockets(): SocketThread {
  const taken = begun ?? start();
  begun = null;
  taken.worker.ref();
  return taken;
}

function start(): SocketThread {
  const worker = new Worker(new URL(import.meta.url.replace(/socket-thread(\.[jt]s)$/, "worker$1")));
  return { worker, failed: new Promise((resolve) => worker.once("error", resolve)) };
}
