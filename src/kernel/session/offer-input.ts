import { CellStdin } from "./cell-stdin.ts";
import { beforeReadline } from "./module-hooks.ts";
import { createRequire } from "node:module";
import { currentRecorder, type Recorder } from "./recorder.ts";
import type * as AskingReadline from "./asking-readline.ts";
import type { Asker } from "./session.ts";

const loadReadline = () =>
  createRequire(import.meta.url)(
    `./asking-readline${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`,
  ) as typeof AskingReadline;

/**
 * Has `process.stdin`, and `readline` upon it once that is imported, ask through Jupyter. Each cell
 * has a stream of its own. Returns the undoing.
 */
export function offerInput(asker: Asker): () => void {
  const streams = new WeakMap<Recorder, CellStdin>();
  const original = Object.getOwnPropertyDescriptor(process, "stdin")!;
  const stdin = () => {
    const recorder = currentRecorder();
    if (recorder === null) return original.get?.call(process) as unknown;
    const stream = streams.get(recorder) ?? new CellStdin(asker);
    streams.set(recorder, stream);
    return stream;
  };
  Object.defineProperty(process, "stdin", { get: stdin, configurable: true, enumerable: true });
  beforeReadline(() => loadReadline().askThroughReadline(asker));
  return () => {
    Object.defineProperty(process, "stdin", original);
  };
}
