import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { jsonElements } from "../lib/json-elements.ts";

/** Files above this are read in pieces, in bytes: no string is longer than half a gigabyte. */
const longest = 256 << 20;

type Path = readonly (string | number)[];

/** What a manifest is made of: its own fields, its plan's, and the plan's trials, one by one. */
function isPiece([first, second, ...rest]: Path): boolean {
  if (first !== "plan") return first !== undefined && second === undefined;
  return second === "trials" ? rest.length === 1 : second !== undefined;
}

/** The value of a manifest's file, of whatever size, with every trial of its plan. */
export async function readManifestFile(file: string, most = longest): Promise<unknown> {
  if (statSync(file).size <= most) return JSON.parse(await readFile(file, "utf8"));
  const head: Record<string, unknown> = {};
  const plan: Record<string, unknown> = {};
  const trials: unknown[] = [];
  for await (const { path, text } of jsonElements(file, isPiece)) {
    const value = JSON.parse(text) as unknown;
    if (path.length === 1) head[path[0]!] = value;
    else if (path.length === 2) plan[path[1]!] = value;
    else trials.push(value);
  }
  return { ...head, plan: { ...plan, trials } };
}
