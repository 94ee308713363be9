import { Display } from "./display.ts";
import type { CellModules } from "./imports.ts";
import type { Bundle } from "./output.ts";
import { readyCell } from "./ready-cell.ts";
import type { Scope } from "./scope.ts";
import { show } from "./show.ts";
import { tidy } from "./tidy.ts";

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
  const { run, boxes: names } = readyCell(source, name, scope);
  const boxes = Object.fromEntries(names.map((each) => [each, scope.box(each)]));
  const load: CellModules["import"] = async (...asked) => {
    await modules.import(...asked);
    stop();
  };
  ready();
  const shown = (await run(boxes, scope.guard, meta, load, modules.dynamic, tidy)) as [unknown] | undefined;
  const value = shown?.[0];
  return silent || value === undefined || Display.is(value) ? null : await show(value);
}
