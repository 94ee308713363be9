import { Environment, Interpreter } from "@huggingface/jinja";
import { conditionLabel } from "./condition.ts";
import type { Input } from "./scenario.ts";
import { parseTemplate } from "./template.ts";
import { trimBlankLines } from "./trim.ts";

/**
 * A template's text under one condition and one input; text without a tag comes back as it is.
 * Throws, naming `place`, on a variable that neither has.
 */
export function fill(text: string, condition: Record<string, string>, input: Input, place: string): string {
  const template = parseTemplate(text);
  if (!template.program) return text;
  const values: Record<string, unknown> = { ...condition, input: input.vars };
  for (const name of template.names) {
    const known = name.startsWith("input.") ? Object.hasOwn(input.vars, name.slice(6)) : Object.hasOwn(condition, name);
    if (!known)
      throw new Error(
        `${place}: no value for ${name} in condition "${conditionLabel(condition)}", input "${input.id}"`,
      );
  }
  const environment = new Environment();
  for (const [name, value] of Object.entries(values)) environment.set(name, value);
  const filled = new Interpreter(environment).run(template.program) as { value: string };
  return trimBlankLines(filled.value);
}
