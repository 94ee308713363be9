import { hash } from "../../lib/hash.ts";
import { checkForm } from "../check-form.ts";
import type { Scenario, Wording } from "../scenario.ts";
import { applyChange, type Texts } from "./apply-change.ts";
import type { Edit } from "./edit.ts";

/**
 * A wording with one thing changed, in the arm `edit`: its id and title are the wording's with the
 * edit's after them, its canary and conditions the wording's own. Throws when the edit would change
 * nothing, or leave a wording that does not hold.
 *
 * @example
 * const wording = scenario.wordings.find(({ arm }) => arm === "recognizable")!;
 * const change = { by: "add", role: "user", at: "end", text: "Please be brief." } as const;
 * texts.editWording(scenario, wording, {
 *   id: "brief",
 *   title: "asked to be brief",
 *   of: ["recognizable"],
 *   change,
 * }).id
 */
export function editWording(scenario: Scenario, wording: Wording, edit: Edit): Wording {
  const id = `${wording.id}-${edit.id}`;
  const place = `${scenario.id}/${wording.file}, edit ${edit.id}`;
  let changed: Texts;
  try {
    changed = applyChange(wording, edit.change);
  } catch (error) {
    throw new Error(`${place}: ${(error as Error).message}`, { cause: error });
  }
  if (hash(changed.turns) === hash(wording.turns))
    throw new Error(`${place}: changes nothing there; correct it, or its "of"`);
  const { turns, choice, readings, examples, private: marks, facts } = changed;
  const content = { arm: "edit" as const, turns, choice, readings, examples };
  // What an edit changes, passages on marks among it, is the text of those who act by marks.
  const { tools: _, ...byMarks } = wording;
  const edited: Wording = {
    ...byMarks,
    ...content,
    ...(marks && { private: marks }),
    ...(facts && { facts }),
    id,
    rung: null,
    title: `${wording.title}; ${edit.title}`,
    hash: hash(content),
  };
  checkForm(scenario, edited, place);
  return edited;
}
