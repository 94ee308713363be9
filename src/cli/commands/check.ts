import { declare } from "../frame/command.ts";
import { folderToWrite } from "../frame/file-to-write.ts";
import { scenariosOrFolders } from "./scenarios-or-folders.ts";
import { budget, mode, model, redact } from "./shared-options.ts";

export const check = declare({
  name: "check",
  purpose: "put paraphrases through the gate",
  positionals: scenariosOrFolders,
  options: {
    judge: {
      ...model,
      meaning: "asks it whether every invariant is in the text and every outcome open and visible; a no rejects",
    },
    entail: {
      ...model,
      meaning:
        "asks one with log-probabilities, such as local/smollm2-135m, whether the text entails them: a report with how far the model can tell at all, never a verdict",
    },
    budget: { ...budget, meaning: "what asking it may cost in all" },
    mode,
    dir: {
      type: "text",
      as: "DIR",
      default: "out/gate",
      meaning: "where rejections with their reasons, and judgements, are kept",
      check: folderToWrite,
    },
    redact,
  },
  about: ["Prints a line a wording, why any was rejected, and how far the rungs are from the published side."],
  notes: [
    "With --json, everything that was found; with a judge also what it quotes of the published side: with --out RUN/invariants.json, parallax view RUN marks it.",
  ],
  examples: [
    "check data/scenarios",
    "check insider-trading --judge openai/gpt-5.5 --json --out out/opus/run/invariants.json",
  ],
  results: true,
});
