import { publishedArms } from "../arms.ts";
import { ownText } from "../said.ts";
import type { Scenario, Wording } from "../scenario.ts";
import { ngrams } from "../similarity.ts";

/**
 * How far a text is from the published one, or what stands for it: the share of its own runs of
 * three words that are not in that; null where a scenario has none.
 */
export function fromPublished({
  wordings,
}: Pick<Scenario, "wordings">): (text: Pick<Wording, "turns">) => number | null {
  const side = publishedArms.find((arm) => wordings.some((wording) => wording.arm === arm));
  const published = wordings.find(({ arm }) => arm === side);
  if (published === undefined) return () => null;
  const known = ngrams(ownText(published), 3);
  return (text) => {
    const runs = [...ngrams(ownText(text), 3)];
    return runs.length === 0 ? null : runs.filter((run) => !known.has(run)).length / runs.length;
  };
}
