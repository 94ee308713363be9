import { shorten } from "../lib/escape.ts";
import type { Reply } from "./model.ts";
import { ModelError } from "./model.ts";

const words = ["reasoning", "stopDetail", "servedModel", "requestId", "fingerprint"] as const;

/**
 * A reply as a provider's body was read, made sure of: a body may hold anything, and what is kept
 * of it is read again for years. What should be words or a count and is not becomes null. Throws a
 * ModelError, worth another try, where the text is no text or a log-probability no number.
 */
export function checkReply<R extends Omit<Reply, "latencyMs">>(id: string, reply: R): R {
  const { text, choices, usage } = reply;
  const wrong =
    typeof text !== "string" ? "text" : Object.values(choices ?? {}).every(Number.isFinite) ? null : "choices";
  if (wrong !== null)
    throw new ModelError(
      `${id}: the body is of another form: ${shorten(JSON.stringify(reply[wrong]), 200)} for ${wrong}`,
      { retryable: true },
    );
  const named = Object.fromEntries(words.map((name) => [name, wordsOf(reply[name], name)]));
  const { tier, ...counted } = usage;
  const counts = Object.fromEntries(
    Object.entries(counted).map(([name, count]) => [name, isCount(count) ? count : null]),
  );
  return { ...reply, ...named, usage: { ...counts, ...(tier && { tier }) } as R["usage"] };
}

/** Reasoning is a reply's own words; what a server says of a reply is cut. */
const wordsOf = (value: unknown, name: (typeof words)[number]): string | null =>
  typeof value !== "string" ? null : name === "reasoning" ? value : shorten(value, 1000);

const isCount = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value) && value >= 0;
