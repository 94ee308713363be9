import { existsSync, rmSync } from "node:fs";
import { MessageChannel } from "node:worker_threads";
import { turn } from "../session/macrotask.ts";
import type { Asker, Session } from "../session/session.ts";
import { readConnection, writeConnection, type Connection } from "./connection.ts";
import { log } from "./log.ts";
import { mailbox } from "./mailbox.ts";
import { packText } from "./pack-text.ts";
import { takeSockets } from "./socket-thread.ts";
import { sharedBytes, type Ask, type Description, type Wire, type WireOptions } from "./port.ts";

export interface KernelOptions {
  /** Path of the connection file; written, for its owner only, where there is none yet. */
  connectionFile: string;
  description: Description;
  historyFile: string;
  /** Process whose end ends the kernel, or null. */
  parentPid: number | null;
  /** Opens the session that runs the cells. `asker` is to answer its `prompt()`. */
  open: (asker: Asker) => Promise<Session>;
}

/**
 * Runs a kernel in this process, which is then its own: sockets in a thread, the session here.
 * Never resolves: a client's shutdown, the end of the parent, or a taken address ends the process.
 * The sockets are bound before anything else is loaded: a client that finds none looks again 100 to
 * 200 ms later.
 */
export async function runKernel(options: KernelOptions): Promise<never> {
  const exit = process.exit.bind(process);
  const { connectionFile, description, historyFile, parentPid } = options;
  const unwritten = !existsSync(connectionFile);
  const connection = readConnection(connectionFile);
  const shared = new Int32Array(new SharedArrayBuffer(sharedBytes));
  // A worker's own port hands on what comes by way of the worker, which is a step more each time.
  const { port1: port, port2: ours } = new MessageChannel();
  const { worker, failed } = takeSockets();
  worker.postMessage({ connection, description, historyFile, parentPid, shared, port: ours } satisfies WireOptions, [
    ours,
  ]);
  void failed.then((error) => {
    log(`cannot serve ${connectionFile}: ${error.message}`);
    exit(1);
  });
  const { put, hear } = mailbox<Ask>();
  const bound = await new Promise<Connection>((resolve) => {
    port.on("message", (message: Ask | { type: "bound"; connection: Connection }) => {
      if (message.type === "bound") resolve(message.connection);
      else turn(() => put(message));
    });
  });
  if (unwritten) announce(connectionFile, bound);

  const { hostSession } = await import("./host.ts");
  const pack = packText();
  const wire: Wire = { shared, exit, hear, tell: (message) => port.postMessage(pack(message)) };
  await hostSession(wire, options.open);
  return new Promise(() => {});
}

/** Writes the connection file that nobody has written for us; it goes when the kernel does. */
function announce(file: string, connection: Connection): void {
  writeConnection(file, connection);
  process.on("exit", () => rmSync(file, { force: true }));
  log(`connect with: jupyter console --existing ${file}`);
}
