import assert from "node:assert/strict";
import { test } from "node:test";
import { longestRead, read } from "./read.ts";
import type { Reading } from "./scenario.ts";

const act: Reading = { patterns: { buy: "^act: buy", hold: "^act: hold" }, otherwise: null };
const report: Reading = { patterns: { told: "tip", swore: "no secret" }, otherwise: "silent" };

const cases: [reading: Reading, text: string, name: string | null][] = [
  [act, "Well.\nACT: BUY 10", "buy"],
  [act, "act: hold", "hold"],
  [act, "I would act: buy", null],
  [act, "ACT: BUY\nACT: HOLD", null],
  [act, "", null],
  [report, "I had a tip.", "told"],
  [report, "Prices.", "silent"],
  [report, "No secret, only a tip.", null],
  [report, " \n\t", null],
];
for (const [reading, text, name] of cases)
  test(`${JSON.stringify(text)} reads as ${name}`, () => assert.equal(read(reading, text), name));

test("a pattern that would backtrack for ever is read at once", () => {
  assert.equal(read({ patterns: { a: "^(a|a)*(a+)+$" }, otherwise: "b" }, `${"a".repeat(100_000)}!`), "b");
});

test("a reply beyond the longest is not read", () => {
  assert.equal(read(report, "x".repeat(longestRead)), "silent");
  assert.equal(read(report, "x".repeat(longestRead + 1)), null);
});
