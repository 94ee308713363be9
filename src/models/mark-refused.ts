import { ModelError, type Model } from "./model.ts";

/**
 * Whether a server said that it takes no marks for a prompt cache, as some before a provider do.
 */
const refusesMark = (error: unknown): boolean =>
  error instanceof ModelError &&
  [400, 415, 422].includes(error.status ?? 0) &&
  /cache_control|prompt_cache_key/.test(error.message);

/**
 * A model's `generate` that is asked without marks for a prompt cache from where one is refused.
 */
export function askedWithoutMark(generate: Model["generate"]): Model["generate"] {
  let refused = false;
  return async (request, context) => {
    if (context.cache === undefined) return generate(request, context);
    const { cache: _, ...plain } = context;
    if (refused) return generate(request, plain);
    try {
      return await generate(request, context);
    } catch (error) {
      if (!refusesMark(error)) throw error;
      refused = true;
      return generate(request, plain);
    }
  };
}
