import { declare } from "../frame/command.ts";
import { redact } from "./shared-options.ts";
import { by, sources } from "./source-options.ts";

export const cues = declare({
  name: "cues",
  purpose: "which change of a text makes the difference",
  positionals: sources,
  options: {
    by: { ...by, meaning: "what makes a table of its own; a model or condition left out of it is counted together" },
    seed: {
      type: "number",
      as: "N",
      whole: true,
      least: 0,
      default: 1,
      meaning: "of the draws that shares are made of",
    },
    redact,
  },
  about: [
    "For each level of each factor of a scenario's perturbations, what it adds to the rate of an outcome, over the other factors and bases: pooled over factors and by itself, beside the unpublished control's and what subjects say of their situation.",
    "A file is a CSV as for gap, with arm perturbation and the columns base and change.FACTOR for each factor; changed (the factors that are changed, joined by a space) and distance may stand beside them. Several runs, or several files, are taken together.",
  ],
  notes: [
    "With --json: one object a table in an array, in proportions; null where the data cannot say. Its effects and interactions have pooled and unpooled (estimate, ci; of unpooled also p, adjusted as holm and bh), effects also control and beyondControl; shares of the variance between wordings, distance and points stand beside them.",
    "To run perturbations: parallax run --scenario SCENARIO --perturb N.",
  ],
  examples: ["cues out/runs/perturbed", "cues out/runs/perturbed --by scenario,model,outcome --json"],
  results: true,
});
