import { setTimeout } from "node:timers";
import { evaluate, type Surroundings } from "./evaluate.ts";
import { exporterOf } from "./habits.ts";
import { Interruption } from "./interruption.ts";
import { macrotask } from "./macrotask.ts";
import type { CellResult } from "./output.ts";
import { asBefore } from "./realm.ts";
import { Recorder, recordTo } from "./recorder.ts";
import type { CellOptions } from "./session.ts";
import { inspected } from "./show.ts";
import { describeError } from "./traceback.ts";

/** ms that a cell which listens to its signal has to end by itself. */
const grace = 6000;

/** A cell that has started. */
export interface Cell {
  recorder: Recorder;
  /** Resolves however the cell ends; never rejects. */
  result: Promise<CellResult>;
  interrupt(): void;
}

export type CellName = Pick<CellOptions, "cell" | "name">;

/** What a cell is called where it is spoken of. */
export const nameOf = ({ cell, name = `Cell [${cell}]` }: CellName): string => name;

/**
 * Starts a cell in a turn of its own. `before` may resolve to a result that keeps it from running.
 * An interrupt fires the cell's signal, and ends the cell at once where nobody listens to that, or
 * when it is the second.
 */
export function startCell(
  code: string,
  options: CellOptions,
  surroundings: Surroundings,
  before: (code: string, name: string) => Promise<CellResult | null> | null,
): Cell {
  const name = nameOf(options);
  const { promise, resolve } = Promise.withResolvers<CellResult>();
  const interruption = new Interruption(options.listens);
  const recorder = new Recorder(options.emit, () => interruption.signal);

  const interrupt = () => {
    const again = interruption.reason !== null;
    interruption.fire();
    const stop = () => resolve(interrupted);
    if (interruption.heard && !again) setTimeout(stop, grace).unref();
    else stop();
  };

  const run = async (): Promise<CellResult> => {
    try {
      const stopped = await before(code, name);
      if (stopped) return stopped;
      const stop = () => interruption.throwIfFired();
      const value = await evaluate(code, name, options.silent ?? false, surroundings, stop, options.compiled);
      if (recorder.pending.size > 0) await asBefore(() => Promise.all(recorder.pending));
      return { status: "ok", value };
    } catch (error) {
      if (error !== null && error === interruption.reason) return interrupted;
      return asBefore(() =>
        describeError(error, { name, source: code, exporter: exporterOf(surroundings.modules.imported) }),
      );
    }
  };

  const ended = async () => {
    const result = await promise;
    asBefore(() => options.signal?.removeEventListener("abort", interrupt));
    return result;
  };

  options.signal?.addEventListener("abort", interrupt, { once: true });
  if (options.signal?.aborted) interrupt();
  macrotask(() => interruption.reason !== null || recordTo(recorder, () => void settle(run, resolve)));
  return {
    recorder,
    result: ended(),
    interrupt,
  };
}

const interrupted: CellResult = {
  status: "error",
  ename: "Interrupted",
  evalue: "the cell was interrupted",
  traceback: ["Interrupted: the cell was interrupted"],
};

async function settle(run: () => Promise<CellResult>, resolve: (result: CellResult) => void): Promise<void> {
  try {
    resolve(await run());
  } catch (error) {
    resolve(asBefore(() => unspeakable(error)));
  }
}

/** For what is thrown while a result is made ready to be told. */
function unspeakable(reason: unknown): CellResult {
  const evalue = `the cell ended, but how cannot be told: ${inspected(reason)}`;
  return { status: "error", ename: "Unspeakable", evalue, traceback: [`Unspeakable: ${evalue}`] };
}
