import { partNotes } from "../notes/part-notes.ts";
import type { Scenario, Wording } from "../scenario.ts";

/**
 * Whether a wording declares private marks where others of its scenario do, and whether what an
 * example thinks to itself is set off by them.
 */
export function privateFaults({ wordings }: Pick<Scenario, "wordings">, wording: Wording): string[] {
  const having = wordings.filter((each) => each.arm !== "edit" && each.private !== undefined);
  if (having.length === 0) return [];
  if (wording.private === undefined)
    return [`no private marks, which ${having[0]!.id} and ${having.length - 1} others have`];
  const examples = Object.values(wording.examples).flatMap((byReading) => Object.values(byReading));
  const others = having.filter(({ id }) => id !== wording.id).flatMap(({ private: marks }) => marks!);
  const foreign = examples.find(
    (text) =>
      partNotes(wording.private, text).notes.length === 0 &&
      others.some((mark) => "open" in mark && /\W/.test(mark.open) && text.startsWith(mark.open)),
  );
  return foreign === undefined ? [] : [`an example has marks of another wording: “${foreign.slice(0, 40)}”`];
}
