import { checkOptions, type OptionNames } from "../../lib/check-options.ts";
import { logitOf } from "../../lib/marginal.ts";

/** A study of one gap that is yet to be run: one model, scenario, condition and outcome. */
export interface Design {
  /**
   * Paraphrases, and trials of each; `publishedN` of the published wording, as many unless given.
   */
  k: number;
  n: number;
  publishedN?: number;
  /** Rate on the published wording, and the true gap, paraphrase − published: proportions. */
  rate: number;
  gap: number;
  /**
   * SD between wordings in log odds, such as `wordingSd` of {@link consistency}; 0.8 is usual of
   * published variations.
   */
  tau: number;
  /**
   * Inputs that every wording is crossed with (trials are shared out among them), and their SD in
   * log odds.
   */
  inputs?: number;
  inputSd?: number;
}

/** A design with its defaults filled in, and the log odds that make its rates. */
export interface FilledDesign extends Required<Design> {
  publishedLogit: number;
  paraphraseLogit: number;
}

const known: OptionNames<Design> = {
  k: true,
  n: true,
  publishedN: true,
  rate: true,
  gap: true,
  tau: true,
  inputs: true,
  inputSd: true,
};

/** Fills in and checks a design. Throws, naming it, on a number that cannot be. */
export function fillDesign(design: Design): FilledDesign {
  checkOptions("a design", design, known);
  const { n, publishedN = n, inputs = 1, inputSd = 0 } = design;
  const complete = { ...design, publishedN, inputs, inputSd: inputs > 1 ? inputSd : 0 };
  const { k, rate, gap, tau } = complete;
  const whole = (name: string, value: number, least: number) =>
    expected(Number.isInteger(value) && value >= least, name, value, `a whole number, ${least} or more`);
  whole("k", k, 2);
  whole("inputs", inputs, 1);
  whole("n", n, 2);
  whole("publishedN", publishedN, 2);
  expected(n % inputs === 0 && publishedN % inputs === 0, "n", n, `a multiple of the ${inputs} inputs, on either side`);
  expected(rate > 0 && rate < 1, "rate", rate, "a proportion between 0 and 1");
  expected(rate + gap > 0 && rate + gap < 1, "gap", gap, `a proportion that keeps ${rate} + gap between 0 and 1`);
  expected(tau >= 0 && Number.isFinite(tau), "tau", tau, "a standard deviation in log odds, 0 or more");
  expected(inputSd >= 0 && Number.isFinite(inputSd), "inputSd", inputSd, "a standard deviation in log odds, 0 or more");
  return {
    ...complete,
    publishedLogit: logitOf(rate, complete.inputSd),
    paraphraseLogit: logitOf(rate + gap, Math.hypot(tau, complete.inputSd)),
  };
}

function expected(holds: boolean, name: string, value: number, what: string): void {
  if (!holds) throw new RangeError(`${name} = ${value}: expected ${what}`);
}
