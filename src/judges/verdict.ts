import type { OutcomeId } from "../scenarios/known.ts";

/**
 * Why a reply that could be judged was not: no judge was given, or one was asked in vain or no
 * more.
 */
export type Unjudged = "no judge given" | "judge unanswered";

/**
 * What a judge made of one outcome of one trial. Missing is never zero: it is `unscored`, with the
 * reason in words, and `unjudged` where it may be judged yet; without that the reply, or what the
 * judge made of it, is the reason, with what the judge wrote as `evidence` where that was no
 * verdict.
 */
export type Verdict =
  | { status: "scored"; value: number; evidence: string | null }
  | { status: "unscored"; reason: string; unjudged?: Unjudged; evidence?: string };

/** A line of `grades.jsonl`. `value` is 0, 1 or a proportion in between. */
export type Grade = Verdict & {
  trial: string;
  outcome: OutcomeId;
  /** `pattern`, `choice`, or the judge model's id. */
  judge: string;
  /** Hash of judge, parameters, rubric or pattern, and what it saw. */
  hash: string;
  /** Of a panel: what each of its members made of it. */
  members?: Member[];
};

/** One judge's own verdict in a panel. */
export type Member = Verdict & Pick<Grade, "judge" | "hash">;
