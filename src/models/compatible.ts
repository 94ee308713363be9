import type OpenAI from "openai";
import { parseAddress } from "./address.ts";
import { call, clientOptions, type Caller } from "./call.ts";
import { checkParams } from "./check.ts";
import { compatibleReply } from "./compatible-reply.ts";
import { compatibleRequest } from "./compatible-request.ts";
import type { Context, Model, Reply, Request } from "./model.ts";
import { learn, takenBy } from "./narrow.ts";
import type { OpenOptions } from "./open-options.ts";
import { readKey } from "./read-key.ts";
import { publicUrl, serverUrl, tokensIn } from "./server-url.ts";

const keyName = "OPENAI_COMPATIBLE_API_KEY";
const urlName = "OPENAI_COMPATIBLE_BASE_URL";

/**
 * A model behind any server that speaks OpenAI's Chat Completions: Ollama, vLLM, llama.cpp,
 * OpenRouter. The base URL comes from the options, from `openai-compatible/NAME?baseUrl=…`, or from
 * OPENAI_COMPATIBLE_BASE_URL; a key is sent only where OPENAI_COMPATIBLE_API_KEY is set.
 * `?system=user`, `?seed=no`, `?limit=max_completion_tokens` and `?api-version=…` (Azure) are for
 * servers that take less, which is also learned from what they refuse.
 */
export function compatible(id: string, options: OpenOptions = {}): Model {
  const { name, options: fromAddress } = parseAddress(id);
  const env = options.env ?? process.env;
  const address = options.baseUrl || fromAddress["baseUrl"] || env[urlName];
  if (!address)
    throw new Error(`model "${id}" needs its server's address: set ${urlName}, for example http://localhost:11434/v1`);
  const baseURL = serverUrl(id, urlName, address);
  if (fromAddress["baseUrl"] !== undefined && tokensIn(serverUrl(id, "baseUrl", fromAddress["baseUrl"])).length > 0)
    throw new Error(
      `model "${name}": its baseUrl seems to hold a key, and ids are written down: set ${urlName} instead`,
    );
  const key = readKey(id, keyName, env);
  const secrets = [...(key === null ? [] : [key]), ...tokensIn(baseURL)];
  const caller: Caller = { id, secrets, keyName, timeoutMs: options.timeoutMs ?? 600_000 };
  const { baseUrl: _, ...said } = fromAddress;
  const connect = async (): Promise<OpenAI> => {
    const { OpenAI } = await import("openai");
    const version = fromAddress["api-version"];
    const defaultHeaders = {
      ...(key === null && { Authorization: null }),
      ...(key !== null && version !== undefined && { "api-key": key }),
    };
    const account = { organization: null, project: null, adminAPIKey: null };
    const azure = version === undefined ? {} : { defaultQuery: { "api-version": version } };
    const reached = { apiKey: key ?? "none", baseURL, defaultHeaders, ...azure };
    return new OpenAI({ ...account, ...reached, ...(await clientOptions(caller)) });
  };
  return {
    id,
    simulated: false,
    can: {
      choices: true,
      schema: true,
      score: false,
      tools: true,
      ...(fromAddress["seed"] === "no" && { seed: false }),
    },
    identity: { provider: "openai-compatible", model: name, baseUrl: publicUrl(baseURL), ...said },
    check: (params) => checkParams(id, params),
    generate: generating(caller, name, takenBy(fromAddress), connect),
  };
}

/**
 * Asks as narrowly as the server takes it; what it refuses in so many words is left out, and asked
 * again at once.
 */
function generating(caller: Caller, name: string, known: ReturnType<typeof takenBy>, connect: () => Promise<OpenAI>) {
  let client: Promise<OpenAI> | null = null;
  let taken = known;
  return async (request: Request, context: Context): Promise<Reply> => {
    const { chat } = await (client ??= connect());
    for (let asked = taken; ; asked = taken) {
      try {
        return await call(caller, context, async (signal) => {
          const body = compatibleRequest(name, request, asked);
          const { data, response } = await chat.completions.create(body, { signal }).withResponse();
          return { reply: compatibleReply(caller.id, request, data), headers: response.headers };
        });
      } catch (error) {
        const learned = learn(asked, error, request);
        if (learned === null) throw error;
        taken = { ...taken, ...learned };
      }
    }
  };
}
