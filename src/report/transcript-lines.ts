import { probability, significant } from "../lib/number-text.ts";
import type { Grade } from "../judges/verdict.ts";
import { letterOfOne, letters } from "../runner/choice.ts";
import type { ReplyLine, TrialResult } from "../runner/trial.ts";
import { conditionLabel } from "../scenarios/condition.ts";

/**
 * What a transcript says of its trial: one line for its wording, one for everything else that tells
 * it apart.
 */
export function heading({ trial }: TrialResult): { title: string; facts: string } {
  const facts = [conditionLabel(trial.condition), trial.input === "none" ? "" : `input ${trial.input}`, trial.model];
  return {
    title: `${trial.scenario} · ${trial.arm} · ${trial.wording}`,
    facts: [...facts, `epoch ${trial.epoch}`].filter((fact) => fact !== "").join(" · "),
  };
}

/** What a model replied: its text, or in a forced choice the probability of each letter. */
export function replied({ turn, reply }: ReplyLine): string {
  if (reply.choices === null) return reply.text;
  const one = letterOfOne(turn);
  return letters
    .map((letter) => {
      const logprob = reply.choices?.[letter];
      const share = typeof logprob === "number" ? probability(Math.exp(logprob)) : "not given";
      return `${letter} ${share}${letter === one ? " (counts as 1)" : ""}`;
    })
    .join("\n");
}

/** How a reply ended and where it came from, where that is worth a word. */
export function ending({ reply, cached }: ReplyLine): string {
  const detail = reply.stopDetail && reply.stopDetail !== reply.stop ? ` (${reply.stopDetail})` : "";
  const known = reply.stop === "end" ? "" : `stopped: ${reply.stop}${detail}`;
  const stop = reply.stop === null ? "how it ended is not known" : known;
  return [stop, cached ? "cached" : ""].filter((part) => part !== "").join(", ");
}

/** Why the transcript ends where it does, or "" for a complete one. */
export function incomplete({ status, error }: TrialResult): string {
  if (status === "failed") return `failed: ${error ?? "no reason given"}`;
  return status === "pending" ? "not complete yet: run again to go on" : "";
}

/** A grade in one line. */
export function graded(grade: Grade): string {
  const head = `${grade.outcome}: ${grade.status === "scored" ? significant(grade.value, 4) : "unscored"}`;
  const why = grade.status === "scored" ? grade.evidence : grade.reason;
  return `${head} (${grade.judge})${why ? ` · ${why}` : ""}`;
}
