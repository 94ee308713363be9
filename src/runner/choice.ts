import type { Message } from "../models/model.ts";
import type { Choice, Turn } from "../scenarios/scenario.ts";

/** The two letters of a forced choice, in the order they are shown. */
export const letters = ["A", "B"];

/** The two calls of a forced choice, so that a liking for the first letter cancels. */
export const orders = ["one-first", "zero-first"] as const;

/** The letter of the option that counts as 1 in a call named by its order. */
export function letterOfOne(order: string): string {
  return order === "one-first" ? "A" : "B";
}

/**
 * What the forced choice says: the conversation up to the first reply, then the lettered question.
 */
export function choiceTurns(turns: Turn[], choice: Choice, order: string): Message[] {
  const reply = turns.findIndex((turn) => turn.kind === "reply");
  const before = turns.slice(0, reply).flatMap((turn) => (turn.kind === "say" ? [turn] : []));
  const [first, second] = order === "one-first" ? [choice.one, choice.zero] : [choice.zero, choice.one];
  const question = `${choice.ask}\n\nA. ${first}\nB. ${second}\n\nAnswer with one letter, A or B.`;
  return [...before.map(({ role, text }) => ({ role, content: text })), { role: "user", content: question }];
}
