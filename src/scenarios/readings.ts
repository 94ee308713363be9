import type { Wording } from "./scenario.ts";
import { parseTemplate } from "./template.ts";

/** Names of a wording's replies, in the order of its script. */
export function replyNames(wording: Wording): string[] {
  return wording.turns.flatMap((turn) => (turn.kind === "reply" ? [turn.name] : []));
}

/** What a reply of this wording can read as: its patterns' names, and `otherwise`. */
export function readingNames(wording: Wording, reply: string): string[] {
  const reading = wording.readings[reply];
  if (!reading) return [];
  return [...new Set([...Object.keys(reading.patterns), ...(reading.otherwise ? [reading.otherwise] : [])])];
}

/** Whether a wording has a mark of an input in it, said under every condition or not. */
export function takesInput({ turns }: Pick<Wording, "turns">): boolean {
  const names = turns.flatMap((turn) => (turn.kind === "say" ? [...parseTemplate(turn.text).names] : []));
  return names.some((name) => name.startsWith("input."));
}
