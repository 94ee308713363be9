import { sideOf } from "../../frames/side.ts";
import { countDropped, type Dropped } from "./dropped.ts";
import { cross, type Crossing } from "./factor.ts";
import type { Trials } from "./trials.ts";

/**
 * 1 for each row that repeats a trial already counted in the same stratum. Throws where the two are
 * grades by different judges.
 */
export function repeats({ size, factors, once: isOnce }: Trials, strata: Crossing): Uint8Array {
  const repeated = new Uint8Array(size);
  if (isOnce === true || !factors.trial || factors.trial.levels.length < 2) return repeated;
  const once = cross(size, [strata, factors.trial]);
  if (once.levels.length === size) return repeated;
  for (let row = 0; row < size; row++) {
    const first = once.levels[once.codes[row]!]!;
    if (first === row) continue;
    const judges = [first, row].map((at) => factors.judge.levels[factors.judge.codes[at]!]);
    if (judges[0] !== judges[1]) {
      throw new Error(
        `outcome ${factors.outcome.levels[factors.outcome.codes[row]!]} has grades by ${judges.join(" and ")}: ` +
          `keep one judge's rows, or add "judge" to by`,
      );
    }
    repeated[row] = 1;
  }
  return repeated;
}

/** By group: unscored and repeated trials, by side and reason (what stands before `: ` in it). */
export function leftOut(trials: Trials, groups: Crossing, repeated: Uint8Array): Dropped[][] {
  const { value, published, factors } = trials;
  const byGroup = groups.levels.map(() => new Map<number, Dropped>());
  for (let row = 0; row < value.length; row++) {
    const unscored = value[row] !== value[row];
    if (!unscored && repeated[row] === 0) continue;
    const [arm, why] = [factors.arm.codes[row]!, unscored ? factors.reason.codes[row]! + 1 : 0];
    const kind = (why * factors.arm.levels.length + arm) * 2 + published[row]!;
    const known = byGroup[groups.codes[row]!]!.get(kind);
    if (known) {
      known.count++;
      continue;
    }
    const side = sideOf({ published: published[row] === 1, arm: factors.arm.levels[arm]! });
    const reason = why === 0 ? "trial counted already" : factors.reason.levels[why - 1]!.split(": ", 1)[0]!;
    byGroup[groups.codes[row]!]!.set(kind, { side, reason, unit: "trials", count: 1 });
  }
  return byGroup.map((found) => countDropped(found.values()));
}
