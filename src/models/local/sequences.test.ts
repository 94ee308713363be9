import assert from "node:assert/strict";
import test from "node:test";
import type { LlamaContextSequence, Token } from "node-llama-cpp";
import { inLanes } from "./in-lanes.ts";
import { freshTokens, takeSequence } from "./sequences.ts";

/** A sequence as far as these functions see it: the tokens it holds. */
class Held {
  tokens: number[];
  name: string;
  constructor(name: string, tokens: number[] = []) {
    this.name = name;
    this.tokens = tokens;
  }
  get nextTokenIndex(): number {
    return this.tokens.length;
  }
  compareContextTokens(tokens: number[]): { firstDifferentIndex: number } {
    const index = this.tokens.findIndex((token, i) => token !== tokens[i]);
    return { firstDifferentIndex: index < 0 ? this.tokens.length : index };
  }
  async eraseContextTokenRanges([range]: [{ start: number; end: number }]): Promise<void> {
    this.tokens.splice(range.start, range.end - range.start);
  }
}
const as = (held: Held[]) => held as unknown as LlamaContextSequence[];
const take = async (held: Held[], tokens: number[], waiting: number[][] = []) => {
  const sequence = (await takeSequence(as(held), tokens as Token[], waiting as Token[][])) as unknown as Held;
  return [sequence.name, [...sequence.tokens], held.map(({ name }) => name).join("")];
};

test("a sequence that shares half of the text is cut back to what it shares, and moves to the end", async () => {
  const held = [new Held("a", [1, 2, 3, 4]), new Held("b", [1, 2, 9])];
  assert.deepEqual(await take(held, [1, 2, 3, 5, 6, 7]), ["a", [1, 2, 3], "ba"]);
});

test("the last token is always read anew, also of a text that is held whole", async () => {
  assert.deepEqual(await take([new Held("a", [1, 2, 3])], [1, 2, 3]), ["a", [1, 2], "a"]);
  assert.equal(freshTokens(as([new Held("a", [1, 2, 3])]), [1, 2, 3] as Token[]), 1);
});

test("a text with nothing in common takes an empty sequence, else the one unused the longest", async () => {
  const held = [new Held("a", [1, 2, 3, 4]), new Held("b", [5, 6, 7, 8]), new Held("c")];
  assert.deepEqual(await take(held, [7, 9, 9, 9]), ["c", [], "abc"]);
  held[2]!.tokens = [7, 9, 9, 9];
  assert.deepEqual(await take(held, [8, 8, 8, 8]), ["a", [], "bca"]);
});

test("fresh tokens are those that no sequence holds", () => {
  const held = as([new Held("a", [1, 2, 3]), new Held("b", [1, 2, 3, 4, 9])]);
  assert.equal(freshTokens(held, [1, 2, 3, 4, 5, 6] as Token[]), 2);
  assert.equal(freshTokens([], [1, 2] as Token[]), 2);
});

test("what a text that waits begins with is kept for it, where that is less to read in all", async () => {
  const held = () => [new Held("a", [1, 2, 3, 4]), new Held("b")];
  assert.deepEqual(await take(held(), [1, 5, 6]), ["a", [1], "ba"]);
  assert.deepEqual(await take(held(), [1, 5, 6], [[1, 2, 3, 4, 5]]), ["b", [], "ab"]);
  assert.deepEqual(await take(held(), [1, 2, 3, 9], [[1, 2, 3, 4, 5]]), ["a", [1, 2, 3], "ba"]);
});

/** Texts as trials ask them: a wording, under each of its inputs, in two orders. */
function textsOf(wordings: number): number[][][] {
  const part = (...at: number[]) => Array.from({ length: at.length === 1 ? 60 : 30 }, (_, i) => hashed([...at, i]));
  const hashed = (parts: number[]) => parts.reduce((sum, each) => (sum * 31 + each + 1) % 1_000_003, 7);
  const trials = Array.from({ length: wordings * 7 }, (_, i) => {
    const [wording, input] = [i % wordings, Math.floor(i / wordings)];
    return [0, 1].map((order) => [...part(wording), ...part(wording, input), ...part(wording, input, order)]);
  });
  return trials.sort(([a], [b]) => hashed(a!) - hashed(b!));
}

/**
 * Tokens read for all texts, each trial's second asked when its first has been, so many at once.
 */
async function readOf(trials: number[][][], together: number): Promise<number> {
  const lanes = [0, 1].map(() => Array.from({ length: 16 }, (_, i) => new Held(`${i}`)));
  const turn = inLanes(2, (lane, tokens: number[]) => freshTokens(as(lanes[lane]!), tokens as Token[]));
  let read = 0;
  const ask = (tokens: number[]) =>
    turn(tokens, async (lane, waiting) => {
      const sequence = await takeSequence(as(lanes[lane]!), tokens as Token[], waiting as Token[][]);
      read += tokens.length - sequence.nextTokenIndex;
      (sequence as unknown as Held).tokens = [...tokens];
      await new Promise((done) => setImmediate(done));
    });
  const left = trials.values();
  const worker = async () => {
    for (const trial of left) for (const text of trial) await ask(text);
  };
  await Promise.all(Array.from({ length: together }, worker));
  return read;
}

test("of many texts that begin alike little is read twice, in whatever order they come", async () => {
  const trials = textsOf(40);
  const starts = new Set(trials.flat().flatMap((text) => [60, 90, 120].map((end) => text.slice(0, end).join())));
  const tree = 30 * starts.size + 30 * 40;
  assert.equal(tree, 40 * (60 + 7 * (30 + 2 * 30)));
  for (const together of [50, 280]) {
    const read = await readOf(trials, together);
    assert.ok(read >= tree && read < 1.05 * tree, `${read} of ${tree} with ${together} at once`);
  }
});
