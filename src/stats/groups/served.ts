import { cross, type Crossing } from "./factor.ts";
import type { Trials } from "./trials.ts";

/** A model that was asked for, and what its provider said had replied, with the trials of each. */
export interface Served {
  model: string;
  as: { name: string; trials: number }[];
}

/**
 * By group: models whose trials were not all served by one and the same, which changes what a rate
 * is of. Trials whose provider did not say are left aside.
 */
export function servedBy({ size, factors }: Trials, groups: Crossing): Served[][] {
  const found: Served[][] = groups.levels.map(() => []);
  const names = factors["servedModel"];
  if (names === undefined || names.levels.length < 2) return found;
  const each = cross(size, [groups, factors.model, names]);
  const counts = new Int32Array(each.levels.length);
  for (let row = 0; row < size; row++) counts[each.codes[row]!]!++;
  each.levels.forEach((row, i) => {
    const name = names.levels[names.codes[row]!]!;
    if (name === "") return;
    const model = factors.model.levels[factors.model.codes[row]!]!;
    const group = found[groups.codes[row]!]!;
    const known = group.find((served) => served.model === model);
    if (known) known.as.push({ name, trials: counts[i]! });
    else group.push({ model, as: [{ name, trials: counts[i]! }] });
  });
  return found.map((group) =>
    group
      .filter(({ as }) => as.length > 1)
      .map(({ model, as }) => ({ model, as: as.toSorted((a, b) => (a.name < b.name ? -1 : 1)) })),
  );
}
