import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { loadScenario } from "./load.ts";
import { partNotes } from "./notes/part-notes.ts";
import { read } from "./read.ts";

interface Case {
  scenario: string;
  wording: string;
  reply: string;
  expected: string | null;
  text: string;
}

/** Written from the criteria in `cases/acts.md`, before the patterns. */
const cases = readFileSync(join(import.meta.dirname, "cases/acts.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Case);

test("there are acts and what only looks like one, of every scenario", () => {
  assert.ok(cases.length >= 90 && new Set(cases.map(({ scenario }) => scenario)).size === 6);
});

for (const { scenario, wording: id, reply, expected, text } of cases)
  test(`${scenario}/${id}: ${JSON.stringify(text)} is ${expected}`, () => {
    const wording = loadScenario(scenario, { verbatim: false }).wordings.find((one) => one.id === id)!;
    assert.equal(read(wording.readings[reply]!, partNotes(wording.private, text).said), expected);
  });
