import type { ReplyLine } from "../../runner/trial.ts";
import { redactor } from "../../scenarios/redact.ts";
import type { Scenario, Wording } from "../../scenarios/scenario.ts";

const filters = new WeakMap<Scenario, (text: string) => string>();

/**
 * Replies as a judge may see them. To a wording that is held out, what they quote of it is replaced
 * by its hash, whoever judges: only the model under test gets to read it.
 */
export function hideWording(scenario: Scenario, wording: Wording, replies: readonly ReplyLine[]): ReplyLine[] {
  if (!wording.heldOut) return [...replies];
  const filter = filters.get(scenario) ?? redactor([scenario], ({ heldOut }) => heldOut);
  filters.set(scenario, filter);
  return replies.map((line) => {
    const { text, reasoning } = line.reply;
    return { ...line, reply: { ...line.reply, text: filter(text), reasoning: reasoning && filter(reasoning) } };
  });
}
