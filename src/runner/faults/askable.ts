import { hash } from "../../lib/hash.ts";
import { random } from "../../lib/random.ts";
import type { Model } from "../../models/model.ts";
import { openModel } from "../../models/open.ts";
import { listen, type ProviderServer } from "../../models/provider-server.ts";
import { plan } from "../plan.ts";
import { sampleScenario } from "../sample.ts";
import type { Plan } from "../trial.ts";

export type Provider = "openai" | "openai-compatible" | "anthropic";

/** A plan, the server that answers it, and how it is reached in this process and in others. */
export interface Askable {
  server: ProviderServer;
  planned: Plan;
  models: Model[];
  env: Record<string, string>;
}

const names = {
  openai: "openai/gpt-4o",
  "openai-compatible": "openai-compatible/sample",
  anthropic: "anthropic/claude-opus-4-6",
};

/** What the server says to a conversation, so that a reply that stands in another's place shows. */
export const replyTo = (asked: string): string => `I HOLD. ${hash(asked).slice(0, 12)}`;

/** Test support: 20 trials an epoch, each answered after 5 to 25 ms in the provider's own form. */
export async function askable(provider: Provider, epochs: number): Promise<Askable> {
  const next = random(`answers of ${provider}`);
  const server = await listen(({ body }) => {
    const { content } = (body.messages ?? body.input).at(-1) as { content: string };
    return { delayMs: 5 + 20 * next(), text: replyTo(content) };
  });
  const env = {
    OPENAI_BASE_URL: server.openai,
    OPENAI_COMPATIBLE_BASE_URL: server.openai,
    ANTHROPIC_BASE_URL: server.anthropic,
    OPENAI_API_KEY: "sk-test-0123456789",
    ANTHROPIC_API_KEY: "sk-test-0123456789",
  };
  const model = names[provider];
  const planned = plan({ scenarios: [sampleScenario(4)], models: [model], epochs, params: { maxTokens: 100 } });
  return { server, planned, models: [await openModel(model, { env })], env };
}
