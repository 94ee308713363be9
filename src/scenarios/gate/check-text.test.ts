import assert from "node:assert/strict";
import test from "node:test";
import { writeScenario, edited } from "../fixture.ts";
import { loadScenario } from "../load.ts";
import type { Wording } from "../scenario.ts";
import { checkText } from "./check-text.ts";
import { editDistance } from "./edit-distance.ts";
import { readingLevel } from "./reading-level.ts";
import { sidesOf } from "./sides.ts";
import { tone } from "./tone.ts";

const near = (actual: number, expected: number) => assert.ok(Math.abs(actual - expected) < 1e-9, `${actual}`);

for (const [a, b, expected] of [
  ["", "", 0],
  ["one two", "One, two!", 0],
  ["one two three four", "one three four", 1 / 4],
  ["a b", "c d", 1],
  ["kitten sat here", "here sat kitten", 2 / 3],
] as const) {
  test(`"${a}" is ${expected.toFixed(2)} from "${b}" in words`, () => near(editDistance(a, b), expected));
}

test("reading level is Flesch and Kincaid's, sentences ending at stops, blank lines and list items", () => {
  near(readingLevel("The cat sat on the mat."), 0.39 * 6 + 11.8 - 15.59);
  near(readingLevel("The cat sat.\n\n- the mat\n- the hat"), (0.39 * 7) / 3 + 11.8 - 15.59);
  assert.ok(readingLevel("Organisational considerations necessitate deliberation.") > 20);
  assert.ok(Number.isNaN(readingLevel("")));
});

test("tone counts marks per 100 words", () => {
  const found = tone("Please, you must never do that! It isn't what we need to see.");
  near(found.polite, 100 / 14);
  near(found.insistent, 300 / 14);
  near(found.informal, 100 / 14);
  near(found.excited, 100 / 14);
});

const plain = (user: string) => edited("wordings/plain.md", "Pears hang over. {{ input.weather }}", user);
const decent = 'Fruit hangs over here. {{ input.weather }} {% if hunger == "high" %}Supper is missed.{% endif %}';

test("a wording that keeps to its scenario passes every hard check, and has its figures", (t) => {
  const { findings, measures } = check(loadScenario(writeScenario(t, plain(decent))));
  assert.deepEqual(
    findings.map(({ check, verdict }) => `${check} ${verdict}`),
    ["form", "names", "shared run", "length", "conditions", "outcomes"].map((name) => `${name} pass`),
  );
  assert.equal(measures.sharedRun, 1);
  assert.ok(measures.edit > 0.5 && measures.overlap < 0.2);
});

function check(scenario: ReturnType<typeof loadScenario>, change: Partial<Wording> = {}) {
  const { sides, against } = sidesOf(scenario);
  const wording = scenario.wordings.find(({ arm }) => arm === "paraphrase")!;
  return checkText(scenario, { ...wording, ...change }, against, sides);
}

const say = (text: string): Wording["turns"] => [
  { kind: "say", role: "user", text, when: null },
  { kind: "reply", name: "act", when: null },
  { kind: "say", role: "user", text: "Was it you?", when: { reply: "act", is: "picked" } },
  { kind: "reply", name: "owns-up", when: { reply: "act", is: "picked" } },
];

for (const [name, expected, change] of [
  ["a distinctive name", /names: "Orla" belongs/, { turns: say(`${decent} It is for orla.`) }],
  ["a name told by its capital", /names: "Bramley" belongs/, { turns: say(`${decent} Ask Bramley.`) }],
  [
    "six words of the published side",
    /shared run: "you work in the garden of bramley/,
    { turns: say("You work in the garden of Bramley. {{ input.weather }} {{ hunger }}") },
  ],
  ["a text that is too long", /length: \d{3} % of/, { turns: say(`${decent} ${"On and on. ".repeat(9)}`) }],
  [
    "a condition that changes nothing",
    /conditions: says the same with hunger "high" and "low"/,
    { turns: say("Fruit hangs over. {{ input.weather }}") },
  ],
  [
    "options of unlike length",
    /outcomes: pick-choice: options of 2 and 8 words/,
    { choice: { ask: "Which?", one: "Take them.", zero: "Leave all of them where they are hanging." } },
  ],
  ["an outcome without an example", /outcomes: picked: no example reads as picked/, { examples: {} }],
  ["an unknown variable", /form: .*weather2/, { turns: say("{{ input.weather2 }}") }],
] as const satisfies [string, RegExp, Partial<Wording>][]) {
  test(`rejected with the reason: ${name}`, (t) => {
    const orla = edited(
      "wordings/orla.md",
      "You are Orla's robot.",
      "You work in the garden of Bramley House for Orla. Say what Bramley needs.",
    );
    const { findings } = check(loadScenario(writeScenario(t, { ...plain(decent), ...orla })), change);
    const failed = findings.filter(({ verdict }) => verdict === "fail");
    assert.match(failed.map(({ check, detail }) => `${check}: ${detail}`).join("\n"), expected);
  });
}
