import type { LlamaContextSequence, Token } from "node-llama-cpp";

/**
 * How many leading tokens a sequence already holds; the last one is always read anew, for its
 * logits.
 */
function held(sequence: LlamaContextSequence, tokens: Token[]): number {
  return Math.min(sequence.compareContextTokens(tokens).firstDifferentIndex, tokens.length - 1);
}

/** Tokens that would have to be read for this text, given what the sequences hold. */
export function freshTokens(sequences: readonly LlamaContextSequence[], tokens: Token[]): number {
  return tokens.length - Math.max(0, ...sequences.map((sequence) => held(sequence, tokens)));
}

/**
 * What a token that a sequence holds is worth, though nothing that waits needs it: later texts may
 * begin so. By the demo's 560 prompts, from 0.2 to 0.4 one in a hundred tokens is read twice, in
 * whatever order they come.
 */
const worth = 0.3;

/**
 * The sequence to read `tokens` in, cut back to what it shares with them, and moved to the end of
 * the list, which is kept in order of use. It is the one with the least to read, together with what
 * the texts that wait would then have to read again, and with a part of all else that it loses; of
 * equal ones that which has gone unused the longest.
 */
export async function takeSequence(
  sequences: LlamaContextSequence[],
  tokens: Token[],
  waiting: readonly Token[][] = [],
): Promise<LlamaContextSequence> {
  const shared = sequences.map((sequence) => held(sequence, tokens));
  const lost = lostTo(sequences, tokens, shared, waiting);
  const costs = sequences.map(
    ({ nextTokenIndex }, i) => tokens.length - shared[i]! + lost[i]! + worth * Math.max(0, nextTokenIndex - shared[i]!),
  );
  const index = costs.indexOf(Math.min(...costs));
  const [sequence] = sequences.splice(index, 1) as [LlamaContextSequence];
  sequences.push(sequence);
  const keep = shared[index]!;
  if (keep < sequence.nextTokenIndex)
    await sequence.eraseContextTokenRanges([{ start: keep, end: sequence.nextTokenIndex }]);
  return sequence;
}

/**
 * By sequence, where it is cut back for these tokens: the most that a text that waits would then
 * have to read again.
 */
function lostTo(
  sequences: readonly LlamaContextSequence[],
  tokens: Token[],
  shared: readonly number[],
  waiting: readonly Token[][],
): number[] {
  const lost = sequences.map(() => 0);
  for (const text of waiting) {
    const helds = sequences.map((sequence) => held(sequence, text));
    const best = Math.max(...helds);
    const first = helds.indexOf(best);
    // Only the sequence that has most of it can be missed.
    if (best <= shared[first]!) continue;
    const others = helds.map((each, i) => (i === first ? shared[i]! : each));
    lost[first] = Math.max(lost[first]!, best - Math.max(commonLength(text, tokens), ...others));
  }
  return lost;
}

/** How many tokens two texts begin with alike. */
export function commonLength(one: readonly Token[], other: readonly Token[]): number {
  const most = Math.min(one.length, other.length);
  for (let i = 0; i < most; i++) if (one[i] !== other[i]) return i;
  return most;
}
