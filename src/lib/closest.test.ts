import assert from "node:assert/strict";
import { test } from "node:test";
import { closest, didYouMean } from "./closest.ts";

const names = ["run", "grade", "gap", "paraphrase", "memorise", "insider-trading", "insider-trading-control"];

for (const [written, expected] of [
  ["rnu", "run"],
  ["RUN", "run"],
  ["grad", "grade"],
  ["paraphase", "paraphrase"],
  ["memorize", "memorise"],
  ["insider-tradin", "insider-trading"],
  ["insider_trading", "insider-trading"],
  ["parap", "paraphrase"],
  ["mem", "memorise"],
  ["gap", "gap"],
  ["g", null],
  ["zebra", null],
  ["", null],
] as const)
  test(`"${written}" is taken for ${expected}`, () => assert.equal(closest(written, names), expected));

test("a message ends with the name, or says nothing", () => {
  assert.equal(didYouMean("gpa", names), "; did you mean gap?");
  assert.equal(didYouMean("zebra", names), "");
});
