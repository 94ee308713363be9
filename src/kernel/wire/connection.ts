import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

export const channels = ["shell", "iopub", "stdin", "control", "hb"] as const;
export type Channel = (typeof channels)[number];
type Ports = { [C in Channel as `${C}_port`]: number };

/** A Jupyter connection file. A port of 0 means any free one. Curve keys are Z85 text. */
export interface Connection extends Ports {
  transport: "tcp" | "ipc";
  ip: string;
  key: string;
  signature_scheme: string;
  curve_publickey?: string;
  curve_secretkey?: string;
  [other: string]: unknown;
}

/**
 * Reads a connection file; where there is none yet, a fresh connection on loopback with a new key
 * and free ports.
 */
export function readConnection(file: string): Connection {
  const fresh = {
    transport: "tcp",
    ip: "127.0.0.1",
    key: crypto.randomUUID(),
    signature_scheme: "hmac-sha256",
  } as const;
  const unset = { shell_port: 0, iopub_port: 0, stdin_port: 0, control_port: 0, hb_port: 0 };
  if (!existsSync(file)) return { ...fresh, ...unset };
  let parsed: Partial<Connection>;
  try {
    parsed = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new Error(`${file} is not a connection file: expected the JSON that a Jupyter client writes`, { cause });
  }
  if (parsed.transport !== undefined && parsed.transport !== "tcp" && parsed.transport !== "ipc")
    throw new Error(`${file}: transport ${JSON.stringify(parsed.transport)} is not spoken: expected "tcp" or "ipc"`);
  return { ...fresh, key: "", ...unset, ...parsed };
}

/** Writes the file anew, readable and writable by its owner only: it holds the key. */
export function writeConnection(file: string, connection: Connection): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(connection, null, 2) + "\n", { mode: 0o600, flag: "wx" });
  renameSync(draft, file);
}

/** What a socket binds to. */
export function address({ transport, ip }: Connection, port: number): string {
  if (transport === "ipc" && port === 0) throw new Error("an ipc connection file must name its ports");
  if (transport === "ipc") return `ipc://${ip}-${port}`;
  return `tcp://${ip.includes(":") ? `[${ip}]` : ip}:${port === 0 ? "*" : port}`;
}
