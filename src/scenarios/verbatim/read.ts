import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { utf8 } from "../../lib/utf8.ts";
import { fault } from "../fault.ts";
import { parseYaml } from "../parse.ts";
import { verbatimSpec, type VerbatimSpec } from "./spec.ts";

/**
 * A scenario folder's `verbatim.yaml`, or null where it has none. Throws on its first faults, with
 * file and field.
 */
export function readVerbatim(dir: string): VerbatimSpec | null {
  const file = join(dir, "verbatim.yaml");
  if (!existsSync(file)) return null;
  const place = `${basename(dir)}/verbatim.yaml`;
  const spec = parseYaml(utf8(readFileSync(file), place), verbatimSpec(), place);
  const unknown = neededFiles(spec).find((id) => !Object.hasOwn(spec.files, id));
  if (unknown !== undefined)
    throw fault(place, `files.${unknown}`, "not declared; add it, or correct its name in turns");
  return spec;
}

/** Ids of the files that the wording is made of; others are fetched beside it. */
export function neededFiles({ turns, canary }: VerbatimSpec): string[] {
  const ids = turns.flatMap((turn) => {
    if ("messages" in turn) return [turn.messages];
    if ("reply" in turn) return [];
    return turn.text.flatMap(({ file, variables, include }) => [
      file,
      ...(variables ? [variables.file] : []),
      ...Object.values(include).filter((id) => id !== null),
    ]);
  });
  return [...new Set([...ids, ...(canary ? [canary.file] : [])])];
}
