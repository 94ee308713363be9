import type { CacheMark, Request, Tier, Usage } from "../models/model.ts";
import { price } from "../models/price.ts";
import { askedTier } from "../models/service-tier.ts";

/**
 * Tokens set aside for a reply of a model that has not replied yet, when nothing bounds its length.
 */
const firstReply = 8192;

/** Money set aside for a call under way. */
export interface Reservation {
  model: string;
  usd: number;
}

/** What calls of each model may cost, by the longest reply so far. */
export function openForecast() {
  const longest = new Map<string, number>();
  const underWay = new Map<string, number>();
  return {
    cost(model: string, request: Request, tier?: Tier, cache?: CacheMark): number | null {
      const seen = longest.get(model);
      const output = request.choices
        ? 16
        : (request.params.maxTokens ?? (seen === undefined ? firstReply : Math.max(256, 2 * seen)));
      const priced = tier ?? askedTier(request.params);
      const input = guessTokens(request);
      const forAnHour = cache?.lasts === "1h" ? { cacheWriteHour: input } : {};
      const written = cache === undefined ? {} : { cacheWrite: input, ...forAnHour };
      return price(model, { ...tokens(input, output), ...written, ...(priced && { tier: priced }) });
    },
    mustBeAlone: (model: string, { params }: Request): boolean =>
      params.maxTokens === undefined && !longest.has(model) && (underWay.get(model) ?? 0) > 0,
    begin(model: string, usd: number): Reservation {
      underWay.set(model, (underWay.get(model) ?? 0) + 1);
      return { model, usd };
    },
    end(model: string, usage: Usage | null): void {
      underWay.set(model, (underWay.get(model) ?? 1) - 1);
      if (usage !== null) longest.set(model, Math.max(longest.get(model) ?? 0, usage.output ?? 0));
    },
  };
}

/** A generous guess at a request's tokens: three characters each. */
export function guessTokens(request: Request): number {
  const tools = request.tools === undefined ? 0 : JSON.stringify(request.tools).length / 3;
  return Math.ceil(request.messages.reduce((sum, { content }) => sum + content.length / 3 + 8, tools));
}

function tokens(input: number, output: number): Usage {
  return { input, output, cachedInput: null, reasoning: null };
}
