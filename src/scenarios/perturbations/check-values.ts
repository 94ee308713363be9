import { described } from "../../lib/described.ts";
import { fault } from "../fault.ts";
import type { Scenario } from "../scenario.ts";
import { perturbationsFile } from "./load-text-factors.ts";

interface Options {
  factors?: unknown;
  bases?: unknown;
  seed?: unknown;
  resolution?: unknown;
}

/** Throws on an option that is of another kind than it should be. */
export function checkValues(scenario: Scenario, options: Options): void {
  const place = `${scenario.id}/${perturbationsFile}`;
  for (const name of ["factors", "bases"] as const) {
    const list = options[name];
    if (list === undefined) continue;
    if (!Array.isArray(list)) throw fault(place, name, `${described(list)}; put ids in [ ]`);
    const strange = list.findIndex((id) => typeof id !== "string");
    if (strange >= 0) throw fault(place, `${name}.${strange}`, `${described(list[strange])}; give an id`);
    const twice = list.find((id, at) => list.indexOf(id) < at) as string | undefined;
    if (twice !== undefined) throw fault(place, name, `"${twice}" is there twice; name it once`);
  }
  if (options.seed !== undefined && !Number.isFinite(options.seed))
    throw fault(place, "seed", `${described(options.seed)}; give a number`);
  if (options.resolution !== undefined && ![3, 4, 5].some((each) => each === options.resolution))
    throw fault(place, "resolution", `${described(options.resolution)}; give 3, 4 or 5`);
}
