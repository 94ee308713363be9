import { pullModel, type PullProgress } from "../models/local/pull.ts";
import type { modelPull } from "./commands/model.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";

/** `parallax model pull`. */
export async function main({ named: [name] }: Given<typeof modelPull>, show: Show): Promise<number> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    const path = await pullModel(name, { signal: controller.signal, onProgress: bar(process.stderr) });
    show({ text: path, json: () => ({ name, path }) });
    return exitCode.done;
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    console.error("stopped; nothing is left behind");
    return exitCode.interrupted;
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
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
