import { ModelError } from "../model.ts";
import type { Engine } from "./engine.ts";
import { nextTokens } from "./next-tokens.ts";

/** Tokens read together; each brings a probability for the whole vocabulary. */
const atOnce = 32;

/**
 * Natural-log probability of each token of a plain text given those before it, the first excluded, without any chat
 * template; good to about 3e-4, as llama.cpp sums in single precision. Throws ModelError on a text of fewer than two tokens.
 */
export async function score(
  id: string,
  engine: Engine,
  text: string,
  signal?: AbortSignal,
): Promise<{ tokens: string[]; logprobs: number[] }> {
  const { model } = engine;
  const tokens = model.tokenize(text);
  if (tokens.length < 2) throw new ModelError(`${id}: a text to score needs two tokens or more`, { retryable: false });
  const { value: logprobs } = await engine.read(
    tokens,
    0,
    async (sequence) => {
      // The beginning may be in memory, but not its probabilities: all of it is read again.
      await sequence.clearHistory();
      const logprobs: number[] = [];
      for (let start = 0; start < tokens.length - 1; start += atOnce) {
        if (signal?.aborted) throw new DOMException("the call was aborted", "AbortError");
        const part = tokens.slice(start, Math.min(start + atOnce, tokens.length - 1));
        const nexts = await nextTokens(sequence, part, part.length);
        logprobs.push(...nexts.map(({ probability }, i) => Math.log(probability(tokens[start + i + 1]!))));
      }
      return logprobs;
    },
    signal,
  );
  return { tokens: tokens.slice(1).map((token) => model.detokenize([token])), logprobs };
}
