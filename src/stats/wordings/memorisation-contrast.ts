import { checkOptions } from "../../lib/check-options.ts";
import type { Memorisation } from "../../judges/recognition/measure-memorisation.ts";
import { publishedWording } from "../../scenarios/published.ts";
import type { Scenario } from "../../scenarios/scenario.ts";
import { tQuantile } from "../numbers/distributions.ts";
import type { Interval } from "../numbers/interval.ts";

/**
 * Bits per token, mean of the paraphrases − published: above 0 where the published text is foretold
 * better.
 */
export interface Foreknown {
  scenario: string;
  model: string;
  /** Id of the text that stands for the published side. */
  published: string;
  difference: number;
  /** Paraphrases in it. */
  k: number;
  /** By the control, if it was measured too. */
  control: { scenario: string; difference: number; k: number } | null;
  /**
   * The difference less the control's, so that what plain or worked-over prose does cancels; null
   * without a control.
   */
  net: number | null;
  /**
   * For one more text among its paraphrases, on each side: Welch's t. null below two paraphrases.
   */
  ci: Interval | null;
}

/**
 * Whether a model foretells the published text better than its rewordings, beyond what it does in
 * the control, which nobody published. By `measure`, bits per token over all tokens or over the
 * least likely fifth. The interval takes a published text as one draw among texts like it, and its
 * width is the spread of the paraphrases.
 *
 * @example
 * const foreknown = scenario.wordings.map(({ id, arm }, i) => ({
 *   scenario: scenario.id, wording: id, model: "local/mine", tokens: 900, minK: 9,
 *   bitsPerToken: arm === "recognizable" ? 3 : 3.2 + i / 50,
 * }));
 * stats.memorisationContrast(foreknown, [scenario])
 */
export function memorisationContrast(
  found: readonly Memorisation[],
  scenarios: readonly Scenario[],
  options: { measure?: "bitsPerToken" | "minK"; level?: number } = {},
): Foreknown[] {
  const { measure = "bitsPerToken", level = 0.95 } = checkOptions("memorisationContrast", options, {
    measure: true,
    level: true,
  });
  const models = [...new Set(found.map(({ model }) => model))];
  const sided = (scenario: Scenario, model: string) => {
    const scores = found.filter((each) => each.scenario === scenario.id && each.model === model);
    const of = (id: string) => scores.find(({ wording }) => wording === id)?.[measure];
    const published = publishedWording(scenario).id;
    const rest = scenario.wordings.flatMap(({ id, arm }) => (arm === "paraphrase" ? (of(id) ?? []) : []));
    const there = of(published);
    if (there === undefined || rest.length === 0) return null;
    const mean = rest.reduce((sum, value) => sum + value, 0) / rest.length;
    const variance = rest.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (rest.length - 1);
    return { published, difference: mean - there, k: rest.length, variance: variance * (1 + 1 / rest.length) };
  };
  return models.flatMap((model) =>
    scenarios
      .filter(({ controlFor }) => controlFor === null)
      .flatMap((scenario): Foreknown[] => {
        const scenarioSides = sided(scenario, model);
        if (scenarioSides === null) return [];
        const beside = scenarios.find(({ controlFor }) => controlFor === scenario.id);
        const other = beside ? sided(beside, model) : null;
        const { published, difference, k } = scenarioSides;
        const control = other && { scenario: beside!.id, difference: other.difference, k: other.k };
        const net = other && difference - other.difference;
        const sides = other ? [scenarioSides, other] : [scenarioSides];
        return [
          {
            scenario: scenario.id,
            model,
            published,
            difference,
            k,
            control,
            net,
            ci: interval(net ?? difference, sides, level),
          },
        ];
      }),
  );
}

function interval(centre: number, sides: readonly { k: number; variance: number }[], level: number): Interval | null {
  if (sides.some(({ k }) => k < 2)) return null;
  const variance = sides.reduce((sum, side) => sum + side.variance, 0);
  const df = variance ** 2 / sides.reduce((sum, side) => sum + side.variance ** 2 / (side.k - 1), 0);
  const half = variance === 0 ? 0 : tQuantile(1 - (1 - level) / 2, df) * Math.sqrt(variance);
  return [centre - half, centre + half];
}
