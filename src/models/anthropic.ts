import { once } from "../lib/once.ts";
import { parseAddress } from "./address.ts";
import { anthropicReply } from "./anthropic-reply.ts";
import { anthropicRequest } from "./anthropic-request.ts";
import { anthropicBatches } from "./batch/anthropic-batch.ts";
import { call, clientOptions, type Caller } from "./call.ts";
import { modelFacts } from "./catalogue.ts";
import { checkParams } from "./check.ts";
import { exchange, streamed } from "./exchange.ts";
import { ModelError, type CacheMark, type Model, type Request } from "./model.ts";
import type { OpenOptions } from "./open-options.ts";
import { requireKey } from "./read-key.ts";
import { publicUrl, serverUrl, tokensIn } from "./server-url.ts";

const keyName = "ANTHROPIC_API_KEY";

/**
 * A model behind Anthropic's Messages API. Nothing is retried here. It gives no token
 * probabilities: no forced choice.
 */
export function anthropic(id: string, options: OpenOptions = {}): Model {
  const { name } = parseAddress(id);
  const env = options.env ?? process.env;
  const key = requireKey(id, keyName, env);
  const baseURL = serverUrl(
    id,
    "ANTHROPIC_BASE_URL",
    options.baseUrl || env["ANTHROPIC_BASE_URL"] || "https://api.anthropic.com",
  );
  const secrets = [key, ...tokensIn(baseURL)];
  const caller: Caller = { id, secrets, keyName, timeoutMs: options.timeoutMs ?? 600_000 };
  const thinking = modelFacts(id)?.thinking ?? "adaptive";
  const connect = once(async (through: typeof exchange) => {
    const { Anthropic } = await import("@anthropic-ai/sdk");
    return new Anthropic({
      apiKey: key,
      authToken: null,
      baseURL,
      openTelemetry: false,
      ...(await clientOptions(caller, through)),
    });
  });
  const bodyOf = (request: Request, cache?: CacheMark) => anthropicRequest(name, thinking, request, cache);
  return {
    id,
    simulated: false,
    can: { choices: false, schema: true, score: false, tools: true, seed: false },
    identity: { provider: "anthropic", model: name, baseUrl: publicUrl(baseURL), thinking },
    check: (params) => checkParams(id, params),
    async generate(request, context) {
      if (request.choices !== null)
        throw new ModelError(`${id} gives no token probabilities: measure it by chat, not by forced choice`, {
          retryable: false,
        });
      const { messages } = await connect(exchange);
      return call(caller, context, async (signal) => {
        const { data, response } = await messages.create(bodyOf(request, context.cache), { signal }).withResponse();
        return { reply: anthropicReply(id, request, data), headers: response.headers };
      });
    },
    batch: anthropicBatches(caller, bodyOf, async () => ({
      json: await connect(exchange),
      raw: await connect(streamed),
    })),
  };
}
