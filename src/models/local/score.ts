import { ModelError } from "../model.ts";
import type { Engine } from "./engine.ts";
import { nextTokens } from "./next-tokens.ts";

/** Tokens read together; each brings a probability for the whole vocabulary. */
const atOnce = 32;

/**
 * Natural-log probability of each token of a plain text given those before it, without any chat
 * template; good to about 3e-4, as llama.cpp sums in single precision. What the text comes `after`
 * is read first and not scored; without it the first token is excluded. Throws ModelError on a text
 * of too few tokens.
 */
export async function score(
  id: string,
  engine: Engine,
  text: string,
  { after = "", signal }: { after?: string | undefined; signal?: AbortSignal | undefined },
): Promise<{ tokens: string[]; logprobs: number[] }> {
  const { model } = engine;
  const before = after === "" ? [] : model.tokenize(after);
  const tokens = [...before, ...model.tokenize(text)];
  const first = Math.max(1, before.length);
  if (tokens.length <= first)
    throw new ModelError(`${id}: a text to score needs two tokens or more`, { retryable: false });
  const { value: logprobs } = await engine.read(
    tokens,
    0,
    async (sequence) => {
      // What is in memory has no probabilities any more: from the first token scored on, all is
      // read again.
      const held = Math.min(sequence.nextTokenIndex, first - 1);
      if (held < sequence.nextTokenIndex)
        await sequence.eraseContextTokenRanges([{ start: held, end: sequence.nextTokenIndex }]);
      if (held < first - 1) await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(held, first - 1));
      const logprobs: number[] = [];
      for (let start = first - 1; start < tokens.length - 1; start += atOnce) {
        if (signal?.aborted) throw new DOMException("the call was aborted", "AbortError");
        const part = tokens.slice(start, Math.min(start + atOnce, tokens.length - 1));
        const nexts = await nextTokens(sequence, part, part.length);
        logprobs.push(...nexts.map(({ probability }, i) => Math.log(probability(tokens[start + i + 1]!))));
      }
      return logprobs;
    },
    signal,
  );
  return { tokens: tokens.slice(first).map((token) => model.detokenize([token])), logprobs };
}
