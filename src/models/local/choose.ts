import type { LlamaModel, Token } from "node-llama-cpp";
import { ModelError } from "../model.ts";
import type { Engine } from "./engine.ts";
import { nextTokens } from "./next-tokens.ts";

/**
 * Natural-log probability of each choice as the assistant's first token, by llama.cpp's softmax
 * over the whole vocabulary: good to about 3e-4 and, between choices, exact. After most chat
 * templates a reply begins without a space ("A"), after some with one (" A"); both spell the
 * choice, so their probabilities are added. `top` is the likeliest token. Throws ModelError on a
 * choice of many tokens.
 */
export async function choose(
  id: string,
  engine: Engine,
  prompt: Token[],
  choices: readonly string[],
  signal?: AbortSignal,
): Promise<{ choices: Record<string, number>; top: string; ms: number }> {
  const spellings = choices.map((choice) => [choice, spell(id, engine.model, choice)] as const);
  const { value: next, ms } = await engine.read(
    prompt,
    1,
    async (sequence, rest) => (await nextTokens(sequence, rest, 1))[0]!,
    signal,
  );
  const logOf = (tokens: Token[]): number =>
    Math.log(tokens.reduce((mass, token) => mass + next.probability(token), 0));
  return {
    choices: Object.fromEntries(spellings.map(([choice, tokens]) => [choice, logOf(tokens)])),
    top: engine.model.detokenize([next.top]),
    ms,
  };
}

function spell(id: string, model: LlamaModel, choice: string): Token[] {
  const single = [choice, ` ${choice}`].map((text) => model.tokenize(text)).filter((tokens) => tokens.length === 1);
  if (single.length === 0)
    throw new ModelError(`${id}: the choice "${choice}" is not a single token: use a letter`, { retryable: false });
  return [...new Set(single.flat())];
}
