import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { didYouMean } from "../lib/closest.ts";
import { sources } from "../lib/here.ts";

/**
 * The folder of shipped scenarios: `data/scenarios` of the nearest folder above the sources that
 * has one.
 */
export function scenarioRoot(): string {
  const here = fileURLToPath(sources);
  for (let dir = here; ; dir = dirname(dir)) {
    const root = join(dir, "data", "scenarios");
    if (existsSync(root)) return root;
    if (dir === dirname(dir)) throw new Error(`no data/scenarios above ${here}: install the package again`);
  }
}

/** Whether there is a scenario at this path. */
export function isScenario(dir: string): boolean {
  return existsSync(join(dir, "scenario.yaml"));
}

/** Ids of the shipped scenarios, or of those in another folder, in alphabetical order. */
export function listScenarios(root = scenarioRoot()): string[] {
  return readdirSync(root)
    .filter((name) => isScenario(join(root, name)))
    .sort();
}

/**
 * The folder of a scenario given by id (`insider-trading`) or by path (`./my-scenario`: anything
 * with a slash, or `.`). Throws, naming the ids there are, when it has no `scenario.yaml`.
 */
export function findScenario(at: string): string {
  const isPath = /[\\/]|^\.+$/.test(at);
  const dir = isPath ? resolve(at) : join(scenarioRoot(), at);
  if (isScenario(dir)) return dir;
  if (isPath) throw new Error(`no scenario at ${dir}: expected a folder with scenario.yaml and wordings/*.md in it`);
  const names = listScenarios();
  throw new Error(
    `no scenario "${at}": expected one of ${names.join(", ")}, or a folder of your own as ./${basename(at)}${didYouMean(at, names)}`,
  );
}
