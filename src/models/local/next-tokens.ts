import type { LlamaContextSequence, Token } from "node-llama-cpp";

/** What comes after a token: the likeliest one, and the probability of any. */
export interface Next {
  top: Token;
  probability(token: Token): number;
}

/**
 * The least positive number of llama.cpp's single precision: what it gives as 0 is at most this.
 */
const least = 2 ** -149;

/**
 * Asks for a probability for every token, as the model gives them: no sampling setting changes
 * them.
 */
const ask = { generateNext: { probabilities: true, options: { temperature: 1, minP: 0, topK: 0, topP: 1, seed: 0 } } };

/**
 * Reads tokens into a sequence and gives what comes after each of the last `count` of them: softmax
 * over the whole vocabulary, normalized again here, since llama.cpp sums in single precision and is
 * off by up to 2e-4.
 */
export async function nextTokens(sequence: LlamaContextSequence, tokens: Token[], count: number): Promise<Next[]> {
  const output = await sequence.controlledEvaluate(
    tokens.map((token, i) => (i < tokens.length - count ? token : ([token, ask] as [Token, typeof ask]))),
  );
  return output.slice(-count).map((item) => {
    const probabilities = item!.next.probabilities!;
    const [top] = probabilities.keys() as unknown as [Token];
    let sum = 0;
    for (const probability of probabilities.values()) sum += probability;
    return { top, probability: (token) => Math.max(probabilities.get(token) ?? 0, least) / sum };
  });
}
