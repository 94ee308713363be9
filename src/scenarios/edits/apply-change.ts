import type { Turn, Wording } from "../scenario.ts";
import { withoutLines } from "../without-lines.ts";
import { addText } from "./add-text.ts";
import type { Change } from "./change.ts";
import { toLists, toProse } from "./lists.ts";
import { literal } from "./literal.ts";
import { rename } from "./rename.ts";
import { reorder } from "./reorder.ts";

/** What of a wording a change may touch. */
export type Texts = Pick<Wording, "turns" | "choice" | "readings" | "examples" | "private" | "facts">;

/** A wording's texts with one change. Throws where what it would change is not there. */
export function applyChange(wording: Texts, change: Change): Texts {
  const says = (edit: (text: string) => string): Texts => ({ ...wording, turns: edited(wording.turns, edit) });
  switch (change.by) {
    case "rename":
      return rename(wording, change.names);
    case "prose":
      return says(toProse);
    case "lists":
      return says(toLists);
    case "cut":
      refuseAbsent(wording, change.lines, "no line has", "take it out of lines");
      return says((text) => withoutLines(text, change.lines));
    case "replace":
      refuseAbsent(wording, Object.keys(change.texts), "the text nowhere says", "take it out of texts");
      refuseHidden(wording, change.texts);
      return says((text) => replacePieces(text, change.texts));
    case "reorder":
      return inTurn(wording, change.role, (text) => reorder(text, change));
    case "add":
      return inTurn(wording, change.role, (text) => addText(text, change.at, change.text));
  }
}

/** All at once: what stands in for one piece is no place for another, nor a pattern. */
function replacePieces(text: string, texts: Record<string, string>): string {
  return text.replace(piecesOf(texts), (piece) => texts[piece]!);
}

function piecesOf(texts: Record<string, string>): RegExp {
  const longestFirst = Object.keys(texts).toSorted((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map(literal).join("|"), "g");
}

const saidIn = ({ turns }: Texts): string =>
  turns.map((turn) => (turn.kind === "say" && turn.role !== "assistant" ? turn.text : "")).join("\n");

/** Throws on a piece that stands only where another takes a part of it, and would be cut short. */
function refuseHidden(wording: Texts, texts: Record<string, string>): void {
  const found = new Set(saidIn(wording).match(piecesOf(texts)));
  const pieces = Object.keys(texts);
  const hidden = pieces.find(
    (piece) => !found.has(piece) && pieces.every((each) => each === piece || !each.includes(piece)),
  );
  if (hidden !== undefined)
    throw new Error(`"${hidden}" stands only where another piece of texts takes a part of it; make them one piece`);
}

function refuseAbsent(wording: Texts, pieces: string[], what: string, remedy: string): void {
  const all = saidIn(wording);
  const absent = pieces.find((piece) => !all.includes(piece));
  if (absent !== undefined) throw new Error(`${what} "${absent}"; ${remedy}`);
}

/** Changes what a role says first. */
function inTurn(wording: Texts, role: "system" | "user", edit: (text: string) => string): Texts {
  const at = wording.turns.findIndex((turn) => turn.kind === "say" && turn.role === role);
  if (at === -1) throw new Error(`nothing is said as ${role}; name another role`);
  return {
    ...wording,
    turns: wording.turns.map((turn, index) =>
      index === at && turn.kind === "say" ? { ...turn, text: edit(turn.text) } : turn,
    ),
  };
}

/** What the script says, but not what it says for the subject. */
function edited(turns: Turn[], edit: (text: string) => string): Turn[] {
  return turns.map((turn) =>
    turn.kind === "say" && turn.role !== "assistant" ? { ...turn, text: edit(turn.text) } : turn,
  );
}
