import { properNames } from "../proper-names.ts";
import { ownText } from "../said.ts";
import type { Scenario, Wording } from "../scenario.ts";
import { findNames } from "../similarity.ts";

/**
 * What of the published side a wording still says: `whole` names and distinctive phrases, and
 * `parts` of longer names. Declared phrases count whatever their case, names that were told by
 * their capitals only with them.
 */
export function namesLeft(
  scenario: Pick<Scenario, "distinctive">,
  sides: readonly Wording[],
  wording: Wording,
): { whole: string[]; parts: string[] } {
  const text = [ownText(wording), ...Object.values(wording.choice)].join("\n");
  const spelled = ` ${text.replace(/[^\p{L}\p{N}]+/gu, " ")} `;
  const found = (names: (string | undefined)[]) =>
    [...new Set(names)].filter((name): name is string => name !== undefined && spelled.includes(` ${name} `));
  const named = sides.flatMap((side) => properNames(ownText(side)));
  const whole = [...new Set([...findNames(text, scenario.distinctive), ...found(named.map(([name]) => name))])];
  const parts = found(named.flatMap(([, ...rest]) => rest)).filter((part) => !whole.includes(part));
  return { whole, parts };
}
