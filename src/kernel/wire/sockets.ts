import { createRequire } from "node:module";
import type * as Zeromq from "zeromq";
import { address, channels, type Channel, type Connection } from "./connection.ts";
import type { Part } from "./signer.ts";

// By require: importing CommonJS as a module first scans it for exports, 50 ms of every start.
const zeromq = createRequire(import.meta.url)("zeromq") as typeof Zeromq;

export type Frames = Uint8Array[];

/** The five bound sockets of a kernel. */
export interface Sockets {
  /** Where each socket is bound: `connection` with the free ports it was given. */
  connection: Connection;
  /**
   * Sends in the order called, over all channels: a client may look for a cell's outputs once, when
   * the reply is there. Never waits, as zeromq's own thread, which is one for all sockets, takes
   * whatever it is given.
   */
  send(channel: Exclude<Channel, "hb">, frames: Part[]): void;
  /**
   * Hands every incoming message to `take`; answers heartbeats itself. Resolves when the sockets
   * are closed.
   */
  receive(take: (channel: Exclude<Channel, "hb">, frames: Frames) => void): Promise<unknown>;
  /** Closes; what was said before still leaves, and nothing that comes later. */
  close(): void;
}

/** Binds the sockets of a connection file. Rejects where an address is taken. */
export async function bind(connection: Connection): Promise<Sockets> {
  const { curve_publickey: publicKey, curve_secretkey: secretKey } = connection;
  const common = {
    linger: 1000,
    sendHighWaterMark: 0,
    receiveHighWaterMark: 0,
    ...(publicKey && secretKey
      ? { curveServer: true, curvePublicKey: publicKey, curveSecretKey: secretKey }
      : undefined),
  };
  // No send is then ever under way, of which a socket takes one at a time.
  const atOnce = { ...common, sendTimeout: 0 };
  const router = () => new zeromq.Router({ ...atOnce, handover: true });
  const sockets = {
    shell: router(),
    control: router(),
    stdin: router(),
    iopub: new zeromq.XPublisher({ ...atOnce, verbosity: "allSubs" }),
    hb: new zeromq.Reply(common),
  };
  const bound = { ...connection };
  for (const channel of channels) {
    await sockets[channel].bind(address(connection, connection[`${channel}_port`]));
    if (connection.transport === "tcp")
      bound[`${channel}_port`] = Number(/\d+$/.exec(sockets[channel].lastEndpoint!)![0]);
  }

  const talking = ["shell", "control", "stdin", "iopub"] as const;
  let closed = false;
  const unlessClosed = (error: unknown) => {
    if (!closed) throw error;
  };
  return {
    connection: bound,
    send(channel, frames) {
      if (!closed) void sockets[channel].send(frames);
    },
    receive: (take) =>
      Promise.all([
        echo(sockets.hb),
        ...talking.map(async (channel) => {
          for await (const frames of sockets[channel]) take(channel, frames as Frames);
        }),
      ]).catch(unlessClosed),
    close() {
      closed = true;
      for (const channel of channels) sockets[channel].close();
    },
  };
}

async function echo(heartbeat: Zeromq.Reply): Promise<void> {
  for await (const beat of heartbeat) await heartbeat.send(beat);
}
