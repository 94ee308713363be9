import { readFileSync } from "node:fs";
import type { z } from "zod";
import { didYouMean } from "../lib/closest.ts";
import { sources } from "../lib/here.ts";
import { lazy, yaml, zod } from "../lib/lazy.ts";
import type { ModelId } from "./known.ts";

const entry = lazy(() => {
  const z = zod();
  const day = z.iso.date().nullable();
  const usd = z.number().nonnegative();
  const param = z.enum(["temperature", "topP", "topK", "maxTokens", "reasoningEffort"]);
  const rates = z.strictObject({ input: usd, cachedInput: usd.nullable(), output: usd });
  return z.strictObject({
    /** `provider/name`, as a user writes it. */
    id: z.string().regex(/^[a-z-]+\/.+$/),
    /** Other ids of the same weights. A dated snapshot of `id` needs no alias. */
    aliases: z.array(z.string()).default([]),
    name: z.string(),
    /** Where training data ends; a month is given as its last day. */
    cutoff: day,
    released: day,
    /** When the provider's API stops or stopped serving it. */
    retired: day,
    /** USD per million tokens; `tiers` are those of its provider's service tiers that are known. */
    price: rates.extend({ tiers: z.strictObject({ flex: rates, priority: rates }).partial().optional() }).nullable(),
    /**
     * Its provider's prompt cache: the fewest tokens of a prompt that are kept, and what a token
     * costs that is written there, in tokens of input: for minutes, and for an hour where one can
     * choose. Null where it has none, or none is known.
     */
    promptCache: z
      .strictObject({ minimum: z.int().positive(), write: usd.default(1), writeHour: usd.optional() })
      .nullable()
      .default(null),
    accepts: z.array(param).nullable(),
    /** What else it takes while `reasoningEffort` is "none"; `choices` are token probabilities. */
    acceptsWithoutReasoning: z.array(z.enum(["temperature", "topP", "choices"])).default([]),
    /** Parameters of which it takes one at most. */
    notTogether: z.array(param).default([]),
    /** Values of `reasoningEffort`. */
    efforts: z.array(z.string()).nullable().default(null),
    reasoning: z.boolean().nullable(),
    /** How an Anthropic model is asked to think. */
    thinking: z.enum(["adaptive", "budget"]).nullable().default(null),
    note: z.string().nullable().default(null),
    sources: z.array(z.url()).min(1),
  });
});

/** What is known of a model. Null is not known. */
export type ModelFacts = z.infer<ReturnType<typeof entry>>;

let loaded: ModelFacts[] | null = null;

/**
 * Every model of `data/models.yaml`, checked. Throws naming entry and field where the file is
 * wrong.
 */
export function catalogue(): ModelFacts[] {
  if (loaded !== null) return loaded;
  const file = new URL("../data/models.yaml", sources);
  const z = zod();
  const read = z.array(entry()).safeParse(yaml().parse(readFileSync(file, "utf8")));
  if (!read.success) throw new Error(`data/models.yaml: ${z.prettifyError(read.error)}`);
  return (loaded = read.data);
}

/**
 * The facts for a model id; null for a model the catalogue does not have. Case, options (`?…`), a
 * server's tag (`:8b`) and a snapshot's date (`gpt-4o-2024-08-06`, `claude-opus-4-20250514`) are
 * left aside.
 *
 * @example
 * modelFacts("anthropic/claude-3-opus")?.cutoff
 */
export function modelFacts(id: ModelId): ModelFacts | null {
  const plain = (id.split("?", 1)[0] ?? id).toLowerCase();
  const untagged = plain.startsWith("openai-compatible/") ? plain.replace(/:[\w.-]+$/, "") : plain;
  const undated = untagged.replace(/-(\d{4}-\d{2}-\d{2}|20\d{6}|latest)$/, "");
  return byName().get(plain) ?? byName().get(untagged) ?? byName().get(undated) ?? null;
}

/** An index, because every reply of a run is priced. */
const byName = lazy(
  () =>
    new Map(catalogue().flatMap((facts) => [facts.id, ...facts.aliases].map((name) => [name.toLowerCase(), facts]))),
);

/**
 * What the catalogue does not know of a model, in words, for people who are about to run it; empty
 * when it knows all.
 */
export function unknowns(id: string): string[] {
  if (id.startsWith("simulated/")) return [];
  const facts = modelFacts(id);
  if (facts === null) {
    const near = id.startsWith("openai-compatible/")
      ? ""
      : didYouMean(
          id,
          catalogue().map((each) => each.id),
        );
    return [`${id} is not in data/models.yaml: its cutoff, price and accepted parameters are unknown${near}`];
  }
  const lacks: [boolean, string][] = [
    [facts.cutoff === null, "where its training data ends: whether it can have read a published scenario is open"],
    [facts.price === null, "its price: cost is not counted and a budget in USD cannot stop the run"],
    [facts.accepts === null, "which parameters it accepts: a refused one shows with the first request"],
  ];
  return lacks.flatMap(([lacking, what]) => (lacking ? [`${id}: not known is ${what}`] : []));
}
