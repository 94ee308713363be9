import type { Rung } from "../../scenarios/scenario.ts";
import { declare } from "../frame/command.ts";
import { folderToWrite } from "../frame/file-to-write.ts";
import { isScenarioName } from "./checks.ts";
import { budget, mode, model, redact, seed } from "./shared-options.ts";

export const paraphrase = declare({
  name: "paraphrase",
  purpose: "have a model write new paraphrases of a scenario",
  positionals: {
    as: "SCENARIO",
    what: "scenario",
    meaning: "a scenario, by id or folder",
    least: 1,
    most: 1,
    check: isScenarioName,
  },
  options: {
    model: { ...model, required: true, meaning: "who writes" },
    through: {
      type: "text",
      as: "LANG",
      meaning:
        "instead, takes the published side through a language and back, such as German: an edit, for the arm edit",
    },
    rungs: {
      type: "choice",
      of: ["light", "medium", "heavy"] as const satisfies readonly Rung[],
      as: "RUNG",
      many: "commas",
      meaning: "how far from the published side",
      otherwise: "all three",
    },
    k: { type: "number", as: "N", whole: true, least: 1, meaning: "wordings of each rung", otherwise: "2" },
    seed: { ...seed, meaning: "of what samples reproducibly" },
    attempts: {
      type: "number",
      as: "N",
      whole: true,
      least: 1,
      meaning: "at one wording before it is given up",
      otherwise: "4",
    },
    subjects: {
      ...model,
      many: "commas",
      meaning: "models to be measured on the wordings: none of them may be the writer",
    },
    judge: { ...model, meaning: "asks it whether every invariant is there and every outcome open" },
    budget: { ...budget, meaning: "what writing may cost" },
    mode,
    out: {
      type: "text",
      as: "DIR",
      meaning: "where they go, with rejections and every reply",
      otherwise: "out/paraphrases/SCENARIO, out/translations/SCENARIO",
      check: folderToWrite,
    },
    redact,
  },
  about: [
    "Has a model write new paraphrases of a scenario, and puts each through the gate; what is rejected is asked for again with the reasons. Those that pass are files to look through and move to the scenario's wordings/.",
  ],
  examples: ["paraphrase insider-trading --model anthropic/claude-opus-4-6 --rungs light --k 1"],
  results: true,
});
