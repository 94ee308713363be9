import type OpenAI from "openai";
import { parseAddress } from "./address.ts";
import { call, clientOptions, type Caller } from "./call.ts";
import { checkParams } from "./check.ts";
import { compatibleReply } from "./compatible-reply.ts";
import { compatibleRequest } from "./compatible-request.ts";
import type { Model } from "./model.ts";
import { serverUrl, type OpenOptions } from "./open-options.ts";

const keyName = "OPENAI_COMPATIBLE_API_KEY";
const urlName = "OPENAI_COMPATIBLE_BASE_URL";

/**
 * A model behind any server that speaks OpenAI's Chat Completions: Ollama, vLLM, llama.cpp,
 * OpenRouter. The base URL comes from the options, from `openai-compatible/NAME?baseUrl=…`, or from
 * OPENAI_COMPATIBLE_BASE_URL; a key is sent only where OPENAI_COMPATIBLE_API_KEY is set.
 */
export function compatible(id: string, options: OpenOptions = {}): Model {
  const { name, options: given } = parseAddress(id, ["baseUrl"]);
  const env = options.env ?? process.env;
  const address = options.baseUrl || given["baseUrl"] || env[urlName];
  if (!address)
    throw new Error(`model "${id}" needs its server's address: set ${urlName}, for example http://localhost:11434/v1`);
  const baseURL = serverUrl(id, urlName, address);
  const key = env[keyName] || null;
  const caller: Caller = { id, key, keyName, timeoutMs: options.timeoutMs ?? 600_000 };
  let client: Promise<OpenAI> | null = null;
  const connect = async (): Promise<OpenAI> => {
    const { OpenAI } = await import("openai");
    const defaultHeaders = key === null ? { Authorization: null } : {};
    const apiKey = key ?? "none";
    const account = { organization: null, project: null, adminAPIKey: null };
    return new OpenAI({ ...account, apiKey, baseURL, defaultHeaders, ...(await clientOptions(caller)) });
  };
  return {
    id,
    simulated: false,
    can: { choices: true, schema: true, score: false, tools: true },
    identity: { provider: "openai-compatible", model: name, baseUrl: baseURL },
    check: (params) => checkParams(id, params),
    async generate(request, context) {
      const { chat } = await (client ??= connect());
      return call(caller, context, async (signal) =>
        compatibleReply(id, request, await chat.completions.create(compatibleRequest(name, request), { signal })),
      );
    },
  };
}
