import { parseQueueAddress } from "../../runner/queue/address.ts";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { findScenario, isScenario, listScenarios } from "../../scenarios/folder.ts";

/** Throws unless it is a folder with a run's manifest in it. */
export function isRun(dir: string): void {
  const found = statSync(dir, { throwIfNoEntry: false });
  if (!found) throw new Error(`${dir}: no such folder; name a run folder, as parallax run prints it`);
  if (!found.isDirectory()) throw new Error(`${dir} is a file: name a run folder`);
  if (!existsSync(join(dir, "manifest.json")))
    throw new Error(`${dir} is not a run folder: there is no manifest.json in it`);
}

/** Throws unless it is a file, or a run folder. */
export function isSource(at: string): void {
  const found = statSync(at, { throwIfNoEntry: false });
  if (!found) throw new Error(`${at}: no such file or folder; name a CSV of cells or a run folder`);
  if (found.isDirectory()) isRun(at);
}

/** Throws unless it is a file or folder of replies from elsewhere. */
export function isThere(at: string): void {
  if (!existsSync(at)) throw new Error(`${at}: no such file or folder; name replies from elsewhere`);
}

/** Throws unless it is a file. */
export function isFile(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw new Error(`${file}: no such file`);
  if (found.isDirectory()) throw new Error(`${file} is a folder: name a file`);
}

/** Throws unless it is a file, such as a notebook. */
export function isNotebook(file: string): void {
  if (!existsSync(file)) throw new Error(`cannot read ${file}: there is no such file; name a notebook (.ipynb)`);
  isFile(file);
}

/** Throws unless it is a scenario's id or folder. */
export function isScenarioName(at: string): void {
  findScenario(at);
}

/** What was named as scenarios: itself, or those in it. */
export function scenariosIn(at: string): string[] {
  const isPath = /[\\/]|^\.+$/.test(at);
  const isHere = statSync(at, { throwIfNoEntry: false })?.isDirectory() && !listScenarios().includes(at);
  // A folder right here is meant where no shipped scenario has its name.
  if (!isPath && isHere) return scenariosIn(`./${at}`);
  if (!isPath) findScenario(at);
  if (!isPath || isScenario(at)) return [at];
  if (!existsSync(at)) throw new Error(`no folder ${at}: name a scenario, or a folder of scenarios`);
  const found = statSync(at).isDirectory() ? listScenarios(at) : [];
  if (found.length === 0)
    throw new Error(`no scenario in ${at}: expected a folder of folders with scenario.yaml in them`);
  return found.map((id) => `${at.replace(/\/$/, "")}/${id}`);
}

/** Throws unless it is `gap=POINTS` or `rate=POINTS`. */
export function isWidth(text: string): void {
  widthOf(text);
}

/** `gap=10` as what should be known, and how well: a half-width, as a proportion. */
export function widthOf(text: string): ["gap" | "rate", number] {
  const [, what, points] = /^(gap|rate)=(\d+\.?\d*|\.\d+)$/.exec(text.trim()) ?? [];
  const width = Number(points) / 100;
  if (what === undefined || !(width > 0 && width < 1))
    throw new Error(`${text}: expected gap=POINTS or rate=POINTS, above 0 and below 100, such as gap=10`);
  return [what as "gap" | "rate", width];
}

/** Throws where a queue's address is none. */
export const isQueue = (value: string): void => void parseQueueAddress(value);

/** As {@link isQueue}, for workers, whom the embedded queue has none of. */
export function isServer(value: string): void {
  if (parseQueueAddress(value).url === null)
    throw new Error("the embedded queue asks in the process of its run: run --queue embedded does it all");
}
