import { checkFacts } from "./check-facts.ts";
import { checkPrivate } from "./notes/check-private.ts";
import { checkExamples, checkReadings } from "./check-readings.ts";
import { checkScript } from "./check-script.ts";
import { checkTemplate } from "./check-template.ts";
import { checkTools } from "./check-tools.ts";
import { fault } from "./fault.ts";
import type { Scenario, Wording } from "./scenario.ts";
import { findNames } from "./similarity.ts";
import { parseTemplate, withoutTags } from "./template.ts";

/**
 * Throws on the first fault of a wording: script, templates, forced choice, readings, examples,
 * names it may not use.
 */
export function checkForm(scenario: Scenario, wording: Wording, place: string): void {
  checkScript(wording, place);
  for (const turn of wording.turns) if (turn.kind === "say") checkTemplate(scenario, turn.text, place);
  checkChoice(wording, place);
  checkPrivate(wording, place);
  checkReadings(wording, place);
  checkExamples(wording, place);
  checkNames(scenario, wording, place);
  checkFacts(wording, place);
  checkTools(scenario, wording, place);
}

function checkChoice(wording: Wording, place: string): void {
  for (const [key, text] of Object.entries(wording.choice))
    if (/\{[{%#]/.test(text))
      throw fault(
        place,
        `choice.${key}`,
        "a template tag; a forced choice is plain text, the same under every condition",
      );
  if (wording.choice.one === wording.choice.zero)
    throw fault(place, "choice.zero", "the same as choice.one; write two different options");
}

function checkNames(scenario: Scenario, wording: Wording, place: string): void {
  if (wording.arm !== "paraphrase") return;
  const said = wording.turns.flatMap((turn) => (turn.kind === "say" ? [turn.text] : []));
  const sayable = [...said.map(withoutTags), ...Object.values(wording.choice)].join("\n");
  const [name] = findNames(sayable, scenario.distinctive);
  if (name) throw fault(place, "text", `"${name}" belongs to the published side; say it in another way`);
  const variables = new Set(said.flatMap((text) => [...parseTemplate(text).names]));
  for (const input of scenario.inputs)
    for (const [variable, text] of Object.entries(input.vars)) {
      const [found] = variables.has(`input.${variable}`) ? findNames(text, scenario.distinctive) : [];
      if (found)
        throw fault(
          place,
          `input.${variable}`,
          `"${found}" in input "${input.id}" belongs to the published side; reword it`,
        );
    }
}
