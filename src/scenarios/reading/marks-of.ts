import type { Scenario, Wording } from "../scenario.ts";
import type { Mark } from "./mark.ts";
import { textId } from "./text-id.ts";

/** The marks that readers gave to this very text of a wording. */
export function marksOf(
  { marks = [] }: Pick<Scenario, "marks">,
  wording: Pick<Wording, "id" | "turns" | "choice">,
): Mark[] {
  const text = textId(wording);
  return marks.filter((mark) => mark.wording === wording.id && mark.text === text);
}
