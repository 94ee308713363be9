import { checkOptions } from "../../lib/check-options.ts";
import { did, type Compared } from "./did.ts";
import type { Adjusted, BothQuestions } from "./difference.ts";
import type { Gap } from "./estimated-gap.ts";

/**
 * A scenario's gap beside its unpublished control's, and their difference under both questions.
 * Proportions.
 */
export interface ControlAdjusted
  extends Pick<Gap, "scenario" | "condition" | "model" | "outcome" | "levels" | "gap" | "ciLike">, BothQuestions {
  control: string;
  controlGap: Gap["gap"];
  controlCi: Gap["ciLike"];
  simulated: boolean;
}

/** What tells which gap is whose control's. */
type Placed = Compared & Pick<Gap, "scenario" | "condition" | "model" | "outcome" | "levels" | "controlFor">;

/**
 * The gaps whose control was measured too, each less what rewording alone does there: {@link did}
 * of the two at the same model, condition, outcome and further levels. What is left as draws, and
 * only that, is evidence on recognition, as far as the control is like its scenario in all else.
 * Gaps without a control's beside them do not appear.
 *
 * @example
 * controlAdjusted(gaps).map(({ scenario, onAverage, asDraws }) => ({
 *   scenario,
 *   onAverage,
 *   asDraws,
 * }))
 */
export function controlAdjusted(gaps: readonly Gap[], options: { level?: number } = {}): ControlAdjusted[] {
  const { level = 0.95 } = checkOptions("controlAdjusted", options, { level: true });
  const controlOf = controlsAmong(gaps);
  return gaps.flatMap((scenarioGap): ControlAdjusted[] => {
    const control = controlOf(scenarioGap);
    if (control === null) return [];
    const { scenario, condition, model, outcome, levels, gap, ciLike } = scenarioGap;
    return [
      {
        scenario,
        control: control.scenario,
        condition,
        model,
        outcome,
        levels,
        gap,
        ciLike,
        controlGap: control.gap,
        controlCi: control.ciLike,
        ...did(control, scenarioGap, { level }),
        simulated: scenarioGap.simulated || control.simulated,
      },
    ];
  });
}

/** Each gap less its control's, in the same order; null where none of these is its control's. */
export function adjustments(gaps: readonly Placed[], level: number): (Adjusted | null)[] {
  const controlOf = controlsAmong(gaps);
  return gaps.map((gap) => {
    const control = controlOf(gap);
    return control && { control: control.scenario, ...did(control, gap, { level }) };
  });
}

/**
 * Finds the gap of the control that was measured alike. Throws where two scenarios claim to be the
 * control.
 */
function controlsAmong<G extends Placed>(gaps: readonly G[]): (gap: G) => G | null {
  const controls = Map.groupBy(
    gaps.filter(({ controlFor }) => controlFor !== null),
    (gap) => placeOf(gap, gap.controlFor!),
  );
  return (gap) => {
    const found = controls.get(placeOf(gap, gap.scenario)) ?? [];
    const names = [...new Set(found.map(({ scenario }) => scenario))];
    if (names.length > 1)
      throw new Error(
        `${names.join(" and ")} both say that they control ${gap.scenario}: expected one control a scenario; keep one, or correct controlFor`,
      );
    return found[0] ?? null;
  };
}

const placeOf = ({ model, condition, outcome, levels }: Placed, scenario: string): string =>
  JSON.stringify([scenario, model, condition, outcome, Object.entries(levels).sort()]);
