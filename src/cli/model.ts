import { parseArgs } from "node:util";
import { pullModel, type PullProgress } from "../models/local/pull.ts";
import { embedded, hasModel, localModelPath } from "../models/local/weights.ts";

const usage = `usage: parallax model pull NAME    fetch an embedded model's weights into the cache folder
       parallax model list         the embedded models, and which are here`;

/** `parallax model pull NAME` and `parallax model list`. Gives the exit code. */
export async function main(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { help: { type: "boolean", short: "h" } },
  });
  const [verb, name] = positionals;
  if (values.help || verb === undefined) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  if (verb === "list") {
    for (const { name, use, gguf, licence } of embedded) {
      const size = `${Math.round(gguf.bytes / 1e6)} MB`;
      const called = use === "chat" ? `local/${name}` : `${name} (${use})`;
      console.log(`${called}  ${size}  ${licence}  ${hasModel(name) ? localModelPath(name) : "not here"}`);
    }
    return 0;
  }
  if (verb !== "pull" || name === undefined) {
    console.error(usage);
    return 2;
  }
  return pull(name);
}

async function pull(name: string): Promise<number> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once("SIGINT", stop);
  try {
    const path = await pullModel(name, { signal: controller.signal, onProgress: bar(process.stderr) });
    console.log(path);
    return 0;
  } catch (error) {
    console.error(controller.signal.aborted ? "stopped; nothing is left behind" : (error as Error).message);
    return controller.signal.aborted ? 130 : 1;
  } finally {
    process.off("SIGINT", stop);
  }
}

/** A progress bar on one line of a terminal; nothing where the stream is none. */
export function bar(stream: NodeJS.WriteStream): (progress: PullProgress) => void {
  let shown = "";
  return ({ stage, bytes, total }) => {
    if (!stream.isTTY) return;
    const share = bytes / total;
    const done = Math.round(share * 30);
    const doing = stage === "download" ? "fetching weights" : "unpacking";
    const text = `${doing.padEnd(16)} ${"█".repeat(done)}${"░".repeat(30 - done)} ${Math.round(share * 100)} % of ${Math.round(total / 1e6)} MB`;
    if (text === shown) return;
    shown = text;
    stream.write(`\r${text}${share >= 1 ? "\n" : ""}`);
  };
}
