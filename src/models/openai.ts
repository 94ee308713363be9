import { once } from "../lib/once.ts";
import { parseAddress } from "./address.ts";
import { openaiBatches } from "./batch/openai-batch.ts";
import { call, clientOptions, type Caller } from "./call.ts";
import { modelFacts } from "./catalogue.ts";
import { checkParams } from "./check.ts";
import { exchange, streamed } from "./exchange.ts";
import { ModelError, type CacheMark, type Model, type Request } from "./model.ts";
import type { OpenOptions } from "./open-options.ts";
import { requireKey } from "./read-key.ts";
import { publicUrl, serverUrl, tokensIn } from "./server-url.ts";
import { openaiReply } from "./openai-reply.ts";
import { openaiRequest } from "./openai-request.ts";

const keyName = "OPENAI_API_KEY";
/** How long a reply at the slower tier is waited for, as its guide has it. */
const flexMs = 900_000;

/**
 * A model behind OpenAI's Responses API. Nothing is stored there, nothing is retried, and where the
 * model is known to reason, a summary of its reasoning is asked for; `openai/NAME?summary=none`
 * asks for none. A forced choice asks such a model not to reason, where it can do so.
 */
export function openai(id: string, options: OpenOptions = {}): Model {
  const { name, options: inAddress } = parseAddress(id);
  const env = options.env ?? process.env;
  const key = requireKey(id, keyName, env);
  const baseURL = serverUrl(
    id,
    "OPENAI_BASE_URL",
    options.baseUrl || env["OPENAI_BASE_URL"] || "https://api.openai.com/v1",
  );
  const secrets = [key, ...tokensIn(baseURL)];
  const caller: Caller = { id, secrets, keyName, timeoutMs: options.timeoutMs ?? 600_000 };
  const facts = modelFacts(id);
  const reasons = facts?.reasoning ?? false;
  const choices = !reasons || facts!.acceptsWithoutReasoning.includes("choices");
  const summary = inAddress["summary"] ?? (reasons ? "auto" : "none");
  const connect = once(async (through: typeof exchange) => {
    const { OpenAI } = await import("openai");
    return new OpenAI({ apiKey: key, baseURL, ...(await clientOptions(caller, through)) });
  });
  const bodyOf = (request: Request, cache?: CacheMark) => openaiRequest(name, { reasons, summary }, request, cache);
  return {
    id,
    simulated: false,
    can: { choices, schema: true, score: false, tools: true, seed: false },
    identity: { provider: "openai", model: name, baseUrl: publicUrl(baseURL), summary },
    check: (params) => checkParams(id, params),
    async generate(request, context) {
      if (request.choices !== null && !choices)
        throw new ModelError(`${id} reasons before it answers and gives no token probabilities: measure it by chat`, {
          retryable: false,
        });
      const { responses } = await connect(exchange);
      const timeoutMs = request.params.serviceTier === "flex" ? (options.timeoutMs ?? flexMs) : caller.timeoutMs;
      return call({ ...caller, timeoutMs }, context, async (signal) => {
        const sending = { signal, timeout: timeoutMs };
        const { data, response } = await responses.create(bodyOf(request, context.cache), sending).withResponse();
        return { reply: openaiReply(id, request, data), headers: response.headers };
      });
    },
    batch: openaiBatches(caller, bodyOf, async () => ({ json: await connect(exchange), raw: await connect(streamed) })),
  };
}
