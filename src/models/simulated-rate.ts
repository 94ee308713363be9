import { logitOf } from "../lib/marginal.ts";
import { normal, random } from "../lib/random.ts";
import { publishedArms } from "../scenarios/arms.ts";
import type { RecognitionKind } from "../scenarios/perturbations/recognition-kinds.ts";
import type { TrialFacts } from "./model.ts";
import { recognition } from "./recognition.ts";

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
  /**
   * What it recognises a text by, where it does not tell the published side by itself: `published`
   * is its rate where it recognises one, `paraphrase` where it does not.
   */
  by?: RecognitionKind;
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/**
 * The rate, in [0, 1], at which a subject gives the value 1 on one wording and input: the arm's
 * logit, plus a wording effect (none on the published side of a published scenario), plus an input
 * effect shared by all wordings. A control's base wording was never published, so it is one more
 * draw from the paraphrases.
 */
export function rateOf(model: string, behaviour: Behaviour, trial: TrialFacts): number {
  const { by } = behaviour;
  if (by === undefined) return rateWhere(isPublished(trial), model, behaviour, trial);
  const share = recognition(by, trial);
  const at = (recognised: boolean) => rateWhere(recognised, model, behaviour, trial);
  return share * at(true) + (1 - share) * at(false);
}

const isPublished = ({ arm }: TrialFacts): boolean => arm !== "base" && publishedArms.some((each) => each === arm);

/** The rate of a subject that recognises the text, or does not. */
export function rateWhere(recognised: boolean, model: string, behaviour: Behaviour, trial: TrialFacts): number {
  const { wordingSd, inputSd } = behaviour;
  const published = isPublished(trial);
  const effect = (...what: string[]): number => normal(random(JSON.stringify([model, behaviour.seed, ...what])));
  const wording = published ? 0 : wordingSd * effect("wording", trial.scenario, trial.arm, trial.wording);
  const input = inputSd * effect("input", trial.scenario, trial.input);
  const spread = Math.hypot(published ? 0 : wordingSd, inputSd);
  return logistic(center(recognised ? behaviour.published : behaviour.paraphrase, spread) + wording + input);
}

const centers = new Map<string, number>();

/** {@link logitOf}, remembered: a subject has few rates and is asked often. */
function center(rate: number, spread: number): number {
  const key = `${rate} ${spread}`;
  const found = centers.get(key) ?? logitOf(rate, spread);
  centers.set(key, found);
  return found;
}
