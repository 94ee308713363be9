import type { Elicit } from "../../runner/trial.ts";
import { arms } from "../../scenarios/arms.ts";
import type { Channel } from "../../scenarios/channel.ts";
import type { Option } from "../frame/command.ts";
import { isScenarioName } from "./checks.ts";
import * as shared from "./shared-options.ts";

/** What a plan is made of, for each command that makes one. */
export const planOptions = {
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
    of: arms,
    as: "ARM",
    many: "commas",
    meaning: "which wordings",
    otherwise: "all but edit; perturbation where --perturb is",
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
  perturb: {
    type: "number",
    as: "N",
    whole: true,
    least: 1,
    meaning: "N designed perturbations of each scenario too (see parallax perturb)",
  },
  controls: { type: "flag", meaning: "each scenario's unpublished control too" },
  "same-model": { type: "flag", meaning: "also ask a model wordings that it wrote itself" },
  temperature: shared.temperature,
  "max-tokens": shared.maxTokens,
  "service-tier": {
    type: "text",
    as: "TIER",
    meaning: "at which of its provider's tiers a model is asked: flex, priority (OpenAI), standard_only (Anthropic), …",
  },
  seed: shared.seed,
} as const satisfies Record<string, Option>;
