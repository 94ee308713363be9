import { checkOptions } from "../../lib/check-options.ts";
import { closedPower } from "./closed-power.ts";
import { fillDesign, type Design } from "./design.ts";
import { power, type PowerOptions } from "./power.ts";

export interface SmallestGap {
  /** Proportion; null where even a gap that reaches the end of the scale is found too seldom. */
  gap: number | null;
  closedForm: number | null;
  target: number;
}

/**
 * The smallest true gap that a design finds with power `target` (0.8 unless given), to a tenth of a
 * point: by the closed form, and by simulation on the same draws for every gap tried. `upward` is
 * the direction, paraphrase above published. It differs with the direction: a rate near an end
 * leaves less room, and varies less, on that side.
 *
 * @example
 * stats.smallestGap({ k: 8, n: 20, rate: 0.5, tau: 0.8 }, { studies: 100 })
 */
export function smallestGap(
  design: Omit<Design, "gap">,
  options: PowerOptions & { target?: number; upward?: boolean } = {},
): SmallestGap {
  checkOptions("smallestGap", options, {
    target: true,
    upward: true,
    studies: true,
    seed: true,
    level: true,
    model: true,
    tokens: true,
  });
  const { target = 0.8, upward = true, level = 0.95, studies = 1000, ...rest } = options;
  if (!(target > 0 && target < 1)) throw new RangeError(`a target of ${target}: expected a power between 0 and 1`);
  const room = (upward ? 1 - design.rate : design.rate) - 1e-3;
  const signed = (gap: number): Design => ({ ...design, gap: upward ? gap : -gap });
  return {
    gap: first((gap) => power(signed(gap), { ...rest, level, studies }).power >= target, room, upward),
    closedForm: first((gap) => closedPower(fillDesign(signed(gap)), { level }) >= target, room, upward),
    target,
  };
}

/** The least gap within `room` that is enough, by bisection; null where all the room is not. */
function first(enough: (gap: number) => boolean, room: number, upward: boolean): number | null {
  if (room <= 0 || !enough(room)) return null;
  let [low, high] = [0, room];
  while (high - low > 1e-3) {
    const middle = (low + high) / 2;
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return upward ? high : -high;
}
