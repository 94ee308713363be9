import type { Said } from "./provider-bodies.ts";
import type { Answer, Asked } from "./provider-server.ts";
import { openAllowance } from "./allowance-fixture.ts";
import { openKeptPrompts, tokensOf } from "./kept-prompts-fixture.ts";
import { refusalOf } from "./refuse-unknown-fixture.ts";

/** What a metered provider allows and how it answers. */
export interface Metered {
  /** Of each limit as much as comes back in a period; those of the wire's own form count. */
  limits?: Partial<Record<"requests" | "tokens" | "inputTokens" | "outputTokens", number>>;
  /** How long a period is, in ms. */
  periodMs?: number;
  delayMs?: number;
  /** The fewest tokens of a prompt that are kept; none are, where absent. */
  minimum?: number;
  say?(asked: Asked): Said;
}

/** A provider that counts, and what it has counted. */
export interface Meter {
  answer(asked: Asked): Promise<Answer>;
  counts: { answered: number; refused: number; tokens: number };
}

/**
 * Test support: answers as a provider does that refuses what it does not know, keeps prompts whose
 * beginnings it was asked to keep (OpenAI: those of 1,024 tokens by themselves), and allows so many
 * requests and tokens a period, by buckets that refill evenly and headers in its own form. A token
 * is four characters.
 */
export function metered({
  limits = {},
  periodMs = 60_000,
  delayMs = 0,
  minimum = Infinity,
  say = () => ({}),
}: Metered): Meter {
  const allowance = openAllowance(limits, periodMs);
  const prompts = openKeptPrompts(minimum);
  const counts = { answered: 0, refused: 0, tokens: 0 };
  return {
    counts,
    async answer(asked) {
      const { wire, body } = asked;
      const refusal = refusalOf(asked);
      if (refusal !== null) return refusal;
      const said = say(asked);
      const { input, read, write } = prompts.look(wire, body);
      const output = said.usage?.output ?? tokensOf(said.text ?? "ok");
      const cost = { requests: 1, tokens: input + output, inputTokens: input - read, outputTokens: output };
      const waitMs = allowance.take(cost);
      const headers = allowance.headersOf(wire);
      if (waitMs !== null) {
        counts.refused++;
        const later = { ...headers, "retry-after-ms": String(Math.ceil(waitMs)) };
        return { status: 429, type: "rate_limit_exceeded", message: "Rate limit reached", headers: later };
      }
      if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
      const kept = write();
      const written = wire === "messages" ? kept : 0;
      counts.answered++;
      counts.tokens += input + output;
      const forAnHour = JSON.stringify(body).includes('"ttl":"1h"') ? written : 0;
      const usage = { input, output, cachedInput: read, cacheWrite: written, cacheWriteHour: forAnHour };
      return { ...said, usage: { ...usage, ...said.usage }, headers };
    },
  };
}
