import { Environment, Interpreter } from "@huggingface/jinja";
import { conditionLabel } from "./condition.ts";
import type { Input, Wording } from "./scenario.ts";
import { parseTemplate } from "./template.ts";
import { trimBlankLines } from "./trim.ts";

/**
 * A template's text under one condition and one input, and for criteria with a wording's facts,
 * each in its first spelling; text without a tag comes back as it is. Throws, naming `place`, on a
 * variable that none of them has.
 */
export function fill(
  text: string,
  condition: Record<string, string>,
  input: Input,
  place: string,
  facts: Wording["facts"] = {},
): string {
  const template = parseTemplate(text);
  if (!template.program) return text;
  const firstForms = Object.fromEntries(Object.entries(facts).map(([name, [first]]) => [name, first]));
  const values: Record<string, unknown> = { ...condition, input: input.vars, facts: firstForms };
  for (const name of template.names) {
    const [of, variable] = name.split(".") as [string, string?];
    const known = variable === undefined ? condition : of === "input" ? input.vars : of === "facts" ? firstForms : {};
    if (!Object.hasOwn(known, variable ?? of))
      throw new Error(
        `${place}: no value for ${name} in condition "${conditionLabel(condition)}", input "${input.id}"`,
      );
  }
  const environment = new Environment();
  for (const [name, value] of Object.entries(values)) environment.set(name, value);
  const filled = new Interpreter(environment).run(template.program) as { value: string };
  return trimBlankLines(filled.value);
}

/** Tags of a template that an input has no value for, as one from elsewhere may not. */
export function lacking(text: string, { vars }: Input): string[] {
  return [...parseTemplate(text).names].filter(
    (name) => name.startsWith("input.") && !Object.hasOwn(vars, name.slice("input.".length)),
  );
}
