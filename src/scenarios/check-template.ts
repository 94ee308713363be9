import { fault } from "./fault.ts";
import type { Scenario } from "./scenario.ts";
import { parseTemplate, type Template } from "./template.ts";

/**
 * Throws unless a turn's text is a template over the scenario's factors, their levels, and
 * variables of every input; criteria may also name `facts` of wordings, which are not checked here.
 */
export function checkTemplate(scenario: Scenario, text: string, place: string, also?: "facts"): void {
  const template = parse(text, place);
  const factors = new Map(scenario.factors.map((factor) => [factor.id, factor.levels.map((level) => level.id)]));
  for (const name of template.names) {
    if (factors.has(name) || (also && name.startsWith(`${also}.`))) continue;
    const variable = name.startsWith("input.") ? name.slice(6) : null;
    if (variable === null) {
      const known = [...factors.keys(), "input.<name>", ...(also ? [`${also}.<name>`] : [])].join(", ");
      throw fault(place, `{{ ${name} }}`, `no such variable; use one of ${known}`);
    }
    const lacking = scenario.inputs.find((input) => !Object.hasOwn(input.vars, variable));
    if (lacking)
      throw fault(
        place,
        `{{ ${name} }}`,
        `input "${lacking.id}" has no "${variable}"; add it in inputs.yaml, such as "${variable}: some text"`,
      );
  }
  for (const { name, value } of template.compared) {
    const levels = factors.get(name);
    if (levels && !levels.includes(value))
      throw fault(place, `{% if ${name} %}`, `${name} has no level "${value}"; use one of ${levels.join(", ")}`);
  }
}

function parse(text: string, place: string): Template {
  try {
    return parseTemplate(text);
  } catch (error) {
    throw fault(place, `"${text.slice(0, 40)}…"`, `not a template: ${(error as Error).message}; mend the tag`);
  }
}
