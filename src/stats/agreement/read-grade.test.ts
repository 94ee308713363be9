import assert from "node:assert/strict";
import test from "node:test";
import { agreement } from "./agreement.ts";
import { krippendorff } from "./krippendorff.ts";
import type { Label } from "./read-grade.ts";

const judge = [1, 0, 1, 1, 0, 0, 1, 0];
const reference = [1, 0, 1, 0, 0, 0, 1, 1];
const spellings: [how: string, write: (grade: number) => Label][] = [
  ["booleans", Boolean],
  ["Python's words", (grade) => (grade ? "True" : "False")],
  ["lower case", (grade) => String(grade === 1)],
  ["upper case", (grade) => String(grade === 1).toUpperCase()],
  ["digits", String],
  ["decimals", (grade) => `${grade}.0`],
  ["bigints", BigInt],
];

for (const [how, write] of spellings)
  test(`grades of 0 and 1 as ${how} agree as the numbers do, beside numbers too`, () => {
    const [grades, theirs] = [judge.map(write), reference.map(write)];
    const expected = agreement(judge, reference);
    assert.equal(expected.sensitivity!.rate, 0.75);
    assert.deepEqual(agreement(grades, theirs), expected);
    assert.deepEqual(agreement(grades, reference), expected);
    const items = (by: readonly Label[]) => by.map((grade, i) => [grade, reference[i]!]);
    assert.deepEqual(krippendorff(items(grades)), krippendorff(items(judge)));
  });

test("what is missing is no grade, and words stay words", () => {
  assert.equal(agreement([null, NaN, "", "nan", "<NA>", 1], [1, 1, 1, 1, 1, 1]).missing, 5);
  assert.deepEqual(agreement(["none", "None"], ["none", "None"]).labels, ["None", "none"]);
});
