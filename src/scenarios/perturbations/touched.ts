import type { Change } from "../edits/change.ts";
import { namesAt } from "../edits/rename.ts";
import type { Wording } from "../scenario.ts";

/** A stretch of what a turn of a script says, as [from, to). */
export interface Stretch {
  turn: number;
  from: number;
  to: number;
}

/**
 * The stretches of a wording's text whose words a change replaces or takes away; none where it adds
 * or moves text, or sets it in another form.
 */
export function touched({ turns }: Pick<Wording, "turns">, change: Change): Stretch[] {
  const find = stretchesOf(change);
  return turns.flatMap((step, turn) =>
    step.kind === "say" ? find(step.text).map(([from, to]) => ({ turn, from, to })) : [],
  );
}

/** The words that two lists of stretches share; null where they share none. */
export function shared(turns: Wording["turns"], some: readonly Stretch[], others: readonly Stretch[]): string | null {
  for (const one of some)
    for (const other of others) {
      const [from, to] = [Math.max(one.from, other.from), Math.min(one.to, other.to)];
      const turn = turns[one.turn]!;
      if (one.turn === other.turn && from < to && turn.kind === "say") return turn.text.slice(from, to);
    }
  return null;
}

function stretchesOf(change: Change): (text: string) => [from: number, to: number][] {
  switch (change.by) {
    case "rename":
      return (text) => namesAt(text, Object.keys(change.names));
    case "replace":
      return (text) => Object.keys(change.texts).flatMap((piece) => piecesAt(text, piece));
    case "cut":
      return (text) =>
        linesAt(text).filter(([from, to]) => change.lines.some((line) => text.slice(from, to).includes(line)));
    case "add":
    case "lists":
    case "prose":
    case "reorder":
      return () => [];
  }
}

function piecesAt(text: string, piece: string): [from: number, to: number][] {
  const found: [number, number][] = [];
  for (let at = text.indexOf(piece); at !== -1; at = text.indexOf(piece, at + piece.length))
    found.push([at, at + piece.length]);
  return found;
}

function linesAt(text: string): [from: number, to: number][] {
  let from = 0;
  return text.split("\n").map((line) => {
    const at = from;
    from += line.length + 1;
    return [at, at + line.length];
  });
}
