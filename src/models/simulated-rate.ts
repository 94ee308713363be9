import { logitOf } from "../lib/marginal.ts";
import { normal, random } from "../lib/random.ts";
import { publishedArms } from "../scenarios/arms.ts";
import type { TrialFacts } from "./model.ts";

/**
 * What a simulated subject does. Rates are of the value 1 of the headline outcome, averaged over
 * wordings and inputs; spreads are standard deviations on the logit scale; `refuse` is the share of
 * chat replies that are refusals.
 */
export interface Behaviour {
  published: number;
  paraphrase: number;
  wordingSd: number;
  inputSd: number;
  refuse: number;
  seed: number;
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/**
 * The rate, in [0, 1], at which a subject gives the value 1 on one wording and input: the arm's
 * logit, plus a wording effect (none on the published side of a published scenario), plus an input
 * effect shared by all wordings. A control's base wording was never published, so it is one more
 * draw from the paraphrases.
 */
export function rateOf(model: string, behaviour: Behaviour, trial: TrialFacts): number {
  const { wordingSd, inputSd } = behaviour;
  const published = trial.arm !== "base" && publishedArms.some((arm) => arm === trial.arm);
  const effect = (...what: string[]): number => normal(random(JSON.stringify([model, behaviour.seed, ...what])));
  const wording = published ? 0 : wordingSd * effect("wording", trial.scenario, trial.arm, trial.wording);
  const input = inputSd * effect("input", trial.scenario, trial.input);
  const spread = Math.hypot(published ? 0 : wordingSd, inputSd);
  return logistic(center(published ? behaviour.published : behaviour.paraphrase, spread) + wording + input);
}

const centers = new Map<string, number>();

/** {@link logitOf}, remembered: a subject has few rates and is asked often. */
function center(rate: number, spread: number): number {
  const key = `${rate} ${spread}`;
  const found = centers.get(key) ?? logitOf(rate, spread);
  centers.set(key, found);
  return found;
}
