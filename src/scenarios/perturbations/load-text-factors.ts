import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { utf8 } from "../../lib/utf8.ts";
import { fault } from "../fault.ts";
import { parseYaml } from "../parse.ts";
import { specs } from "../spec.ts";
import { unixLines } from "../unix-lines.ts";
import type { TextFactor } from "./text-factor.ts";

/** The file in a scenario's folder that declares its factors of a text. */
export const perturbationsFile = "perturbations.yaml";

/** What the wording that was changed is called among kinds of factors. */
const baseName = "base";

/**
 * What of a scenario's texts can be varied, as its folder declares it; nothing where it has no such
 * file. Throws where a factor is called `base` or has one level, its first level changes something,
 * or a later one nothing.
 */
export function loadTextFactors(dir: string, id: string): TextFactor[] {
  const path = join(dir, perturbationsFile);
  if (!existsSync(path)) return [];
  const place = `${id}/${perturbationsFile}`;
  const { factors } = parseYaml(unixLines(utf8(readFileSync(path), place)), specs().perturbations, place);
  refuseTwice(factors, place, "factors");
  if (factors.some(({ id }) => id === baseName))
    throw fault(place, `factors.${baseName}`, "is what the wording that was changed is called; give it another id");
  for (const factor of factors) checkFactor(factor, place);
  return factors;
}

function checkFactor({ id, levels }: TextFactor, place: string): void {
  const field = `factors.${id}.levels`;
  if (levels.length < 2)
    throw fault(place, field, "fewer than two levels; add one to compare with, or take the factor out");
  refuseTwice(levels, place, field);
  const [first, ...later] = levels;
  if (first!.changes.length > 0)
    throw fault(place, `${field}.${first!.id}`, "changes something; let the first level leave the text as it is");
  const idle = later.find(({ changes, through }) => changes.length === 0 && through === undefined);
  if (idle) throw fault(place, `${field}.${idle.id}`, "changes nothing; say under changes what it changes");
  const both = later.find(({ changes, through }) => changes.length > 0 && through !== undefined);
  if (both) throw fault(place, `${field}.${both.id}`, "has changes and goes through a language; make it two factors");
}

function refuseTwice(list: { id: string }[], place: string, field: string): void {
  const twice = list.find(({ id }, index) => list.findIndex((other) => other.id === id) < index);
  if (twice) throw fault(place, field, `two are called ${twice.id}; give each an id of its own`);
}
