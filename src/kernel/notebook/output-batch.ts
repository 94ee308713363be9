import { clearTimeout, setTimeout } from "node:timers";
import type { Output } from "../session/output.ts";
import { asBefore } from "../session/realm.ts";

const flushAfter = 20;
const flushAt = 1 << 16;

/** Outputs of cells, by their counts, on their way to another process. */
export interface OutputBatch {
  add(count: number, output: Output): void;
  flush(): void;
}

/**
 * Gathers outputs for 20 ms, or up to 64 KB of text, and joins neighbouring texts; hands on those
 * of one cell at once.
 */
export function outputBatch(send: (count: number, outputs: Output[]) => void): OutputBatch {
  let of = 0;
  let waiting: Output[] = [];
  let size = 0;
  let timer: NodeJS.Timeout | undefined;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length > 0) send(of, waiting);
    waiting = [];
    size = 0;
  };

  return {
    flush,
    add(count, output) {
      if (count !== of) flush();
      of = count;
      const last = waiting.at(-1);
      if (output.type === "stream" && last?.type === "stream" && last.name === output.name) last.text += output.text;
      else waiting.push(output.type === "stream" ? { ...output } : output);
      size += output.type === "stream" ? output.text.length : 0;
      if (size >= flushAt) flush();
      else timer ??= setTimeout(() => asBefore(flush), flushAfter);
    },
  };
}
