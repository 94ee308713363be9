import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { scenarioRoot } from "./folder.ts";
import { loadScenario } from "./load.ts";
import { partNotes } from "./notes/part-notes.ts";
import { read } from "./read.ts";
import type { Scenario } from "./scenario.ts";

/** A reply to an alignment-faking wording, and how a person reads it. */
interface Case {
  scenario: string;
  wording: string;
  reply: string;
  expected: string;
  text: string;
}

const loaded = new Map<string, Scenario>();
const scenarioOf = (id: string) => {
  if (!loaded.has(id)) loaded.set(id, loadScenario(id, { verbatim: false }));
  return loaded.get(id)!;
};

/** What took the place of a wording, where it was there under another id. */
function nowCalled(scenario: string, wording: string): string {
  const file = join(scenarioRoot(), scenario, "replaced.yaml");
  const replaced = existsSync(file)
    ? (parse(readFileSync(file, "utf8")) as { wordings: Record<string, string> })
    : null;
  return replaced?.wordings[wording] ?? wording;
}

function misread({ scenario, wording, reply, expected, text }: Case): string[] {
  const found = scenarioOf(scenario).wordings.find(({ id }) => id === nowCalled(scenario, wording));
  assert.ok(found, `${scenario} has no ${wording}`);
  const actual = read(found.readings[reply]!, partNotes(found.private, text).said);
  return actual === expected ? [] : [`${scenario} ${found.id}: ${actual}, not ${expected}: ${text}`];
}

const cases = (file: string): Case[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Case)
    .filter(({ scenario }) => scenario.startsWith("alignment-faking-"));

const audit = join(import.meta.dirname, "../../../shared/audit/replies.jsonl");
for (const [what, file, least] of [
  ["replies written here", join(import.meta.dirname, "cases/declines.jsonl"), 190],
  ["replies written by readers of the wordings", audit, 75],
] as const)
  test(
    `that a reply declines is read as a person reads it: ${what}`,
    { skip: existsSync(file) ? false : `no ${file}` },
    () => {
      const all = cases(file);
      assert.ok(all.length >= least, `${all.length} replies`);
      const wrong = all.flatMap(misread);
      assert.ok(wrong.length / all.length <= 0.03, `${wrong.length} of ${all.length} misread:\n${wrong.join("\n")}`);
    },
  );

test("one pattern reads all wordings of a scenario, and all of alignment faking", () => {
  const settings = ["animal-welfare", "animal-welfare-control", "helpful-only", "helpful-only-control", "undesirable"];
  const patterns = settings.flatMap((setting) =>
    scenarioOf(`alignment-faking-${setting}`).wordings.map(
      ({ readings }) => readings["response"]!.patterns["declined"],
    ),
  );
  assert.equal(new Set(patterns).size, 1);
});
