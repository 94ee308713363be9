import { declare } from "../frame/command.ts";
import { isScenarioName } from "./checks.ts";
import { model } from "./shared-options.ts";

export const memorise = declare({
  name: "memorise",
  purpose: "how well a local model foretells the wordings",
  positionals: {
    as: "SCENARIO",
    what: "scenario",
    meaning: "a scenario, by id or folder; its control is measured, too",
    least: 1,
    most: Infinity,
    check: isScenarioName,
  },
  options: {
    model: {
      ...model,
      default: "local/smollm2-135m",
      meaning: "one with log-probabilities of a prompt, whose weights are here",
    },
  },
  about: [
    "How well a model foretells each wording's own words, in bits a token: fewer where it has read the text, or where the text is plainer. So the published side is set beside its paraphrases, and that beside the same in the control, which nobody has published.",
  ],
  examples: ["memorise insider-trading"],
  results: true,
});
