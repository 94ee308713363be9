import assert from "node:assert/strict";
import { test } from "node:test";
import { composePattern } from "./compose-pattern.ts";
import { edited, writeScenario } from "./fixture.ts";
import { loadScenario } from "./load.ts";

const cases: [pattern: string, parts: Record<string, string>, composed: string | RegExp][] = [
  ["a(?&b)*", { b: "c|d" }, "a(?:c|d)*"],
  ["(?&b)", { b: "(?&c)x", c: "\\$&" }, "(?:(?:\\$&)x)"],
  ["(?i)a{2}", {}, "(?i)a{2}"],
  ["(?&b)", { c: "d" }, /has \(\?&b\).*there are: c/],
  ["(?&constructor)", {}, /no part of that name; there are: none/],
  ["(?&b)", { b: "(?&c)", c: "(?&b)" }, /part b stands within itself/],
];
for (const [pattern, parts, composed] of cases)
  test(`${pattern} of ${JSON.stringify(parts)}`, () => {
    if (typeof composed === "string") assert.equal(composePattern(pattern, parts), composed);
    else assert.throws(() => composePattern(pattern, parts), composed);
  });

const part = (parts: string) => ({
  ...edited(
    "scenario.yaml",
    'patterns: { picked: "^pick"',
    `parts: { word: pick }\n    patterns: { picked: "^(?&word)"`,
  ),
  ...edited("wordings/plain.md", "---\n\n", `readings: { act: { parts: { ${parts} } } }\n---\n\n`),
});

test("a wording's own parts stand in the scenario's patterns", (t) => {
  const dir = writeScenario(t, part('word: "pick(?&rest)", rest: "( all)?"'));
  const patterns = loadScenario(dir).wordings.map(({ readings }) => readings["act"]!.patterns["picked"]);
  assert.deepEqual(patterns, ["^(?:pick)", "^(?:pick(?:( all)?))"]);
  assert.throws(
    () => loadScenario(writeScenario(t, part('word: "(?&rest)"'))),
    /pears\/wordings\/plain\.md.*readings\.act\.patterns\.picked.*there are: word/s,
  );
});
