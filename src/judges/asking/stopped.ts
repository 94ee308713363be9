import type { Reply, Stop } from "../../models/model.ts";
import type { ReplyLine } from "../../runner/trial.ts";

const REASONS: Partial<Record<Stop, string>> = {
  other: "ended in another way",
  refusal: "refused",
  filter: "filtered",
  length: "cut off at the token limit",
  malformed: "called a tool in a way that cannot be read",
};

/**
 * Why a reply is not the model's whole answer, in words for an unscored grade; null where it is.
 */
export function stopped(reply: Pick<Reply, "stop" | "stopDetail">): string | null {
  const reason = reply.stop === null ? undefined : REASONS[reply.stop];
  if (reason === undefined) return null;
  return reply.stopDetail === null || reply.stop === "length" ? reason : `${reason}: ${reply.stopDetail}`;
}

/** Why a reply that ended as a whole one is none: there is nothing to read or judge. */
export const emptyReply = "empty reply";

/** Why a reply that keeps everything to itself says nothing to read or judge. */
export const onlyNotes = "nothing outside its private notes";

/**
 * Why a conversation has no such reply: its script did not lead there, or the provider ended it
 * before.
 */
export function notReached(reply: string, replies: readonly ReplyLine[]): string {
  const last = replies.at(-1);
  if (last?.cached === null)
    return `not imported: ${reply}; only ${replies.map(({ turn }) => turn).join(", ")} came along`;
  const stop = last?.reply.stop;
  return `not reached${stop === "refusal" || stop === "filter" ? " after a refusal" : ""}: ${reply}`;
}
