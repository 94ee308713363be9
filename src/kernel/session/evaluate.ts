import { types } from "node:util";
import { Display } from "./display.ts";
import type { CellModules } from "./imports.ts";
import { macrotask } from "./macrotask.ts";
import type { Bundle } from "./output.ts";
import { readyCell } from "./ready-cell.ts";
import { asBefore, mayHaveChanged } from "./realm.ts";
import { currentRecorder } from "./recorder.ts";
import type { Scope } from "./scope.ts";
import { show } from "./show.ts";
import { tidy } from "./tidy.ts";

/** As it is before a cell may take it away. */
const { Promise } = globalThis;

/** What a cell runs in. */
export interface Surroundings {
  scope: Scope;
  modules: CellModules;
  meta: object;
}

/**
 * Compiles and runs a cell; resolves to how its last expression shows itself, or null where there
 * is nothing to show. Throws what the cell throws, {@link CellSyntaxError} for one that does not
 * parse, and what `stop` throws, which is asked before the cell starts and whenever it has imported
 * something. `ready` is called between compiling and running.
 */
export async function evaluate(
  source: string,
  name: string,
  silent: boolean,
  { scope, modules, meta }: Surroundings,
  stop: () => void,
  ready: () => void = () => {},
): Promise<Bundle | null> {
  stop();
  const { run, boxes, inert } = asBefore(() => {
    const cell = readyCell(source, name, scope);
    return { ...cell, boxes: Object.fromEntries(cell.boxes.map((each) => [each, scope.box(each)])) };
  });
  const load: CellModules["import"] = async (specifier, bindings, attributes) => {
    await modules.import(specifier, bindings, attributes);
    stop();
  };
  ready();
  const start = () => run(boxes, scope.guard, meta, load, modules.dynamic, tidy);
  const shown = (await (inert ? start() : watched(start))) as [unknown] | undefined;
  const value = shown?.[0];
  return silent || value === undefined || Display.is(value) ? null : await asBefore(() => show(value));
}

/**
 * Runs code of people's, and sees to what it took away, also while it goes on. It ends a turn of
 * the event loop later, so that rejections nobody handled, and what was to come in the next tick,
 * are told before its end is.
 */
async function watched(run: () => unknown): Promise<unknown> {
  try {
    return await running(run);
  } finally {
    const recorder = currentRecorder();
    if (recorder !== null) recorder.over = true;
    await new Promise<void>(macrotask);
  }
}

async function running(run: () => unknown): Promise<unknown> {
  mayHaveChanged();
  let result: unknown;
  try {
    result = run();
  } finally {
    mayHaveChanged();
    asBefore(() => {});
  }
  if (!types.isPromise(result)) return result;
  try {
    return await result;
  } finally {
    mayHaveChanged();
  }
}
