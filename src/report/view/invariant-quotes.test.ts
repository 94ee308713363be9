import assert from "node:assert/strict";
import { test } from "node:test";
import { invariantMarks } from "./invariant-quotes.ts";

const shown = "It is noon. Rain is on the way.\n\nFrom Ida: “Four weak quarters in a row.” Nothing else is new.";
const cases: [what: string, evidence: string, marked: string[]][] = [
  ["words as they are shown", "“Rain is on the way.” As said.", ["Rain is on the way."]],
  [
    "a template's tags between them",
    '“{% if pressure == "high" %}\nFrom Ida: “Four weak quarters in a row.” {% else %}\nFrom Ida: all is well.{% endif %}” It is there.',
    ["From Ida: “Four weak quarters in a row.”"],
  ],
  [
    "an input among them",
    "“It is noon. {{ input.weather }}\n\nFrom Ida: “Four weak” As said.",
    ["It is noon.", "From Ida: “Four weak"],
  ],
  ["pieces too short to know", "“is {{ input.x }} on {{ input.y }} the” Yes.", []],
  ["what is said under another condition", '“{% if pressure == "low" %}All of us are well.{% endif %}” Yes.', []],
  ["no quotation", "It is not said {{ anywhere }}.", []],
];
for (const [what, evidence, marked] of cases)
  test(`marked: ${what}`, () => {
    const marks = invariantMarks(shown, [null, evidence]);
    assert.deepEqual(
      marks.map(({ start, end }) => shown.slice(start, end)),
      marked,
    );
    assert.ok(marks.every(({ invariants }) => invariants!.join() === "2"));
  });
