import { checkTemplate } from "./check-template.ts";
import { fault } from "./fault.ts";
import { lackingFacts } from "./lacking-facts.ts";
import type { Outcome, Scenario } from "./scenario.ts";

/**
 * Throws unless an outcome's criteria are a template over variables of every input and facts of
 * every wording. What a judge sees may depend on these, and never on the condition.
 */
export function checkCriteria(scenario: Scenario, { id, measure }: Outcome, place: string): void {
  if (measure.by !== "rubric") return;
  checkTemplate({ ...scenario, factors: [] }, measure.rubric, `${place}: ${id}`, "facts");
  for (const wording of scenario.wordings) {
    const [lacking] = lackingFacts(measure.rubric, wording);
    if (lacking === undefined) continue;
    const message = `the criteria of ${id} name {{ facts.${lacking} }}, and ${wording.id} does not say what stands for it`;
    throw fault(
      `${scenario.id}/${wording.file}`,
      `facts.${lacking}`,
      `missing: ${message}; add it, or leave the tag out`,
    );
  }
}
