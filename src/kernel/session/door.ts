import { maskedStream } from "./masked-stream.ts";
import type { Output } from "./output.ts";
import { masked } from "./secrets.ts";

/** Where the outputs of one cell, or of one child process, leave the kernel. */
export interface Outlet {
  emit(output: Output): void;
  /** Hands over what was kept back, as it could have been the start of a secret. */
  flush(): void;
}

/**
 * The kernel's one door: outputs leave through it with their secrets masked, streams also where a
 * secret comes in pieces. Whatever comes next of the same outlet lets go of what was kept back, so
 * that the order stays.
 */
export function outlet(emit: (output: Output) => void): Outlet {
  const stream = (name: "stdout" | "stderr") => maskedStream((text) => emit({ type: "stream", name, text }));
  const streams = { stdout: stream("stdout"), stderr: stream("stderr") };
  const flush = () => {
    streams.stdout.flush();
    streams.stderr.flush();
  };
  return {
    flush,
    emit(output) {
      if (output.type !== "stream") {
        flush();
        emit(masked(output));
        return;
      }
      streams[output.name === "stdout" ? "stderr" : "stdout"].flush();
      streams[output.name].write(output.text);
    },
  };
}

/**
 * The same door for all that is no output: results, answers, questions. `ended` says that a cell
 * has.
 */
export function leaving<T>(value: T, { ended = false } = {}): T {
  return masked(value, ended);
}
