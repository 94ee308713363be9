import assert from "node:assert/strict";
import test from "node:test";
import type { LlamaContextSequence, Token } from "node-llama-cpp";
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
const take = async (held: Held[], tokens: number[]) => {
  const sequence = (await takeSequence(as(held), tokens as Token[])) as unknown as Held;
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

test("a text with little in common takes an empty sequence, else the one unused the longest", async () => {
  const held = [new Held("a", [1, 2, 3, 4]), new Held("b", [5, 6, 7, 8]), new Held("c")];
  assert.deepEqual(await take(held, [1, 9, 9, 9]), ["c", [], "abc"]);
  held[2]!.tokens = [1, 9, 9, 9];
  assert.deepEqual(await take(held, [8, 8, 8, 8]), ["a", [], "bca"]);
});

test("fresh tokens are those that no sequence holds", () => {
  const held = as([new Held("a", [1, 2, 3]), new Held("b", [1, 2, 3, 4, 9])]);
  assert.equal(freshTokens(held, [1, 2, 3, 4, 5, 6] as Token[]), 2);
  assert.equal(freshTokens([], [1, 2] as Token[]), 2);
});
