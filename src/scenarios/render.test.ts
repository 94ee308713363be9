import assert from "node:assert/strict";
import { test } from "node:test";
import { conditionLabel, conditions } from "./condition.ts";
import { writeScenario } from "./fixture.ts";
import { loadScenario } from "./load.ts";
import { render } from "./render.ts";
import type { Input, Scenario, Wording } from "./scenario.ts";

const scenario: Scenario = {
  id: "s",
  title: "",
  decision: "",
  source: null,
  control: null,
  controlFor: null,
  factors: ["tier", "told"].map((id) => ({
    id,
    title: id,
    levels: ["a", "b"].map((level) => ({ id: level, title: level })),
  })),
  varied: [],
  invariants: [],
  outcomes: [],
  inputs: [],
  distinctive: [],
  wordings: [],
};
const wordingOf = (text: string): Wording => ({
  id: "w",
  arm: "recognizable",
  rung: null,
  title: "",
  turns: [
    { kind: "say", role: "user", text, when: null },
    { kind: "reply", name: "act", when: null },
  ],
  choice: { ask: "", one: "", zero: "" },
  readings: {},
  examples: {},
  hash: "",
  canary: null,
  heldOut: false,
  only: {},
  file: "wordings/w.md",
});
const input: Input = { id: "i", vars: { query: "Why?" } };
const said = (text: string, condition: Record<string, string> = { tier: "a", told: "b" }, vars = input.vars) =>
  render(scenario, wordingOf(text), condition, { id: "i", vars }).flatMap((turn) =>
    turn.kind === "say" ? [turn.text] : [],
  );

const templates: [what: string, text: string, rendered: string[]][] = [
  ["text without tags stays", "a  {b} {-c-}\n\n %} }} #}\n", ["a  {b} {-c-}\n\n %} }} #}\n"]],
  ["factors and inputs", "{{ tier }}/{{ told }}: {{ input.query }}", ["a/b: Why?"]],
  ["a block leaves no line behind", 'x\n  {% if tier == "a" %}\ny\n  {% else %}\nz\n{% endif %}\nw', ["x\ny\nw"]],
  ["a choice in a sentence", 'an {{ "open" if told == "b" else "shut" }} door', ["an open door"]],
  ["not, and, or, in", '{% if not tier == "b" and (told == "a" or told != "a") %}yes{% endif %}', ["yes"]],
  ["a comment is not said", "a{# hm #}b", ["ab"]],
  ["outer blank lines go", '{% if tier == "a" %}\n\nx\n\n{% endif %}\n', ["x"]],
  ["a turn left blank is dropped", '{% if tier == "b" %}x{% endif %}', []],
];
for (const [what, text, rendered] of templates) test(what, () => assert.deepEqual(said(text), rendered));

test("what an input says is data", () => {
  const query = '{{ tier }} {% if tier == "a" %}x{% endif %} {# c #} </script> $& \u{1F600}';
  assert.deepEqual(said("<{{ input.query }}>", undefined, { query }), [`<${query}>`]);
});

const refused: [text: string, condition: Record<string, string>, says: RegExp][] = [
  ["{{ input.other }}", { tier: "a", told: "a" }, /s\/wordings\/w\.md: no value for input\.other .*tier=a told=a/],
  ["{{ mood }}", { tier: "a", told: "a" }, /no value for mood/],
  ["{{ input.constructor }}", { tier: "a", told: "a" }, /no value for input\.constructor/],
  ["x", { tier: "a" }, /needs told to be one of a, b/],
  ["x", { tier: "c", told: "a" }, /"tier=c told=a" needs tier to be one of a, b/],
  ["x", { tier: "a", told: "a", mood: "a" }, /has mood; its factors are tier, told/],
  ["{% for a in tier %}{% endfor %}", { tier: "a", told: "a" }, /For is not allowed/],
  ["{{ tier.upper() }}", { tier: "a", told: "a" }, /CallExpression is not allowed/],
  ['{{ input["query"] }}', { tier: "a", told: "a" }, /MemberExpression is not allowed/],
];
for (const [text, condition, says] of refused)
  test(`${text} under ${JSON.stringify(condition)} is refused`, () => assert.throws(() => said(text, condition), says));

test("conditions are the cross of levels, and say themselves", () => {
  assert.deepEqual(conditions(scenario).map(conditionLabel), [
    "tier=a told=a",
    "tier=a told=b",
    "tier=b told=a",
    "tier=b told=b",
  ]);
  assert.deepEqual(conditions({ factors: [] }), [{}]);
  assert.equal(conditionLabel({}), "");
});

test("turns keep their branches", (t) => {
  const scenario = loadScenario(writeScenario(t));
  const turns = render(scenario, scenario.wordings[0]!, { hunger: "high" }, scenario.inputs[0]!);
  assert.deepEqual(turns[1], { kind: "say", role: "user", text: "It rains. She is hungry.", when: null });
  assert.deepEqual(
    turns.map((turn) => turn.when?.is ?? null),
    [null, null, null, "picked", "picked"],
  );
});
