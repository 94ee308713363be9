import { checkOptions } from "../lib/check-options.ts";
import { didYouMean } from "../lib/closest.ts";
import type { Context, Model, Request } from "./model.ts";
import type { OpenOptions } from "./open-options.ts";
import { askedWithoutSchema } from "./schema-refused.ts";
import { showReply } from "./show-reply.ts";
import type { ModelId } from "./known.ts";
import { askedWithoutMark } from "./mark-refused.ts";
import { wellFormed } from "./well-formed.ts";

const providers: Record<string, (id: string, options: OpenOptions) => Promise<Model>> = {
  openai: async (id, options) => (await import("./openai.ts")).openai(id, options),
  anthropic: async (id, options) => (await import("./anthropic.ts")).anthropic(id, options),
  "openai-compatible": async (id, options) => (await import("./compatible.ts")).compatible(id, options),
  local: async (id) => (await import("./local/local.ts")).local(id),
  simulated: async (id) => (await import("./simulated.ts")).simulated(id),
};

/** What may stand before the slash of a model's id. */
export const providerNames: readonly string[] = Object.keys(providers);

/**
 * A model by its id: `openai/gpt-5.1`, `anthropic/claude-opus-4-6`, `openai-compatible/NAME` (with
 * a base URL), `local/smollm2-135m`, `local/PATH.gguf`, `simulated/recognizer`. Loads a provider's
 * library when its first request is made; replies show themselves in a notebook. Throws, saying
 * what to set, on an unknown provider or a missing key.
 *
 * @example
 * const model = await openModel("simulated/custom?published=0.9&gap=-0.3");
 * [model.id, model.can]
 */
export async function openModel(id: ModelId, options: OpenOptions = {}): Promise<Model> {
  checkOptions("openModel", options, { baseUrl: true, timeoutMs: true, env: true });
  const provider = id.slice(0, Math.max(id.indexOf("/"), 0));
  const open = providers[provider];
  if (open === undefined)
    throw new Error(
      `model "${id}": expected provider/name, the provider one of ${providerNames.join(", ")}${didYouMean(provider, providerNames)}`,
    );
  const model = await open(id, options);
  const generate = askedWithoutMark(askedWithoutSchema(model.generate.bind(model)));
  return Object.assign(model, {
    generate: async (request: Request, context: Context) => showReply(await generate(wellFormed(request), context)),
  });
}
