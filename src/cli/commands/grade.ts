import { declare } from "../frame/command.ts";
import { fileToWrite } from "../frame/file-to-write.ts";
import { isRun } from "./checks.ts";
import * as shared from "./shared-options.ts";

export const grade = declare({
  name: "grade",
  purpose: "grade a run, by patterns, forced choices and judges",
  positionals: {
    as: "RUN",
    what: "run folder",
    meaning: "run folders, as parallax run prints them",
    least: 1,
    most: Infinity,
    check: isRun,
  },
  options: {
    judge: {
      ...shared.model,
      many: "repeated",
      meaning:
        "what judges rubric outcomes, such as anthropic/claude-opus-4-6; twice or more are a panel, each asked apart; without it the last grading counts again, a panel's too (patterns and forced choices need no judge)",
    },
    panel: {
      type: "choice",
      of: ["majority", "mean"],
      as: "RULE",
      meaning: "how a panel comes to one value",
      otherwise: "majority",
    },
    temperature: { ...shared.temperature, meaning: "passed to the judge; left to its provider when absent" },
    "max-tokens": { ...shared.maxTokens, meaning: "passed to the judge; left to its provider when absent" },
    concurrency: { ...shared.concurrency, otherwise: "20" },
    budget: { ...shared.budget, meaning: "what judging this run may cost in all" },
    batch: shared.batch,
    mode: shared.mode,
    cassette: shared.cassette,
    csv: {
      type: "text",
      as: "FILE",
      meaning: "write rates by wording as CSV, as parallax gap reads them",
      check: fileToWrite,
    },
    redact: shared.redact,
  },
  notes: [shared.interrupts],
  examples: ["grade out/runs/first", "grade out/opus/run --judge openai/gpt-5.5 --judge anthropic/claude-opus-4-6"],
  results: true,
});
