import assert from "node:assert/strict";
import test from "node:test";
import type { Scenario } from "../../scenarios/scenario.ts";
import { checkSet } from "./check-set.ts";
import type { WordingCheck } from "./gate.ts";

const calm = { insistent: 0, polite: 0, informal: 0, excited: 0 };
const check = (
  rung: WordingCheck["rung"],
  far: number,
  change: { level?: number; excited?: number } = {},
): WordingCheck => ({
  scenario: "pears",
  wording: `${rung}-${far}`,
  file: "",
  arm: rung === null ? "base" : "paraphrase",
  rung,
  hash: "",
  against: "orla",
  verdict: "pass",
  findings: [],
  measures: {
    length: 1,
    overlap: 1 - far,
    edit: far,
    sharedRun: 0,
    embedding: far,
    readingLevel: [change.level ?? 5, 5],
    tone: [{ ...calm, excited: change.excited ?? 0 }, calm],
  },
});
const ladder = (heavy: { far?: number; level?: number; excited?: number } = {}) => [
  check(null, 0),
  check("light", 0.3),
  check("light", 0.4),
  check("medium", 0.6),
  check("medium", 0.7),
  check("heavy", heavy.far ?? 0.9, heavy),
  check("heavy", heavy.far ?? 0.8, heavy),
];
const inputs = [
  { id: "a", vars: { lie: "with-lie" } },
  { id: "b", vars: { lie: "with-lie" } },
  { id: "c", vars: { lie: "without-lie" } },
];
const scenario = { id: "pears", inputs } as unknown as Scenario;
const failures = (checks: WordingCheck[], gate: Scenario["gate"] = {}) =>
  checkSet({ ...scenario, gate }, checks)
    .findings.filter(({ verdict }) => verdict === "fail")
    .map(({ check: name, detail, remedy }) => `${name}: ${detail}${remedy ? "" : " (no remedy)"}`);

test("rungs in order, alike in reading level and tone, pass", () => assert.deepEqual(failures(ladder()), []));

const broken: [what: string, checks: WordingCheck[], gate: Scenario["gate"], says: RegExp[]][] = [
  [
    "heavy nearer than medium",
    ladder({ far: 0.5 }),
    { rungs: ["edit"] },
    [/^rung order: edit light 0\.350, medium 0\.650, heavy 0\.500$/],
  ],
  [
    "heavy harder to read",
    ladder({ level: 8.6 }),
    {},
    [/^reading level: light 5\.0, medium 5\.0, heavy 8\.6, published 5\.0 grades: ±1\.80, where ±1\.7 is wanted$/],
  ],
  ["heavy excited", ladder({ excited: 2 }), {}, [/^tone excited: .*heavy 2\.0.*±1\.00, where ±0\.5 is wanted$/]],
  [
    "too few inputs without a lie",
    ladder(),
    { inputs: [{ mark: "lie", value: "without-lie", least: 0.5 }] },
    [/^inputs lie: 1 of 3 are without-lie, where 50 % are wanted$/],
  ],
];
for (const [what, checks, gate, says] of broken)
  test(`broken alone: ${what}`, () => {
    const found = failures(checks, gate);
    assert.equal(found.length, says.length, found.join("\n"));
    for (const [i, one] of says.entries()) assert.match(found[i]!, one);
  });

test("a band that is given holds; a rung of one wording has no mean, and an empty one no order", () => {
  assert.deepEqual(failures(ladder({ level: 8.6 }), { readingLevel: 2 }), []);
  const few = [check(null, 0), check("light", 0.3), check("heavy", 0.2, { level: 12 })];
  assert.deepEqual(failures(few), []);
  const [order] = checkSet(scenario, few).findings;
  assert.deepEqual([order!.check, order!.verdict], ["rung order", "unmeasured"]);
});
