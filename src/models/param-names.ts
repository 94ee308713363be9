import type { OptionNames } from "../lib/check-options.ts";
import type { Params } from "./model.ts";

/** Every parameter there is. */
export const paramNames: OptionNames<Params> = {
  temperature: true,
  topP: true,
  topK: true,
  maxTokens: true,
  reasoningEffort: true,
  serviceTier: true,
};
