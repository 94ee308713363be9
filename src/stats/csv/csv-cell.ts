/**
 * One wording's result in one scenario, condition, model and outcome, as a row of a CSV carries it.
 * Either `successes` of `trials`, or `rate` with its standard error `se`, in proportions; what is
 * not given is null. `arm` is `published`, `paraphrase`, or any other arm's name. `extra` holds the
 * file's other columns, as text.
 */
export interface CsvCell {
  scenario: string;
  condition: string;
  model: string;
  outcome: string;
  wording: string;
  arm: string;
  successes: number | null;
  trials: number | null;
  rate: number | null;
  se: number | null;
  extra: Record<string, string>;
}

export const csvColumns = [
  "scenario",
  "condition",
  "model",
  "outcome",
  "wording",
  "arm",
  "successes",
  "trials",
  "rate",
  "se",
] as const;
