import type { Elicit } from "../../runner/trial.ts";
import type { Arm } from "../../scenarios/scenario.ts";
import type { Channel } from "../../scenarios/channel.ts";
import { declare } from "../frame/command.ts";
import { folderToWrite } from "../frame/file-to-write.ts";
import { isScenarioName, isWidth } from "./checks.ts";
import * as shared from "./shared-options.ts";

export const run = declare({
  name: "run",
  purpose: "run a comparison, or say what it would cost",
  options: {
    scenario: {
      type: "text",
      as: "ID",
      many: "commas",
      required: true,
      meaning: "a shipped scenario, or ./FOLDER of your own",
      check: isScenarioName,
    },
    model: {
      ...shared.model,
      many: "commas",
      required: true,
      meaning: "such as local/smollm2-135m or anthropic/claude-opus-4-6",
    },
    epochs: { type: "number", as: "N", whole: true, least: 1, meaning: "repetitions of every cell", otherwise: "1" },
    elicit: {
      type: "choice",
      of: ["chat", "choice"] as const satisfies readonly Elicit[],
      as: "WAY",
      many: "commas",
      meaning: "how a model is asked",
      otherwise: "chat",
    },
    arms: {
      type: "choice",
      of: ["verbatim", "recognizable", "paraphrase", "edit", "base"] as const satisfies readonly Arm[],
      as: "ARM",
      many: "commas",
      meaning: "which wordings",
      otherwise: "all but edit",
    },
    channel: {
      type: "choice",
      of: ["tags", "tools"] as const satisfies readonly Channel[],
      as: "WAY",
      many: "commas",
      meaning: "acting by marks in the reply, or by tool calls",
      otherwise: "tags",
    },
    inputs: {
      type: "number",
      as: "N",
      whole: true,
      least: 1,
      meaning: "only the first N inputs of a scenario",
      otherwise: "all",
    },
    controls: { type: "flag", meaning: "each scenario's unpublished control too" },
    "same-model": { type: "flag", meaning: "also ask a model wordings that it wrote itself" },
    temperature: shared.temperature,
    "max-tokens": shared.maxTokens,
    seed: shared.seed,
    concurrency: { ...shared.concurrency, otherwise: "20" },
    budget: { ...shared.budget, meaning: "what the run may cost in all" },
    until: {
      type: "text",
      as: "WHAT=POINTS",
      many: "commas",
      meaning:
        "stop asking once it is known to ± so many points, valid at any look: gap=10 (each gap), rate=5 (each side's rate)",
      check: isWidth,
    },
    "until-outcome": {
      type: "text",
      as: "ID",
      many: "commas",
      meaning: "whose, with --until; none that a judge grades",
      otherwise: "the headline outcomes",
    },
    batch: shared.batch,
    "no-wait": {
      type: "flag",
      meaning: "with --batch: collect what is there, hand over what can be, and end; the same again goes on",
    },
    mode: shared.mode,
    cassette: shared.cassette,
    out: { type: "text", as: "DIR", meaning: "run folder", otherwise: "out/runs/…", check: folderToWrite },
    "dry-run": { type: "flag", meaning: "trials, calls, tokens and USD; asks nothing" },
  },
  notes: [
    shared.interrupts,
    "--until speaks of trials on exactly these wordings, by confidence sequences over the plan's order; trials under way are kept, and what is not asked then is asked by running the same without --until.",
  ],
  together: ({ until, untilOutcome }) => {
    if (untilOutcome !== undefined && until === undefined)
      throw new Error("--until-outcome goes with --until: say what should be known, such as --until gap=10");
  },
  examples: [
    "run --scenario insider-trading --controls --model simulated/recognizer --elicit choice --out out/runs/first --dry-run",
  ],
  results: true,
});
