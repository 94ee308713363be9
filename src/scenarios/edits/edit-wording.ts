import { hash } from "../../lib/hash.ts";
import { checkForm } from "../check-form.ts";
import type { Scenario, Turn, Wording } from "../scenario.ts";
import { withoutLines } from "../without-lines.ts";
import type { Change, Edit } from "./edit.ts";
import { toLists, toProse } from "./lists.ts";
import { rename } from "./rename.ts";
import { reorder } from "./reorder.ts";

/**
 * A wording with one thing changed, in the arm `edit`: its id and title are the wording's with the
 * edit's after them, its canary and conditions the wording's own. Throws when the edit would change
 * nothing, or leave a wording that does not hold.
 */
export function editWording(scenario: Scenario, wording: Wording, edit: Edit): Wording {
  const id = `${wording.id}-${edit.id}`;
  const place = `${scenario.id}/${wording.file}, edit ${edit.id}`;
  let changed: Texts;
  try {
    changed = apply(wording, edit.change);
  } catch (error) {
    throw new Error(`${place}: ${(error as Error).message}`, { cause: error });
  }
  if (hash(changed.turns) === hash(wording.turns))
    throw new Error(`${place}: changes nothing there; correct it, or its "of"`);
  const { turns, choice, readings, examples, private: marks } = changed;
  const content = { arm: "edit" as const, turns, choice, readings, examples };
  // What an edit changes, passages on marks among it, is the text of those who act by marks.
  const { tools: _, ...byMarks } = wording;
  const edited: Wording = {
    ...byMarks,
    ...content,
    ...(marks && { private: marks }),
    id,
    rung: null,
    title: `${wording.title}; ${edit.title}`,
    hash: hash(content),
  };
  checkForm(scenario, edited, place);
  return edited;
}

type Texts = Pick<Wording, "turns" | "choice" | "readings" | "examples" | "private">;

function apply(wording: Texts, change: Change): Texts {
  const says = (edit: (text: string) => string): Texts => ({ ...wording, turns: edited(wording.turns, edit) });
  if (change.by === "rename") return rename(wording, change.names);
  if (change.by === "prose") return says(toProse);
  if (change.by === "lists") return says(toLists);
  if (change.by === "cut") {
    const all = wording.turns.map((turn) => (turn.kind === "say" ? turn.text : "")).join("\n");
    const absent = change.lines.find((piece) => !all.includes(piece));
    if (absent !== undefined) throw new Error(`no line has "${absent}"; take it out of lines`);
    return says((text) => withoutLines(text, change.lines));
  }
  const at = wording.turns.findIndex((turn) => turn.kind === "say" && turn.role === change.role);
  return {
    ...wording,
    turns: wording.turns.map((turn, index) =>
      index === at && turn.kind === "say" ? { ...turn, text: reorder(turn.text, change) } : turn,
    ),
  };
}

/** What the script says, but not what it says for the subject. */
function edited(turns: Turn[], edit: (text: string) => string): Turn[] {
  return turns.map((turn) =>
    turn.kind === "say" && turn.role !== "assistant" ? { ...turn, text: edit(turn.text) } : turn,
  );
}
