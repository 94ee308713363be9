import type { Change } from "../edits/change.ts";
import type { TextFactor, TextLevel } from "./text-factor.ts";

/** What a level changes in one wording, in the order of the file. */
export const changesOf = ({ changes }: TextLevel, base: string): Change[] =>
  changes.flatMap(({ of, change }) => ((of?.includes(base) ?? true) ? [change] : []));

/** Whether a factor is declared for a wording. */
export const isFor = ({ bases }: TextFactor, base: string): boolean => bases?.includes(base) ?? true;

/** The level of a factor by its id. Throws where there is none. */
export function levelOf(factor: TextFactor, id: string): TextLevel {
  const found = factor.levels.find((level) => level.id === id);
  if (found === undefined)
    throw new Error(`${factor.id} has no level "${id}": expected ${factor.levels.map((level) => level.id).join(", ")}`);
  return found;
}
