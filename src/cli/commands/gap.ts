import type { TauMethod } from "../../stats/numbers/meta.ts";
import { declare } from "../frame/command.ts";
import { redact } from "./shared-options.ts";
import { by, sources } from "./source-options.ts";

export const gap = declare({
  name: "gap",
  purpose: "the gap, from run folders or CSV files",
  positionals: sources,
  options: {
    by: { ...by, meaning: "what makes a gap of its own; what is left out of it is averaged over, with equal weight" },
    method: {
      type: "choice",
      of: ["REML", "DL", "PM"] as const satisfies readonly TauMethod[],
      as: "NAME",
      default: "REML",
      meaning: "how the variance between wordings is estimated",
    },
    specifications: {
      type: "flag",
      meaning:
        "the gap under every defensible choice of published text, judge, condition, weights and exclusions, in place of the gaps",
    },
    posterior: {
      type: "flag",
      meaning: "each gap's posterior too, and that of the published text less one more wording",
    },
    margin: {
      type: "number",
      as: "PROPORTION",
      least: 0.001,
      most: 0.999,
      default: 0.1,
      meaning: "with --posterior: the difference whose probability is given",
    },
    perturbations: {
      type: "flag",
      meaning: "perturbations count among the paraphrases; parallax cues says what their changes do",
    },
    redact,
  },
  together: ({ specifications, method, perturbations, posterior }) => {
    if (perturbations === true && (specifications === true || posterior === true))
      throw new Error("--perturbations is of the gaps alone: leave --specifications and --posterior out");
    if (specifications === true && method !== "REML")
      throw new Error("--specifications takes every method: leave --method out");
  },
  about: [
    "gap = paraphrase − published. A file is a CSV with the columns scenario, condition, model, outcome, wording, arm and either successes, trials or rate, se, in proportions; arm is published (or verbatim, recognizable, base), paraphrase, or another, which stays out of the gap.",
    "Several runs, or several files, are taken together. Where two of them have the same trial (in files: the same wording) of a gap, that gap is told apart by run, and this is said.",
    "With --specifications: how many specifications there are, where their gaps lie by each option, and what share is on which side of zero, which is no test; figures of it are made with specificationCurve in a notebook.",
    "With --json: one object a gap in an array, in proportions; null where the data cannot say. With --posterior each has its posterior: concluded (mean, ci, gapAgainst and publishedMinusNewAgainst the margin), check (rhat, ess, divergences), priors, and refusal where nothing is concluded. It takes counts or graded trials.",
  ],
  examples: [
    "gap out/runs/first",
    "gap out/runs/first --posterior",
    "gap data/results/greenblatt-2024.csv --json --out out/gap.json",
    "gap out/runs/first --specifications",
  ],
  results: true,
});
