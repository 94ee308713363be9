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
 * The sequence to read `tokens` in, cut back to what it shares with them, and moved to the end of
 * the list, which is kept in order of use. One that shares half of the text, or half of its own, is
 * taken over; otherwise an empty one, or the one that has gone unused the longest, so that other
 * beginnings stay.
 */
export async function takeSequence(sequences: LlamaContextSequence[], tokens: Token[]): Promise<LlamaContextSequence> {
  const shared = sequences.map((sequence) => held(sequence, tokens));
  const best = shared.indexOf(Math.max(...shared));
  const near = shared[best]! * 2 >= Math.min(tokens.length, sequences[best]!.nextTokenIndex || Infinity);
  const empty = sequences.findIndex((sequence) => sequence.nextTokenIndex === 0);
  const index = near ? best : empty >= 0 ? empty : 0;
  const [sequence] = sequences.splice(index, 1) as [LlamaContextSequence];
  sequences.push(sequence);
  const keep = shared[index]!;
  if (keep < sequence.nextTokenIndex)
    await sequence.eraseContextTokenRanges([{ start: keep, end: sequence.nextTokenIndex }]);
  return sequence;
}
