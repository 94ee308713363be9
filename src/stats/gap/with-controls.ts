import type { Gap } from "./estimated-gap.ts";
import { samePlace } from "../groups/place.ts";

/** A gap, and that of its scenario's unpublished control where one was measured alike. */
export interface WithControl {
  gap: Gap;
  control: Gap | null;
}

/**
 * Gaps in their order, each with its control's beside it. A control whose scenario is not among
 * them, or was not measured alike, stands by itself.
 */
export function withControls(gaps: readonly Gap[]): WithControl[] {
  const controls = Map.groupBy(
    gaps.filter(({ controlFor }) => controlFor !== null),
    ({ controlFor }) => controlFor,
  );
  const isAlike = (gap: Gap) => (other: Gap) => samePlace({ ...other, scenario: gap.scenario }, gap);
  const paired = gaps.map((gap) => ({ gap, control: controls.get(gap.scenario)?.find(isAlike(gap)) ?? null }));
  const beside = new Set(paired.flatMap(({ control }) => control ?? []));
  return paired.filter(({ gap }) => !beside.has(gap));
}
