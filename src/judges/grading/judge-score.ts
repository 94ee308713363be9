import { hash } from "../../lib/hash.ts";
import type { JudgementLine, Judgements } from "../asking/judgements.ts";
import type { Measure } from "../../scenarios/scenario.ts";
import type { Grade, Verdict } from "../verdict.ts";

/** A score or label that came along with a reply from elsewhere, under the name of who gave it. */
export interface Score {
  trial: string;
  outcome: string;
  judge: string;
  verdict: Verdict;
}

/**
 * What a score answers: it is asked of one outcome of one trial, and not of the words of a reply.
 */
const questionOf = (trial: string, outcome: string): string => hash(["score", trial, outcome]);

/** A score as a line of `judgements.jsonl`; what it cost is not known. */
export function scoreLine({ trial, outcome, judge, verdict }: Score): JudgementLine {
  const question = questionOf(trial, outcome);
  const text = JSON.stringify(verdict);
  const unknown = { stopDetail: null, servedModel: null, requestId: null, fingerprint: null, choices: null };
  const usage = { input: null, output: null, cachedInput: null, reasoning: null };
  const reply = { text, reasoning: null, stop: null, usage, ...unknown, latencyMs: null };
  const key = hash([question, judge, text]);
  return { kind: "judgement", trial, outcome, judge, question, key, reply, cached: null, usd: null, attempts: [] };
}

/** The score of one outcome of a trial as its grade; null where none came along. */
export function judgeScore(
  judgements: Pick<Judgements, "latest">,
  trial: string,
  outcome: string,
  { beyond }: Extract<Measure, { by: "score" }>,
): (Verdict & Pick<Grade, "judge" | "hash">) | null {
  const judgement = judgements.latest(questionOf(trial, outcome));
  if (judgement === undefined) return null;
  const verdict = JSON.parse(judgement.reply.text) as Verdict;
  const head = { judge: judgement.judge, hash: judgement.key };
  if (!beyond || verdict.status === "unscored") return { ...head, ...verdict };
  const reason = `not a proportion: ${verdict.value} on a scale beyond 1; say from where on it counts as 1 (oneIf)`;
  return { ...head, status: "unscored", reason };
}
