import { conditionLabel, conditions } from "../scenarios/condition.ts";
import type { Scenario } from "../scenarios/scenario.ts";

/**
 * Words to show for ids. Keys are ids of scenarios and models, and `scenario/id` for what belongs
 * to a scenario: its outcomes, wordings and conditions; `scenario/outcome=1` says what a trial that
 * counts as 1 did; `scenario/change.factor` and `scenario/change.factor=level` are of its texts'
 * factors. An id without an entry shows itself.
 */
export type Names = Readonly<Record<string, string>>;

/**
 * The words of these scenarios: titles of scenarios, outcomes, wordings and factor levels.
 *
 * @example
 * namesOf([scenario])["insider-trading"]
 */
export function namesOf(scenarios: readonly Scenario[]): Names {
  const names: Record<string, string> = {};
  for (const scenario of scenarios) {
    const { id, factors } = scenario;
    names[id] = scenario.title;
    for (const outcome of scenario.outcomes) {
      names[`${id}/${outcome.id}`] = lowerFirst(outcome.title);
      names[`${id}/${outcome.id}=1`] = outcome.one;
    }
    for (const wording of scenario.wordings) names[`${id}/${wording.id}`] = wording.title;
    for (const { id: factor, title, levels } of scenario.textFactors ?? []) {
      names[`${id}/change.${factor}`] = title;
      for (const level of levels) names[`${id}/change.${factor}=${level.id}`] = level.title;
    }
    for (const condition of conditions(scenario)) {
      const levels = factors.map((factor) => factor.levels.find((level) => level.id === condition[factor.id])!.title);
      names[`${id}/${conditionLabel(condition)}`] = levels.join("; ");
    }
  }
  return names;
}

/**
 * The words for an id, else its own: `doubled-down` is `doubled down`; `openai/gpt-5.5` and
 * `tier=free` stay.
 */
export function nameOf(names: Names, id: string, scenario = ""): string {
  const key = [`${scenario}/${id}`, id].find((key) => Object.hasOwn(names, key));
  if (key !== undefined) return names[key]!;
  return /[/=]/.test(id) ? id : id.replace(/[-_]+/g, " ").trim();
}

/** As {@link nameOf}, to begin a line with. */
export function headOf(names: Names, id: string, scenario = ""): string {
  const words = nameOf(names, id, scenario);
  return /[/=]/.test(id) ? words : words.charAt(0).toUpperCase() + words.slice(1);
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
