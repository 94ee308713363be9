import type { Scenario } from "../../scenarios/scenario.ts";
import { did, type Difference } from "./did.ts";
import type { Gap } from "./estimated-gap.ts";

/** A scenario's gap beside its unpublished control's, and their difference. Proportions. */
export interface ControlAdjusted extends Pick<
  Gap,
  "scenario" | "condition" | "model" | "outcome" | "levels" | "gap" | "ciLike"
> {
  control: string;
  controlGap: Gap["gap"];
  controlCi: Gap["ciLike"];
  /** The gap less the control's, for wordings like these; null where either has no standard error. */
  adjusted: Difference | null;
  simulated: boolean;
}

/**
 * Takes off each gap what rewording alone does, as measured on the scenario's control: {@link did} of the two at the
 * same model, condition, outcome and further levels. `scenarios` say which controls which (`controlFor`). What is left is recognition
 * only as far as the control is like its scenario in all else. Gaps without a control's beside them do not appear.
 */
export function controlAdjusted(
  gaps: readonly Gap[],
  scenarios: readonly Pick<Scenario, "id" | "controlFor">[],
  { level = 0.95 }: { level?: number } = {},
): ControlAdjusted[] {
  const place = ({ model, condition, outcome, levels }: Gap) => JSON.stringify([model, condition, outcome, levels]);
  return scenarios
    .filter(({ controlFor }) => controlFor !== null)
    .flatMap(({ id, controlFor }) => {
      const controls = new Map(gaps.filter(({ scenario }) => scenario === id).map((gap) => [place(gap), gap]));
      return gaps
        .filter((gap) => gap.scenario === controlFor && controls.has(place(gap)))
        .map((own): ControlAdjusted => {
          const other = controls.get(place(own))!;
          const { scenario, condition, model, outcome, levels, gap, ciLike } = own;
          return {
            scenario,
            control: id,
            condition,
            model,
            outcome,
            levels,
            gap,
            ciLike,
            controlGap: other.gap,
            controlCi: other.ciLike,
            adjusted: did(other, own, { level }),
            simulated: own.simulated || other.simulated,
          };
        });
    });
}
