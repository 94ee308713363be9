import type { Stop } from "./model.ts";
import { ModelError } from "./model.ts";

/**
 * Providers' and servers' words for how a reply ended, in small letters without what stands between
 * their parts.
 */
const words: Record<Exclude<Stop, "other" | "malformed">, string> = {
  end: "stop end endturn eos eostoken stopsequence complete completed finished toolcalls toolcall tooluse functioncall",
  length:
    "length maxlength maxtokens maxtoken maxoutputtokens maxcompletiontokens tokenlimit modellength modelcontextwindowexceeded contextlength contextlengthexceeded contextwindowexceeded",
  refusal: "refusal refused",
  filter:
    "contentfilter contentfiltered filter safety sensitive prohibitedcontent blocklist blocked spii imagesafety recitation guardrailintervened datainspectionfailed contentpolicyviolation",
};

const stops = new Map(
  Object.entries(words).flatMap(([stop, all]) => all.split(" ").map((word) => [word, stop as Stop] as const)),
);

/**
 * How a reply ended, from the provider's word for it. "other" where there is none, or one that is
 * not known: such a reply is not taken for the model's whole answer. Throws a ModelError, worth
 * another try, where the word is an error.
 */
export function stopOf(id: string, word: unknown): Stop {
  if (typeof word !== "string") return "other";
  const key = word.toLowerCase().replace(/[^a-z]/g, "");
  if (key === "error" || key === "networkerror" || key === "failed")
    throw new ModelError(`${id}: the reply broke off with "${word}"`, { retryable: true });
  return stops.get(key) ?? "other";
}
