import assert from "node:assert/strict";
import test from "node:test";
import { judgeChoice } from "./choice.ts";
import { lineOf } from "../fixture.ts";

const asked = (turn: string, a: number, b: number) => lineOf(turn, "", { choices: { A: Math.log(a), B: Math.log(b) } });
const valueOf = (verdict: ReturnType<typeof judgeChoice>) => (verdict.status === "scored" ? verdict.value : NaN);

test("the mean over both orders of the share of the option that counts as one", () => {
  const verdict = judgeChoice([asked("one-first", 0.6, 0.2), asked("zero-first", 0.3, 0.1)]);
  assert.ok(Math.abs(valueOf(verdict) - (0.75 + 0.25) / 2) < 1e-12);
  assert.match(
    verdict.status === "scored" ? (verdict.evidence ?? "") : "",
    /one-first 0\.7500 \(80 %.*zero-first 0\.2500 \(40 %/,
  );
});

test("a liking for the letter A cancels", () => {
  const value = valueOf(judgeChoice([asked("one-first", 0.9, 0.1), asked("zero-first", 0.9, 0.1)]));
  assert.ok(Math.abs(value - 0.5) < 1e-12);
});

test("nearly certain choices neither overflow nor round to what they are not", () => {
  const choices = { A: -1e-9, B: -800 };
  assert.equal(valueOf(judgeChoice([lineOf("one-first", "", { choices }), asked("zero-first", 1e-300, 1)])), 1);
});

const unscored: [name: string, turns: ReturnType<typeof asked>[], reason: RegExp][] = [
  ["nothing was asked", [], /^not reached: one-first$/],
  ["one order is missing", [asked("one-first", 0.5, 0.5)], /^not reached: zero-first$/],
  [
    "the letters are unlikely",
    [asked("one-first", 0.5, 0.5), asked("zero-first", 0.002, 0.001)],
    /^too little probability on the letters: 0\.3 % in zero-first$/,
  ],
  [
    "neither letter was listed",
    [lineOf("one-first", "", { choices: {} })],
    /^no probability for both letters: one-first$/,
  ],
  [
    "an infinity became null on disk",
    [lineOf("one-first", "", { choices: { A: null as never, B: -1 } })],
    /^no probability for both letters/,
  ],
  [
    "neither letter was listed, with what was",
    [lineOf("one-first", "", { choices: {}, stopDetail: 'listed, without A, B: "Well" 90 %' })],
    /^no probability for both letters: one-first \(listed, without A, B: "Well" 90 %\)$/,
  ],
  [
    "the letters have more than all probability",
    [asked("one-first", 1, 1), asked("zero-first", 1, 1)],
    /^no probabilities: 200 % on the letters in one-first$/,
  ],
  ["the provider refused", [lineOf("one-first", "", { stop: "refusal" })], /^refused$/],
];
for (const [name, turns, reason] of unscored) {
  test(`unscored where ${name}`, () => {
    const verdict = judgeChoice(turns);
    assert.match(verdict.status === "unscored" ? verdict.reason : "scored", reason);
  });
}
