import { rowOf } from "../../frames/fixture.ts";
import type { Perturbed } from "../../frames/perturbed.ts";
import type { Row } from "../../frames/row.ts";
import { random } from "../../lib/random.ts";

export type PerturbedRow = Row & Perturbed;

/** For tests: what is done in a text with these changes, made from the base of this number. */
export type RateOf = (changed: Record<"names" | "order" | "review" | "form", string>, base: number) => number;

/**
 * For tests: graded trials of every combination of three factors of two levels and one of three, in
 * three bases, at rates that are given.
 */
export function perturbedRows(
  rateOf: RateOf,
  { trials = 4, seed = 1, set = {} }: { trials?: number; seed?: number; set?: Partial<Row> } = {},
): PerturbedRow[] {
  const next = random(`perturbed rows ${seed}`);
  const rows: PerturbedRow[] = [];
  for (let base = 0; base < 3; base++)
    for (let cell = 0; cell < 24; cell++) {
      const levels = {
        names: cell % 2 ? "other" : "kept",
        order: (cell >> 1) % 2 ? "turned" : "kept",
        review: (cell >> 2) % 2 ? "said" : "none",
        form: ["prose", "lists", "table"][Math.floor(cell / 8)]!,
      };
      const first = { names: "kept", order: "kept", review: "none", form: "prose" };
      const changed = (Object.keys(levels) as (keyof typeof levels)[]).filter((name) => levels[name] !== first[name]);
      for (let epoch = 0; epoch < trials; epoch++)
        rows.push({
          ...rowOf({
            arm: "perturbation",
            wording: `b${base}-${cell}`,
            trial: `${base}-${cell}-${epoch}`,
            epoch,
            value: next() < rateOf(levels, base) ? 1 : 0,
            ...set,
          }),
          base: `b${base}`,
          changed: changed.join(" "),
          distance: 0.1 * base + 0.2 * changed.length,
          ...Object.fromEntries(Object.entries(levels).map(([name, level]) => [`change.${name}`, level])),
        });
    }
  return rows;
}
