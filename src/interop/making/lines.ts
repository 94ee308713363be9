import { hash } from "../../lib/hash.ts";
import type { Reply } from "../../models/model.ts";
import type { FailureLine, ReplyLine } from "../../runner/trial.ts";
import type { Exchange } from "../exchange/exchange.ts";
import type { Named } from "./name-replies.ts";

/** A conversation as lines of a journal: a reply each, or why there is none. */
export function linesOf(
  trial: string,
  { error, invalid, place, exported }: Exchange,
  replies: readonly Named[],
  canary: string | null,
): (ReplyLine | FailureLine)[] {
  if (replies.length === 0 && exported && error === "pending") return [];
  if (replies.length === 0)
    return [{ kind: "failure", trial, turn: "reply", error: error ?? `no reply in ${place}`, attempts: [] }];
  return replies.map((reply): ReplyLine => ({
    kind: "reply",
    trial,
    turn: reply.turn,
    key: hash([trial, reply.turn]),
    said: reply.said,
    reply: replyOf(reply),
    cached: null,
    usd: null,
    attempts: [],
    ...(canary !== null && { canary }),
    ...((invalid ?? error) !== undefined && { invalid: (invalid ?? error)! }),
  }));
}

function replyOf({
  text,
  reasoning,
  stop,
  stopDetail,
  usage,
  servedModel,
  requestId,
  latencyMs,
  choices,
  calls,
}: Named): Reply {
  const reply: Reply = {
    text,
    reasoning,
    stop,
    stopDetail,
    usage,
    servedModel,
    requestId,
    fingerprint: null,
    choices,
    latencyMs,
  };
  return calls === null || calls.length === 0 ? reply : { ...reply, calls };
}
