import { fixed } from "../../lib/number-text.ts";
import type { Posterior } from "../posterior/posterior-result.ts";
import { distinct, percent, range } from "./phrases.ts";

/**
 * How posteriors were drawn, from which priors, and how well the chains agreed; "" where none was.
 */
export function methodsOfPosteriors(posteriors: readonly Posterior[]): string {
  const fitted = posteriors.flatMap(({ check, ...rest }) => (check === null ? [] : [{ ...rest, check }]));
  if (fitted.length === 0) return "";
  const checks = fitted.map(({ check }) => check);
  const { chains, draws } = checks[0]!;
  const priors = distinct(
    fitted.flatMap((each) => each.priors.map(({ parameter, distribution }) => `${parameter} ~ ${distribution}`)),
  );
  const refused = fitted.filter(({ concluded }) => concluded === null).length;
  const divergences = checks.reduce((sum, check) => sum + check.divergences, 0);
  const margins = distinct(
    fitted.flatMap(({ concluded }) => (concluded ? [`± ${percent(concluded.gapAgainst.margin)}`] : [])),
  );
  return [
    "Posteriors are of a hierarchical logit model of counts (binomial; beta-binomial where inputs have several trials), with partial pooling over wordings and, as there are several, inputs, scenarios, models and conditions.",
    `Priors, in log odds: ${priors.join("; ")}.`,
    `Drawn by the no-U-turn sampler, ${chains} chains of ${draws} draws: R̂ at most ${fixed(Math.max(...checks.map(({ rhat }) => rhat)), 3)}, at least ${Math.floor(Math.min(...checks.map(({ ess }) => ess)))} effective draws, ${divergences} divergent moves${refused > 0 ? `; of ${range([refused])} nothing is concluded, since chains do not agree` : ""}.`,
    ...(margins.length > 0
      ? [`Probabilities are given that differences exceed ${margins.join(", ")} percentage points.`]
      : []),
    "The published text less one more wording, not the gap on average, is taken as evidence on recognition.",
  ].join(" ");
}
