import { normal, type Random } from "../../lib/random.ts";
import type { FilledDesign } from "./design.ts";
import type { Group } from "../groups/group.ts";
import { wordingRates } from "../groups/wording-rates.ts";

/**
 * Draws one data set of a design from its model, logit y = arm + wording + input, as the group that
 * a gap is estimated from. It takes as many random numbers whatever the rates, so that designs can
 * be compared on the same draws. The published wording is as the design has it; `drawn`: one more
 * paraphrase by another name; `moved`: as far from its own log odds as any wording is from theirs.
 * `observe` gives a rate as an imperfect judge shows it.
 */
export function simulateGroup(
  filled: FilledDesign,
  next: Random,
  {
    published: kind = "fixed",
    observe = (rate) => rate,
  }: { published?: "fixed" | "drawn" | "moved"; observe?: (rate: number) => number } = {},
): Group {
  const { k, n, publishedN, tau, inputs, inputSd, publishedLogit, paraphraseLogit } = filled;
  const shifts = Array.from({ length: inputs }, () => (inputs > 1 ? inputSd * normal(next) : 0));
  const stratum = (wording: number) => {
    const published = wording === 0;
    const centre = published && kind !== "drawn" ? publishedLogit : paraphraseLogit;
    const logit = published && kind === "fixed" ? centre : centre + tau * normal(next);
    const trials = (published ? publishedN : n) / inputs;
    return {
      stratum: 0,
      wording: `w${wording}`,
      arm: published ? "verbatim" : "paraphrase",
      rung: "",
      published,
      measured: false,
      draws: trials * inputs,
      weight: 1,
      cells: shifts.map((shift, input) => {
        const sum = draw(next, trials, observe(1 / (1 + Math.exp(-logit - shift))));
        return { input, n: trials, sum, squares: sum };
      }),
    };
  };
  const strata = Array.from({ length: k + 1 }, (_, wording) => stratum(wording));
  const rates = wordingRates(strata, false);
  const head = { key: {}, pooled: [], dropped: [], simulated: true, served: [], controlFor: null };
  return { ...head, headline: null, isDifference: false, ...rates };
}

/** How many of so many trials succeed. */
export function draw(next: Random, trials: number, p: number): number {
  let successes = 0;
  for (let i = 0; i < trials; i++) if (next() < p) successes++;
  return successes;
}
