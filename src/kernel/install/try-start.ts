import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type * as Zeromq from "zeromq";
import { address, readConnection, type Connection } from "../wire/connection.ts";
import { framing } from "../wire/frame.ts";
import { protocolVersion } from "../wire/message.ts";
import { well, wrong, type Finding } from "./finding.ts";
import type { Kernelspec } from "./kernelspec.ts";

const patience = 20_000;

/**
 * Starts the kernel of a kernelspec, asks it who it is and shuts it down. The first start also
 * compiles what later ones find compiled.
 */
export async function tryStart(spec: Kernelspec): Promise<Finding> {
  const folder = mkdtempSync(join(tmpdir(), "parallax-start-"));
  const file = join(folder, "connection.json");
  const [node, ...args] = spec.argv.map((part) => (part === "{connection_file}" ? file : part));
  const started = performance.now();
  const kernel = spawn(node!, args, { env: { ...process.env, ...spec.env }, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  kernel.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const ended = new Promise<never>((_, reject) => {
    kernel.on("error", reject);
    kernel.on("close", (code) => reject(new Error(`it ended with code ${code}: ${reason(said)}`)));
  });
  try {
    await Promise.race([existence(file, () => kernel.exitCode === null), ended]);
    const client = connect(readConnection(file));
    await client.ask("kernel_info_request");
    const took = Math.round(performance.now() - started);
    await client.ask("shutdown_request");
    client.close();
    await once(kernel, "exit");
    return well(`the kernel starts and answers, in ${took} ms`);
  } catch (error) {
    return wrong(
      `the kernel does not start: ${(error as Error).message}`,
      `see what this prints: ${spec.argv.join(" ")}`,
    );
  } finally {
    ended.catch(() => {});
    kernel.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  }
}

/** The line that names an error, else the end of what was said. */
function reason(said: string): string {
  return /^.*(?:Error|cannot).*$/m.exec(said)?.[0] ?? said.trim().slice(-400);
}

async function existence(file: string, running: () => boolean): Promise<void> {
  const deadline = performance.now() + patience;
  while (!existsSync(file) && running()) {
    if (performance.now() > deadline) throw new Error(`it has not bound its sockets after ${patience / 1000} s`);
    await sleep(20);
  }
}

/**
 * A client of the control channel. `ask` resolves when a reply comes, and rejects when none does.
 */
function connect(connection: Connection) {
  const { Dealer } = createRequire(import.meta.url)("zeromq") as typeof Zeromq;
  const socket = new Dealer({ linger: 0, receiveTimeout: patience });
  socket.connect(address(connection, connection.control_port));
  const { pack } = framing(connection.key, connection.signature_scheme);
  const ask = async (msg_type: string) => {
    const id = { msg_id: crypto.randomUUID(), session: "parallax", username: "parallax" };
    const header = JSON.stringify({ ...id, date: new Date().toISOString(), msg_type, version: protocolVersion });
    await socket.send(pack({ identities: [], header, parent: null, metadata: {}, content: {}, buffers: [] }));
    await socket.receive();
  };
  return { ask, close: () => socket.close() };
}
