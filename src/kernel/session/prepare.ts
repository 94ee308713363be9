import { setImmediate } from "node:timers/promises";
import { leaving } from "./door.ts";
import { evaluate } from "./evaluate.ts";
import { Scope } from "./scope.ts";
import { parse } from "./syntax.ts";

/**
 * Loads what a first cell needs, and runs one that nobody sees, in pieces between which a cell that
 * comes may begin. Rejects where a part of it is not there, which the cell will then say.
 */
export async function prepare(): Promise<void> {
  parse("0", "js");
  await setImmediate();
  const modules = { import: async () => {}, dynamic: async () => {}, require, imported: new Map() };
  const value = await evaluate(
    "const one = 1; one + 1",
    "start",
    false,
    { scope: new Scope(), modules, meta: {} },
    () => {},
  );
  leaving({ value });
}

/** No cell asks for it. */
const require = Object.assign(() => undefined, {}) as unknown as NodeJS.Require;
