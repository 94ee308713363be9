import { plainReply, type Replied, type Said } from "../../exchange/exchange.ts";
import { replyOf, saidOf } from "./replies.ts";
import type { InspectEvent, InspectMessage, Sample } from "./shapes.ts";

/** Whether a sample is an audit: a target is led through a conversation by an auditor. */
export const isAudit = ({ events = [], timelines }: Sample): boolean =>
  (timelines ?? []).some(({ name }) => name === "target") ||
  events.some(({ event, role }) => event === "model" && role === "auditor");

/**
 * Everything that a target replied, in the order it did, what was rolled back included: a sample's
 * messages hold the last branch alone. Where a branch sets in, all that it goes on from is said
 * again.
 */
export function targetReplies(sample: Sample): Replied[] {
  const pool = sample.events_data?.messages ?? [];
  const calls = (sample.events ?? []).filter(
    ({ event, role, output }) => event === "model" && role === "target" && output?.choices?.length,
  );
  let before: string[] = [];
  return calls.map((event) => {
    const input = inputOf(event, pool);
    const message = event.output!.choices![0]!.message;
    const goesOn = before.every((id, i) => id === keyOf(input[i]));
    const said = (goesOn ? input.slice(before.length) : input).map(saidAgain);
    before = [...input.map(keyOf), keyOf(message)];
    return plainReply("", replyOf(message, event.output!, said));
  });
}

function inputOf({ input = [], input_refs: refs }: InspectEvent, pool: readonly InspectMessage[]): InspectMessage[] {
  return refs ? refs.flatMap(([from, to]) => pool.slice(from, to)) : input;
}

const keyOf = (message: InspectMessage | undefined): string =>
  message?.id ?? JSON.stringify([message?.role, message?.content]);

const saidAgain = (message: InspectMessage): Said => saidOf(message);

/** Who was audited. */
export function targetModel(sample: Sample): string | undefined {
  return (sample.events ?? []).find(({ event, role }) => event === "model" && role === "target")?.model;
}
