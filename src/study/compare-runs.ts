import { checkOptions } from "../lib/check-options.ts";
import { carryGate } from "../frames/gate-of.ts";
import { rows, type ResultRow } from "../frames/rows.ts";
import type { Results } from "../judges/grading/results.ts";
import { contrast } from "../stats/gap/contrast.ts";
import { samePlace } from "../stats/groups/place.ts";
import { gap, gapOptions, type Gap, type GapOptions } from "../stats/gap/gap.ts";
import { keyColumns } from "../stats/groups/strata.ts";

/** How a gap differs between two runs. */
export interface GapChange {
  /** Of each run by itself; null where it has none. */
  first: Gap | null;
  second: Gap | null;
  /**
   * Second − first, wording by wording and paired by input, of the wordings that both runs asked:
   * its `gap` and intervals are of the change, its rates are differences of rates.
   */
  change: Gap;
}

/**
 * Which gaps changed from one graded run to another, and by how much: second − first, with
 * intervals for the change. Gaps meet by scenario, condition, model and outcome, unless `by` says
 * otherwise; runs that share no model are compared across models. Shows as a table of the changes.
 * Throws where the runs share no wording.
 *
 * @example
 * const before = await grade(await run(plan({ ...spec, models: ["simulated/steady"] })));
 * compareRuns(before, graded, { by: ["scenario", "condition", "outcome"] })
 */
export function compareRuns(first: Results, second: Results, options: GapOptions = {}): GapChange[] {
  checkOptions("compareRuns", options, gapOptions);
  const [before, after] = [marked(first, "first"), marked(second, "second")];
  const by = [...(options.by ?? keysOf(before, after))];
  const changes = contrast(
    [...before, ...after],
    { column: "run", plus: "second", minus: "first" },
    { ...options, by },
  );
  const shared = new Set(before.map(({ scenario, wording }) => `${scenario} ${wording}`));
  if (!after.some(({ scenario, wording }) => shared.has(`${scenario} ${wording}`)))
    throw new Error("the two runs share no wording: a change is of wordings that both asked; compare gaps with did()");
  const [gapsBefore, gapsAfter] = [before, after].map((data) => gap(data, { ...options, by })) as [Gap[], Gap[]];
  const at = (gaps: Gap[], change: Gap) => gaps.find((each) => samePlace(each, change)) ?? null;
  const found = changes.map((change) => ({ first: at(gapsBefore, change), second: at(gapsAfter, change), change }));
  const shown = () => (changes as unknown as Record<symbol, () => unknown>)[display]!();
  return Object.defineProperty(found, display, { value: shown });
}

const display = Symbol.for("Jupyter.display");

function marked(results: Results, run: string): ResultRow[] {
  return rows(results).map((row) => {
    const copy = { ...row, run };
    carryGate(row, copy);
    return copy;
  });
}

/** The usual columns, without the model where the runs asked different ones. */
function keysOf(before: readonly ResultRow[], after: readonly ResultRow[]): string[] {
  const models = new Set(before.map(({ model }) => model));
  const apart = !after.some(({ model }) => models.has(model));
  return keyColumns.filter((name) => !(apart && name === "model"));
}
