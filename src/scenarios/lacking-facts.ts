import type { Wording } from "./scenario.ts";
import { parseTemplate } from "./template.ts";

/** What criteria name as `facts.<name>` and a wording does not tell, by name. */
export function lackingFacts(criteria: string, { facts = {} }: Pick<Wording, "facts">): string[] {
  const named = [...parseTemplate(criteria).names].flatMap((name) =>
    name.startsWith("facts.") ? [name.slice(6)] : [],
  );
  return named.filter((name) => !Object.hasOwn(facts, name));
}
