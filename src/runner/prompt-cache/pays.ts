import { modelFacts } from "../../models/catalogue.ts";
import type { CacheMark } from "../../models/model.ts";

/** What is known of a model's prompt cache at its provider. */
export interface CacheFacts {
  /** The fewest tokens that are kept. */
  minimum: number;
  /** Whether its replies tell what was written. */
  tellsWrites: boolean;
  /** Whether so many requests that begin alike cost less with the beginning kept than without. */
  pays(times: number): boolean;
}

/**
 * Whether and when a model's prompt cache pays: to write costs more than plain input at some
 * providers, and to read less. Null where the catalogue knows of none.
 */
export function cacheFacts(model: string, lasts: CacheMark["lasts"]): CacheFacts | null {
  const facts = modelFacts(model);
  if (facts === null || facts.promptCache === null || !/^(?:openai|anthropic)\//.test(model)) return null;
  const { minimum, write, writeHour } = facts.promptCache;
  const writing = lasts === "1h" && writeHour !== undefined ? writeHour : write;
  const reading = (facts.price?.cachedInput ?? 0) / (facts.price?.input ?? 1);
  const readable = facts.price === null || facts.price.cachedInput !== null;
  // OpenAI keeps what it sees in any case, so that reading is all there is to gain.
  const pays = (times: number) =>
    times > 1 && readable && (model.startsWith("openai/") || writing + reading * (times - 1) < times);
  return { minimum, tellsWrites: model.startsWith("anthropic/"), pays };
}
