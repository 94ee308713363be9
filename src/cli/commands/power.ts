import { declare } from "../frame/command.ts";
import * as shared from "./shared-options.ts";

const share = { type: "number", as: "SHARE", above: 0.5, most: 1 } as const;

export const power = declare({
  name: "power",
  purpose: "where money goes best: wordings, trials, published trials, labels",
  options: {
    budget: { ...shared.budget, above: 0, required: true, meaning: "what there is to spend" },
    gap: {
      type: "number",
      as: "POINTS",
      least: -99,
      most: 99,
      required: true,
      meaning: "the smallest gap that matters, paraphrase − published; below zero as --gap=-10",
    },
    "trial-usd": { type: "number", as: "USD", above: 0, meaning: "what a trial costs; or --model with its tokens" },
    model: { ...shared.model, meaning: "whose catalogue price holds, with --tokens" },
    tokens: {
      type: "number",
      as: "N",
      whole: true,
      least: 0,
      meaning: "tokens in of a trial",
      otherwise: "1500",
    },
    "tokens-out": {
      type: "number",
      as: "N",
      whole: true,
      least: 0,
      meaning: "tokens out of a trial",
      otherwise: "400",
    },
    "wording-usd": { type: "number", as: "USD", least: 0, meaning: "what writing a paraphrase costs", otherwise: "0" },
    "label-usd": { type: "number", as: "USD", least: 0, meaning: "what a label by hand costs", otherwise: "0" },
    rate: {
      type: "number",
      as: "PERCENT",
      above: 0,
      most: 99.9,
      meaning: "guessed rate on the published wording",
      otherwise: "50",
    },
    tau: {
      type: "number",
      as: "SD",
      least: 0,
      meaning: "guessed spread between wordings, in log odds",
      otherwise: "0.8",
    },
    question: {
      type: "choice",
      of: ["average", "draw"],
      as: "NAME",
      meaning: "whether there is a gap on average, or the published text does what rewording does not",
      otherwise: "average",
    },
    controls: { type: "flag", meaning: "an unpublished control is asked alike, and its gap taken off" },
    sensitivity: { ...share, meaning: "of a judge that errs, corrected by labels; with --specificity" },
    specificity: { ...share, meaning: "of that judge" },
    seed: shared.seed,
  },
  together: ({ sensitivity, specificity, model, trialUsd, gap, rate = 50 }) => {
    if (gap === 0) throw new Error("--gap 0: expected the smallest gap that matters, in points above or below zero");
    const reworded = Number(rate) + Number(gap);
    if (!(reworded > 0 && reworded < 100))
      throw new Error(`--gap ${gap} from --rate ${rate}: expected a rate between 0 and 100, not ${reworded}`);
    if ((sensitivity === undefined) !== (specificity === undefined))
      throw new Error("--sensitivity and --specificity go together");
    if ((model === undefined) === (trialUsd === undefined))
      throw new Error("expected --trial-usd, or --model whose price is known: one of the two");
  },
  examples: ["power --budget 50 --gap 15 --trial-usd 0.01 --wording-usd 1"],
  results: true,
});
