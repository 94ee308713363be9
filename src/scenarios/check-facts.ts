import { fault } from "./fault.ts";
import { ownText } from "./said.ts";
import type { Wording } from "./scenario.ts";

const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/**
 * Throws unless a wording's text or choice says whatever stands for each of its facts, as it is
 * spelt first.
 */
export function checkFacts(wording: Wording, place: string): void {
  const said = letters([ownText(wording), ...Object.values(wording.choice)].join(" "));
  for (const [name, [first]] of Object.entries(wording.facts ?? {}))
    if (!said.includes(letters(first!)))
      throw fault(place, `facts.${name}`, `the text does not say "${first}"; write what it calls this there`);
}
