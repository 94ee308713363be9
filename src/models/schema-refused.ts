import { ModelError, type Model } from "./model.ts";

const ofSchema =
  /json[_ ]?schema|response[_ ]?format|structured[_ ]?output|text\.format|output_(?:config|format)|guided[_ ]?(?:json|decoding)|grammar/i;

/** Whether a server said with an error that it takes no schema, or not this one. */
function refusesSchema(error: unknown): boolean {
  if (!(error instanceof ModelError) || error.retryable) return false;
  return error.status !== 401 && error.status !== 403 && ofSchema.test(error.message);
}

/**
 * A model's `generate` that is asked without the schema, at once and from then on, where its server
 * refuses one. What is asked for must stand in the prompt as well.
 */
export function askedWithoutSchema(generate: Model["generate"]): Model["generate"] {
  let refused = false;
  return async (request, context) => {
    if (request.schema === null) return generate(request, context);
    const plain = { ...request, schema: null };
    if (refused) return generate(plain, context);
    try {
      return await generate(request, context);
    } catch (error) {
      if (!refusesSchema(error)) throw error;
      const reply = await generate(plain, context);
      refused = true;
      return reply;
    }
  };
}
