import { checkModelId } from "../../models/check-id.ts";
import type { Mode } from "../../runner/lookup.ts";

const modes = ["auto", "record", "replay", "off"] as const satisfies readonly Mode[];

/** Options that several commands have, word for word. */

export const mode = {
  type: "choice",
  of: modes,
  as: "MODE",
  meaning: "where replies come from; replay never opens a socket",
  otherwise: "auto",
} as const;

export const budget = { type: "number", as: "USD", unit: "USD", least: 0 } as const;

export const concurrency = {
  type: "number",
  as: "N",
  whole: true,
  least: 1,
  meaning: "trials under way at once",
} as const;

export const batch = {
  type: "flag",
  meaning: "ask by the provider's batches: half the price, answered within a day; Ctrl-C and the same again go on",
} as const;

export const cassette = { type: "text", as: "FILE", meaning: "replies to look in before the cache" } as const;

export const model = { type: "text", as: "ID", check: checkModelId } as const;

export const temperature = {
  type: "number",
  as: "T",
  least: 0,
  meaning: "passed to the model; left to its provider when absent",
} as const;

export const maxTokens = { ...temperature, as: "N", whole: true, least: 1 } as const;

export const seed = {
  type: "number",
  as: "N",
  whole: true,
  meaning: "of the order, and of what samples reproducibly",
  otherwise: "1",
} as const;

export const redact = {
  type: "flag",
  meaning: "what quotes a wording or an input becomes its hash, wherever it would be written",
} as const;

export const port = { type: "number", as: "N", whole: true, least: 0, most: 65_535 } as const;

export const interrupts =
  "Ctrl-C asks nothing new and waits for what is under way; a second one cuts that off. Run the same again to go on.";
