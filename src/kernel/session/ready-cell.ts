import { compileFunction } from "node:vm";
import { compile, parameters, type Compiled } from "./compile.ts";
import { cellScheme, rememberSource, renameSource } from "./positions.ts";
import type { Scope } from "./scope.ts";

/** A cell that is ready to run. */
interface ReadyCell extends Compiled {
  /** The name by which the engine knows it. */
  script: string;
  run: (...args: unknown[]) => unknown;
}

/** Cells that are run again are not compiled again: so many, of each notebook. */
const most = 100;

const kept = new WeakMap<Scope, Map<string, ReadyCell>>();
let serial = 0;

/**
 * Compiles a cell, or takes what it was compiled to before. As one text is one script, it is called
 * in all its runs what it is called in the last, as in Python's notebooks. Throws
 * {@link CellSyntaxError}.
 */
export function readyCell(source: string, name: string, scope: Scope): ReadyCell {
  const cells = kept.get(scope) ?? new Map<string, ReadyCell>();
  kept.set(scope, cells);
  const before = cells.get(source);
  cells.delete(source);
  const cell = before?.again() ? renamed(before, name) : compiled(source, name, scope);
  cells.set(source, cell);
  if (cells.size > most) for (const oldest of cells.keys().take(1)) cells.delete(oldest);
  return cell;
}

function compiled(source: string, name: string, scope: Scope): ReadyCell {
  const cell = compile(source, scope);
  const script = `${cellScheme}${(serial += 1)}`;
  rememberSource(script, { name, source, maps: cell.maps });
  return { ...cell, script, run: compileFunction(cell.code, parameters, { filename: script }) as ReadyCell["run"] };
}

function renamed(cell: ReadyCell, name: string): ReadyCell {
  renameSource(cell.script, name);
  return cell;
}
