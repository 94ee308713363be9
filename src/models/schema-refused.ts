import { ModelError, type Model } from "./model.ts";

const ofSchema =
  /json[_ ]?(?:schema|mode|validate)|response[_ ]?format|structured[_ -]?(?:output|generation)|text\.format|output_(?:config|format)|guided[_ ]?(?:json|decoding)|grammar|generate (?:valid )?json/i;

/**
 * Whether a server said with an error that it takes no schema, or not this one, or that its model
 * did not keep to it; some fail over one instead of refusing it.
 */
function refusesSchema(error: unknown): boolean {
  if (!(error instanceof ModelError) || [401, 403, 408, 429].includes(error.status ?? 0)) return false;
  return (!error.retryable || (error.status ?? 0) >= 500) && ofSchema.test(error.message);
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
