import { modelFacts, type ModelFacts } from "./catalogue.ts";
import type { Params } from "./model.ts";
import { serviceTiers } from "./service-tier.ts";

type Name = keyof Params;

const limits: Partial<Record<Name, [low: number, high: number]>> = {
  temperature: [0, 2],
  topP: [0, 1],
  topK: [1, Infinity],
  maxTokens: [1, Infinity],
};

/** What a provider's API has no place for, whatever the model. */
const missing: Record<string, Name[]> = { openai: ["topK"], local: ["reasoningEffort"] };

/**
 * Problems with these parameters for a model, in words, from the catalogue and the provider's
 * ranges; empty when none is known. A model that the catalogue does not have is only checked
 * against its provider.
 */
export function checkParams(id: string, params: Params): string[] {
  const provider = id.slice(0, id.indexOf("/"));
  const facts = modelFacts(id);
  const set = Object.entries(params).filter(([, value]) => value !== undefined) as [Name, unknown][];
  return [
    ...set.flatMap(([name, value]) => {
      const refused = missing[provider]?.includes(name)
        ? `${id} does not accept ${name}`
        : refusal(id, facts, name, params);
      return refused === null ? outOfRange(id, provider, name, value) : [`${refused}: leave it out`];
    }),
    ...together(id, facts, params),
  ];
}

function refusal(id: string, facts: ModelFacts | null, name: Name, params: Params): string | null {
  if (name === "serviceTier")
    return serviceTiers(id.slice(0, id.indexOf("/")))?.length === 0 ? `${id} does not accept serviceTier` : null;
  if (facts === null || facts.accepts === null || facts.accepts.includes(name)) return null;
  if (!(facts.acceptsWithoutReasoning as string[]).includes(name)) return `${id} does not accept ${name}`;
  return params.reasoningEffort === "none" ? null : `${id} takes ${name} only with reasoningEffort "none"`;
}

function outOfRange(id: string, provider: string, name: Name, value: unknown): string[] {
  if (name === "serviceTier") {
    const tiers = serviceTiers(provider);
    return typeof value === "string" && (tiers === null || tiers.includes(value))
      ? []
      : [`${id}: serviceTier "${String(value)}" should be one of ${(tiers ?? ["default", "flex"]).join(", ")}`];
  }
  if (name === "reasoningEffort") {
    const efforts = modelFacts(id)?.efforts ?? null;
    return efforts === null || efforts.includes(String(value))
      ? []
      : [`${id}: reasoningEffort "${String(value)}" should be one of ${efforts.join(", ")}`];
  }
  const [low, high] = name === "temperature" && provider === "anthropic" ? [0, 1] : limits[name]!;
  const whole = name === "topK" || name === "maxTokens";
  if (typeof value === "number" && value >= low && value <= high && (!whole || Number.isInteger(value))) return [];
  const expected = whole ? `a whole number, ${low} or more` : `a number from ${low} to ${high}`;
  return [`${id}: ${name} ${String(value)} should be ${expected}`];
}

function together(id: string, facts: ModelFacts | null, params: Params): string[] {
  const both = (facts?.notTogether ?? []).filter((name) => params[name] !== undefined);
  const thinks = facts?.thinking != null && params.reasoningEffort !== undefined && params.reasoningEffort !== "none";
  const problems = both.length > 1 ? [`${id} accepts one of ${both.join(" and ")}, not both`] : [];
  for (const name of ["temperature", "topK"] as const) {
    if (thinks && params[name] !== undefined)
      problems.push(`${id} does not accept ${name} while it thinks: leave it out`);
  }
  return problems;
}
