import { declare } from "../frame/command.ts";
import { isScenarioName } from "./checks.ts";

export const perturb = declare({
  name: "perturb",
  purpose: "list designed perturbations of a scenario's texts",
  positionals: {
    as: "SCENARIO",
    what: "scenario",
    meaning: "a shipped scenario by id, or ./FOLDER of your own",
    least: 1,
    most: 1,
    check: isScenarioName,
  },
  options: {
    n: {
      type: "number",
      as: "N",
      whole: true,
      least: 1,
      meaning: "how many texts, each another combination",
      otherwise: "every combination",
    },
    factors: {
      type: "text",
      as: "ID",
      many: "commas",
      meaning: "which factors to vary",
      otherwise: "all that are declared for every base",
    },
    bases: { type: "text", as: "ID", many: "commas", meaning: "the wordings to vary", otherwise: "all but edits" },
    resolution: {
      type: "choice",
      of: ["3", "4", "5"] as const,
      as: "R",
      meaning: "3: main effects; 4: whatever two factors do together; 5: that too",
      otherwise: "what N allows",
    },
    seed: { type: "number", as: "N", whole: true, least: 0, meaning: "of the choice of combinations", otherwise: "1" },
  },
  about: [
    "A scenario's perturbations.yaml declares factors of its texts, each with levels. Prints how well their effects can be told, and what the gate rejected; asks no model.",
  ],
  notes: [
    "With --json, each text with its base, levels, the gate's verdict and why.",
    "To run them: parallax run --scenario SCENARIO --perturb N.",
  ],
  examples: ["perturb insider-trading --n 125", "perturb insider-trading --n 16 --bases recognizable --json"],
  results: true,
});
