import type { Token } from "node-llama-cpp";
import type { Request } from "../model.ts";
import type { Engine } from "./engine.ts";
import { loadLlama } from "./load-llama.ts";

/**
 * What is used where the user set nothing: llama.cpp's own defaults, and replies of at most 512
 * tokens.
 */
export const defaults = { temperature: 0.8, topK: 40, topP: 0.95, minP: 0.05, maxTokens: 512 };

/**
 * Lets the model reply: sampled from `request.seed` (0 where there is none), greedily at
 * temperature 0, within a JSON Schema's grammar where one is asked for. Ends at the model's
 * end-of-turn token ("end") or at `maxTokens` ("length").
 */
export async function speak(
  engine: Engine,
  prompt: Token[],
  request: Request,
  signal?: AbortSignal,
): Promise<{ text: string; stop: "end" | "length"; tokens: number; ms: number }> {
  const { temperature, topK, topP, minP, maxTokens } = { ...defaults, ...request.params };
  const seed = (request.seed ?? 0) % 2 ** 32;
  const grammar = await grammarOf(engine, request.schema);
  const { value, ms } = await engine.read(
    prompt,
    maxTokens,
    async (sequence, rest) => {
      const said: Token[] = [];
      const sampling = { temperature, topK, topP, minP, seed, ...(grammar && { grammarEvaluationState: grammar }) };
      for await (const token of sequence.evaluate(rest, sampling)) {
        if (signal?.aborted) throw new DOMException("the call was aborted", "AbortError");
        said.push(token);
        if (said.length === maxTokens) break;
      }
      const stop: "end" | "length" = said.length === maxTokens ? "length" : "end";
      return { text: engine.model.detokenize(said), stop, tokens: said.length };
    },
    signal,
  );
  return { ...value, ms };
}

async function grammarOf({ llama, model }: Engine, schema: Request["schema"]) {
  if (schema === null) return null;
  const { LlamaGrammarEvaluationState } = await loadLlama();
  type Schema = Parameters<typeof llama.createGrammarForJsonSchema>[0];
  return new LlamaGrammarEvaluationState({
    model,
    grammar: await llama.createGrammarForJsonSchema(schema.schema as Schema),
  });
}
