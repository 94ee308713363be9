import { StringDecoder } from "node:string_decoder";
import { asBefore, whenCalled } from "./realm.ts";
import { currentRecorder } from "./recorder.ts";

const { queueMicrotask } = globalThis;

type Write = typeof process.stdout.write;

let users = 0;
let restore = () => {};

/**
 * From now on what cells print, through `console` or `process.stdout.write`, becomes outputs of
 * theirs, and what the host prints goes where it went before. Returns the undoing.
 */
export function captureStreams(): () => void {
  if ((users += 1) === 1) {
    const undo = [capture("stdout"), capture("stderr")];
    restore = () => undo.forEach((each) => each());
  }
  return () => {
    if ((users -= 1) === 0) restore();
  };
}

function capture(name: "stdout" | "stderr"): () => void {
  const stream = process[name];
  const original = stream.write;
  const decoder = new StringDecoder("utf8");
  stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
    const recorder = currentRecorder();
    if (recorder === null) return (original as (...args: unknown[]) => boolean).call(stream, chunk, ...rest);
    const emit = () => {
      const text = typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk));
      if (text !== "") recorder.emit({ type: "stream", name, text });
    };
    try {
      // Looks once: before each of many lines it would take longer than they do.
      asBefore(emit);
    } catch {
      whenCalled(emit);
    }
    const done = rest[rest.length - 1];
    if (typeof done === "function") queueMicrotask(done as () => void);
    return true;
  }) as Write;
  return () => {
    stream.write = original;
  };
}
