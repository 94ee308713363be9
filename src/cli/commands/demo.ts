import { declare } from "../frame/command.ts";
import { folderToWrite } from "../frame/file-to-write.ts";
import { budget, concurrency, model, redact } from "./shared-options.ts";

/** USD. */
export const usualBudget = 20;

export const demo = declare({
  name: "demo",
  purpose: "the main job on a small model: table, figures, findings page",
  options: {
    model: {
      ...model,
      meaning: "such as anthropic/claude-opus-4-6 or simulated/recognizer",
      otherwise: "the embedded model: no key, no account",
    },
    judge: { ...model, meaning: "who grades what patterns cannot", otherwise: "the model itself" },
    epochs: { type: "number", as: "N", whole: true, least: 1, default: 1, meaning: "repetitions of every cell" },
    budget: {
      ...budget,
      meaning: "what it may cost in all",
      otherwise: `${usualBudget}; none where a price is not known`,
    },
    concurrency: { ...concurrency, default: 50 },
    out: { type: "text", as: "DIR", default: "out", meaning: "where to write", check: folderToWrite },
    posterior: {
      type: "flag",
      meaning: "each gap's posterior too, on the page; it takes outcomes that are 0 or 1",
    },
    redact: { ...redact, meaning: `${redact.meaning}; the run folder, which has them, goes to DIR-private` },
    "no-notebooks": { type: "flag", meaning: "leave the notebooks out" },
  },
  about: [
    "Runs two scenarios and their controls, prints the gaps, and writes the findings page, the executed notebooks, the gaps as JSON and the run folder.",
    "In a clone: npm run demo -- [options].",
  ],
  notes: [
    "Ctrl-C asks nothing new and waits for what is under way; a second one cuts that off. Run the same again to go on.",
  ],
  examples: ["demo", "demo --model anthropic/claude-opus-4-6 --budget 20 --out out/opus"],
  results: true,
});
