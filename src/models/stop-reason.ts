import { shorten } from "../lib/escape.ts";
import type { Stop } from "./model.ts";
import { ModelError } from "./model.ts";

/**
 * Providers' and servers' words for how a reply ended, in small letters without what stands between
 * their parts.
 */
const words: Record<"end" | "length", string> = {
  end: "stop end endturn endofturn eos eostoken eot eotid endoftext stoptoken stopsequence stopstring complete completed finished toolcalls toolcall tooluse functioncall",
  // The first is Cohere's word for a reply that filled the context.
  length: "errorlimit limit limitreached hitlimit numpredict npredict cutoff",
};

const stops = new Map(
  Object.entries(words).flatMap(([stop, all]) => all.split(" ").map((word) => [word, stop as Stop] as const)),
);

/** What words of one kind have in common, the narrower kinds first. */
const kinds: [stop: Stop | "error", of: RegExp][] = [
  ["refusal", /refus/],
  [
    "filter",
    /filter|safety|unsafe|sensitive|prohibit|blocklist|blocked|spii|recitation|guardrail|moderat|inspection|policy|toxic|flagged|censor/,
  ],
  ["length", /length|truncat|(?:max|maximum|limit|exceed|reach|out|cap)\w*(?:token|context|window|output)/],
  ["length", /(?:token|context|window|output)\w*(?:max|limit|exceed|reach|overflow|full|cap)/],
  ["error", /error|fail|exception/],
];

/**
 * How a reply ended, from the provider's word for it. "other" where there is none, or one that is
 * not known: such a reply is not taken for the model's whole answer. Throws a ModelError, worth
 * another try, where the word is an error.
 */
export function stopOf(id: string, word: unknown): Stop {
  if (typeof word !== "string") return "other";
  const key = word
    .toLowerCase()
    .replace(/[^a-z]/g, "")
    .replace(/^(?:finish|stop)reason(?=.)/, "");
  const stop = stops.get(key) ?? kinds.find(([, of]) => of.test(key))?.[0] ?? "other";
  if (stop === "error") throw new ModelError(`${id}: the reply broke off with "${word}"`, { retryable: true });
  return stop;
}

/** A provider's word as it is shown, whatever it sent for one; null where there is none. */
export function stopWordOf(word: unknown): string | null {
  if (word === null || word === undefined) return null;
  return shorten(typeof word === "string" ? word : (JSON.stringify(word) ?? ""), 200);
}
