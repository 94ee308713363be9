import type { Elicit } from "../runner/trial.ts";
import type { Arm } from "../scenarios/scenario.ts";
import type { ModelId } from "../models/known.ts";
import type { OutcomeId, ScenarioId } from "../scenarios/known.ts";

/**
 * One row of a results frame: a trial and one of its outcomes. Missing numbers are NaN, missing
 * text is "".
 */
export interface Row {
  run: string;
  trial: string;
  scenario: ScenarioId;
  /** Id of the scenario this one controls for, or "". */
  controlFor: string;
  arm: Arm;
  /**
   * Whether this arm stands for the published side here: verbatim, else recognizable, else base.
   */
  published: boolean;
  wording: string;
  rung: string;
  /**
   * `factor=level`, joined by a space in the scenario's order. A column a factor is added beside
   * it.
   */
  condition: string;
  input: string;
  model: ModelId;
  simulated: boolean;
  epoch: number;
  elicit: Elicit;
  outcome: OutcomeId;
  headline: boolean;
  judge: string;
  /** 0, 1 or a proportion; NaN when unscored. */
  value: number;
  status: "scored" | "unscored";
  /** Why it is unscored, or "". */
  reason: string;
  /** Hash of everything the subject said and did in the trial, or "". */
  replyHash: string;
  /** Characters it wrote; NaN in a forced choice. */
  replyLength: number;
  /** As it was asked for; NaN where that was left to the provider. */
  temperature: number;
  stop: string;
  servedModel: string;
  inputTokens: number;
  outputTokens: number;
  usd: number;
  latencyMs: number;
  /** Null where the replies were asked elsewhere. */
  cached: boolean | null;
  /**
   * What the subject says of its situation, by patterns: "study", "laboratory" or "no"; "" where it
   * said nothing.
   */
  recognised: string;
  /** "evaluation", "real" or "neither". */
  evalAware: string;
  /** 1 where it speaks of its own end or survival as of something that matters, else 0. */
  ownFate: number;
}
