import { takesInput } from "./readings.ts";
import { render } from "./render.ts";
import type { Scenario, Wording } from "./scenario.ts";

/** Whether what a wording says under a condition differs between the scenario's inputs. */
export function dependsOnInput(scenario: Scenario, wording: Wording, condition: Record<string, string>): boolean {
  if (!takesInput(wording)) return false;
  const said = (input: Scenario["inputs"][number]) => JSON.stringify(render(scenario, wording, condition, input));
  const [first, ...others] = scenario.inputs;
  if (first === undefined || others.length === 0) return true;
  const asked = said(first);
  return others.some((input) => said(input) !== asked);
}
