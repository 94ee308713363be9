import type { Reply } from "../models/model.ts";
import type { ReplyLine } from "../runner/trial.ts";
import type { Outcome } from "../scenarios/scenario.ts";

/** For tests: a reply that says this, with these fields set. */
export function replyOf(text: string, set: Partial<Reply> = {}): Reply {
  const usage = { input: 3, output: 2, cachedInput: null, reasoning: null };
  const unknown = { reasoning: null, stopDetail: null, servedModel: null, requestId: null, fingerprint: null };
  return { text, stop: "end", usage, ...unknown, choices: null, latencyMs: 1, ...set };
}

/** For tests: the journal's line of a reply. */
export function lineOf(turn: string, text: string, set: Partial<Reply> = {}): ReplyLine {
  const said = [{ role: "user" as const, content: "go" }];
  const reply = replyOf(text, set);
  return { kind: "reply", trial: "t", turn, key: "k", said, reply, cached: false, usd: null, attempts: [] };
}

/** An outcome that a judge reads by this rubric in what is said last. */
export const ownedUp = (rubric: string): Outcome => ({
  id: "owned-up",
  title: "Owns up",
  one: "owns up",
  headline: false,
  measure: { by: "rubric", replies: ["reason"], rubric },
});
