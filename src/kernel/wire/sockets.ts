import { createRequire } from "node:module";
import type * as Zeromq from "zeromq";
import { address, channels, type Channel, type Connection } from "./connection.ts";
import { inTurn, type Frames, type Sender } from "./in-turn.ts";

// By require: importing CommonJS as a module first scans it for exports, 50 ms of every start.
const zeromq = createRequire(import.meta.url)("zeromq") as typeof Zeromq;

/** The five bound sockets of a kernel. */
export interface Sockets {
  /** Where each socket is bound: `connection` with the free ports it was given. */
  connection: Connection;
  /**
   * Sends in the order called, one message at a time, as zeromq asks. Never waits. What is said on
   * shell and stdin leaves behind what was published before it: a client may look for a cell's
   * outputs once, when the reply is there.
   */
  send(channel: Exclude<Channel, "hb">, frames: Frames): void;
  /**
   * Hands every incoming message to `take`; answers heartbeats itself. Resolves when the sockets
   * are closed.
   */
  receive(take: (channel: Exclude<Channel, "hb">, frames: Frames) => void): Promise<unknown>;
  /** Sends what is still queued, and nothing that comes later, then closes. */
  close(): Promise<void>;
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
  const router = () => new zeromq.Router({ ...common, handover: true });
  const sockets = {
    shell: router(),
    control: router(),
    stdin: router(),
    iopub: new zeromq.XPublisher({ ...common, verbosity: "allSubs" }),
    hb: new zeromq.Reply(common),
  };
  const bound = { ...connection };
  for (const channel of channels) {
    await sockets[channel].bind(address(connection, connection[`${channel}_port`]));
    if (connection.transport === "tcp")
      bound[`${channel}_port`] = Number(/\d+$/.exec(sockets[channel].lastEndpoint!)![0]);
  }

  const senders = { shell: 0, control: 0, stdin: 0, iopub: 0 } as unknown as Record<Exclude<Channel, "hb">, Sender>;
  const talking = ["shell", "control", "stdin", "iopub"] as const;
  for (const channel of talking) senders[channel] = inTurn(sockets[channel]);

  let closed = false;
  const unlessClosed = (error: unknown) => {
    if (!closed) throw error;
  };
  return {
    connection: bound,
    send(channel, frames) {
      if (closed) return;
      const behind = channel === "shell" || channel === "stdin" ? senders.iopub.sent() : null;
      senders[channel].send(frames, behind);
    },
    receive: (take) =>
      Promise.all([
        echo(sockets.hb),
        ...talking.map(async (channel) => {
          for await (const frames of sockets[channel]) take(channel, frames as Frames);
        }),
      ]).catch(unlessClosed),
    close: async () => {
      closed = true;
      await Promise.all(talking.map((channel) => senders[channel].sent()));
      for (const channel of channels) sockets[channel].close();
    },
  };
}

async function echo(heartbeat: Zeromq.Reply): Promise<void> {
  for await (const beat of heartbeat) await heartbeat.send(beat);
}
