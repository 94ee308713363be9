import type { Grade } from "../../judges/verdict.ts";
import type { Reply } from "../../models/model.ts";
import type { Elicit, TrialResult } from "../../runner/trial.ts";
import type { Scenario } from "../../scenarios/scenario.ts";
import type { Said } from "../exchange/exchange.ts";

/** A trial as an export carries it, whole, so that importing it gives the same rows. */
export interface OwnRecord {
  format: "parallax-trial";
  version: 1;
  trial: string;
  scenario: string;
  arm: string;
  wording: string;
  condition: Record<string, string>;
  input: string;
  model: string;
  epoch: number;
  elicit: Elicit;
  canary: string | null;
  /** Why there is no reply; null where there is one. */
  error: string | null;
  replies: (Pick<
    Reply,
    "text" | "reasoning" | "stop" | "stopDetail" | "usage" | "servedModel" | "requestId" | "latencyMs" | "choices"
  > & {
    turn: string;
    said: Said[];
    calls: Reply["calls"] | null;
  })[];
  grades: OwnGrade[];
}

/** What was made of an outcome. */
interface OwnGrade {
  outcome: string;
  headline: boolean;
  /** Read off a forced choice. */
  choice: boolean;
  judge: string;
  value: number | null;
  reason: string | null;
  evidence: string | null;
}

/** A trial with its grades, without what only this machine knows. */
export function ownRecord(
  { trial, status, replies, error }: TrialResult,
  grades: readonly Grade[],
  scenario: Scenario,
): OwnRecord {
  const { scenario: id, arm, wording, condition, input, model, epoch, elicit } = trial;
  const missing = status === "failed" ? (error ?? "failed") : status === "pending" ? "pending" : null;
  return {
    format: "parallax-trial",
    version: 1,
    trial: trial.id,
    scenario: id,
    arm,
    wording,
    condition,
    input,
    model,
    epoch,
    elicit,
    canary: scenario.wordings.find((each) => each.id === wording)?.canary ?? null,
    error: replies.length === 0 ? (missing ?? "no reply") : null,
    replies: replies.map(({ turn, said, reply }) => {
      const { text, reasoning, stop, stopDetail, usage, servedModel, requestId, latencyMs, choices, calls } = reply;
      return {
        turn,
        said,
        text,
        reasoning,
        calls: calls ?? null,
        stop,
        stopDetail,
        usage,
        servedModel,
        requestId,
        latencyMs,
        choices,
      };
    }),
    grades: grades.map((grade) => ownGrade(grade, scenario)),
  };
}

function ownGrade(grade: Grade, { outcomes }: Scenario): OwnGrade {
  const outcome = outcomes.find(({ id }) => id === grade.outcome);
  const by = outcome?.measure;
  return {
    outcome: grade.outcome,
    headline: outcome?.headline ?? false,
    choice: by?.by === "choice" || (by?.by === "score" && by.choice === true),
    judge: grade.judge,
    value: grade.status === "scored" ? grade.value : null,
    reason: grade.status === "unscored" ? grade.reason : null,
    evidence: grade.status === "scored" ? grade.evidence : null,
  };
}
