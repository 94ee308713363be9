import type { Grade } from "../judges/verdict.ts";
import type { Results, TrialSummary } from "../judges/grading/results.ts";
import type { Outcome, Scenario } from "../scenarios/scenario.ts";
import type { Row } from "./row.ts";
import type { ColumnType } from "./table.ts";

/** What a row is computed from. */
export interface Source {
  results: Pick<Results, "run">;
  scenario: Scenario;
  /** The arm that stands for the published side of this scenario, or null. */
  published: string | null;
  summary: TrialSummary;
  outcome: Outcome;
  grade: Grade;
}

export interface Column<T = unknown> {
  type: ColumnType;
  of(source: Source): T;
}

const text = (of: (source: Source) => string | null): Column<string> => ({ type: "string", of: (s) => of(s) ?? "" });
const number = (of: (source: Source) => number | null): Column<number> => ({ type: "number", of: (s) => of(s) ?? NaN });
const flag = (of: (source: Source) => boolean): Column<boolean> => ({ type: "boolean", of });
const word = <T extends string>(of: (source: Source) => T): Column<T> => ({ type: "string", of });

/**
 * Every column of a results frame, in order: its type and how it is computed. What tells rows apart
 * and what was found come first. Missing numbers are NaN, missing text is "".
 */
export const columns: { [Name in keyof Row]: Column<Row[Name]> } = {
  scenario: text((s) => s.scenario.id),
  arm: word((s) => s.summary.trial.arm),
  wording: text((s) => s.summary.trial.wording),
  condition: text((s) => s.scenario.factors.map(({ id }) => `${id}=${s.summary.trial.condition[id]}`).join(" ")),
  input: text((s) => s.summary.trial.input),
  model: text((s) => s.summary.trial.model),
  outcome: text((s) => s.outcome.id),
  value: number((s) => (s.grade.status === "scored" ? s.grade.value : null)),
  status: word((s) => s.grade.status),
  reason: text((s) => (s.grade.status === "unscored" ? s.grade.reason : null)),
  judge: text((s) => s.grade.judge),
  epoch: number((s) => s.summary.trial.epoch),
  headline: flag((s) => s.outcome.headline),
  published: flag((s) => s.summary.trial.arm === s.published),
  rung: text((s) => s.scenario.wordings.find((wording) => wording.id === s.summary.trial.wording)?.rung ?? null),
  controlFor: text((s) => s.scenario.controlFor),
  elicit: word((s) => s.summary.trial.elicit),
  simulated: flag((s) => s.summary.trial.model.startsWith("simulated/")),
  replyHash: text((s) => s.summary.replyHash),
  replyLength: number((s) => s.summary.replyLength),
  temperature: number((s) => s.results.run.plan.params.temperature ?? null),
  stop: text((s) => s.summary.stop),
  servedModel: text((s) => s.summary.servedModel),
  inputTokens: number((s) => s.summary.inputTokens),
  outputTokens: number((s) => s.summary.outputTokens),
  usd: number((s) => s.summary.usd),
  latencyMs: number((s) => s.summary.latencyMs),
  cached: { type: "boolean", of: (s) => s.summary.cached },
  recognised: text((s) => s.summary.spoken?.recognised ?? null),
  evalAware: text((s) => s.summary.spoken?.evalAware ?? null),
  ownFate: number((s) => (typeof s.summary.spoken?.ownFate === "boolean" ? Number(s.summary.spoken.ownFate) : null)),
  run: text((s) => s.results.run.plan.id.slice(0, 12)),
  trial: text((s) => s.summary.trial.id),
};
