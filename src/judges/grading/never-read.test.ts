import assert from "node:assert/strict";
import test from "node:test";
import { describeResults } from "./describe-results.ts";
import { neverRead } from "./never-read.ts";
import type { Results } from "./results.ts";

const outcomes = [
  { id: "used", measure: { by: "pattern", reply: "quote", one: ["took"], zero: ["left", "asked"] } },
  { id: "told", measure: { by: "rubric", replies: ["quote"], rubric: "told" } },
];

/** Graded replies: 1, 0, or null for one that reads as neither. */
function resultsOf(values: (number | null)[], judge = "pattern"): Results {
  const trials = values.map((_, i) => ({ trial: { id: `t${i}`, scenario: "s" } }));
  const grades = values.map((value, i) => ({
    trial: `t${i}`,
    outcome: judge === "pattern" ? "used" : "told",
    judge,
    hash: "",
    ...(value === null ? { status: "unscored", reason: "unreadable" } : { status: "scored", value, evidence: null }),
  }));
  return { run: { plan: { scenarios: [{ id: "s", outcomes }] } }, trials, grades, stopped: null } as never;
}

const times = (n: number, value: number | null) => Array.from({ length: n }, () => value);

for (const [what, values, expected] of [
  ["none reads as the act", [...times(9, 0), null], [["took"]]],
  ["all do", times(10, 1), [["left", "asked"]]],
  ["nothing can be read", times(12, null), [["took"], ["left", "asked"]]],
  ["both are there", [1, ...times(11, 0)], []],
  ["there are too few to tell", times(9, 0), []],
] as const)
  test(`what no reply reads as is told where ${what}`, () => {
    const found = neverRead(resultsOf([...values]));
    assert.deepEqual(
      found.map(({ readings }) => readings),
      expected,
    );
    assert.ok(found.every(({ replies }) => replies === values.length));
  });

test("what a judge grades is read by no pattern", () => {
  assert.deepEqual(neverRead(resultsOf(times(20, 0), "openai/gpt-5.5")), []);
});

test("graded results say it where they are shown", () => {
  const shown = describeResults(resultsOf(times(12, 0)));
  for (const text of Object.values(shown))
    assert.match(text, /s, used: none of 12 replies reads as took; nobody did so, or/);
  assert.doesNotMatch(describeResults(resultsOf([1, ...times(12, 0)]))["text/plain"], /none of/);
});
