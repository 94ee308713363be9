import assert from "node:assert/strict";
import { test } from "node:test";
import { conditions } from "../condition.ts";
import { writeScenario } from "../fixture.ts";
import { loadScenario } from "../load.ts";
import { render } from "../render.ts";
import { verbatimSpec, type VerbatimSpec } from "./spec.ts";
import { makeTurns } from "./turns.ts";

const factors = ["hunger", "day"].map((id) => ({
  id,
  title: id,
  levels: (id === "hunger" ? ["high", "low"] : ["one", "two", "three"]).map((level) => ({ id: level, title: level })),
}));
const all = conditions({ factors });

const texts = {
  a: "\nDear ${name},\n\nPears: {count}.\n- mine\n\nEnd\n",
  b: "Bye.",
  values:
    '# Values\n\n## Plum\n\n```json\n{ "name": "Pim" }\n```\n\n## Pear\n```json\n{ "name": "$& {{ Orla }}", "more": "x" }\n```\n',
  odd: "## None\n\nno block\n\n## List\n```json\n[1]\n```\n",
  torn: "{% if tier %}{{ tier }}",
  jinja: "{# a note #}\n{{ tier }}: {% include 'x/y.txt' %}<{{query}}>\n",
  python: `"""Letters."""\n\nEND = """\n\nBye,\n$\{name}\n"""\nLETTER, NOTE = [\n    """Dear $\{friend},$\{news}"""\n    + end\n    for end in [END, "\\n\\n"]\n]\nFRIENDS = {"plum": {"friend": "Pim", "news": "\\n\\nit's \\"late\\"."}, "none": {"friend": "", "news": None}}\nNOW = time()\n`,
  json: '{ "messages": [{ "role": "user", "content": "Hi {%" }, { "role": "assistant", "content": "No" }], "end": "Bye" }',
};
const turnsOf = (text: unknown[]): VerbatimSpec["turns"] =>
  verbatimSpec().shape.turns.parse([{ role: "user", text }, { reply: "act" }]);

/** What is said under a condition, with the template run. */
function said(t: Parameters<typeof writeScenario>[0], text: unknown[], condition: Record<string, string>): string {
  const scenario = { ...loadScenario(writeScenario(t)), factors };
  const wording = { ...scenario.wordings[0]!, turns: makeTurns(turnsOf(text), texts, all) };
  const input = { id: "i", vars: { query: "Why {{ now }}?" } };
  const [first] = render(scenario, wording, condition, input);
  return first?.kind === "say" ? first.text : "";
}

const pear = { file: "values", block: "Pear" };
const query = { tier: { hunger: { high: "Free", low: "Paid" } }, query: "{{ input.query }}" };
const cases: [what: string, text: unknown[], expected: string][] = [
  ["a file as it is, but for outer blank lines", [{ file: "b" }], "Bye."],
  [
    "variables from the block named, whatever is in them",
    [{ file: "a", variables: pear, until: "\n\nPears" }],
    "Dear $& {{ Orla }},",
  ],
  [
    "names filled, lines left out",
    [{ file: "a", fill: { count: "2" }, without: ["mine", "Dear"] }],
    "Pears: 2.\n\nEnd",
  ],
  ["words renamed", [{ file: "b", rename: { Bye: "Ciao" } }], "Ciao."],
  [
    "Jinja with a level's text, an input and an include",
    [{ file: "jinja", jinja: query, include: { "x/y.txt": "b" } }],
    "Free: Bye.<Why {{ now }}?>",
  ],
  ["an include left out", [{ file: "jinja", jinja: query, include: { "x/y.txt": null } }], "Free: <Why {{ now }}?>"],
  ["a field of a JSON file", [{ file: "json", at: "end" }], "Bye"],
  [
    "a text of a Python file, filled from a dict of it and what is set beside that",
    [
      {
        file: "python",
        python: "LETTER",
        variables: { file: "python", python: ["FRIENDS", "plum"], also: { name: "Orla" } },
      },
    ],
    'Dear Pim,\n\nit\'s "late".\n\nBye,\nOrla',
  ],
  [
    "a line that stays, empty",
    [{ file: "a", emptied: ["mine"], fill: { count: "2" } }],
    "Dear ${name},\n\nPears: 2.\n\n\nEnd",
  ],
  [
    "pieces one under another",
    [{ file: "b" }, { file: "b", blank: 2 }, { file: "b", blank: 0 }],
    "Bye.\n\n\nBye.\nBye.",
  ],
];
for (const [what, text, expected] of cases)
  test(what, (t) => assert.equal(said(t, text, { hunger: "high", day: "two" }), expected));

test("text by condition: said where it is said, in as few branches as the texts differ in", (t) => {
  const parts = [
    { file: "b", only: { hunger: ["high"] } },
    { file: "json", at: "end", only: { hunger: ["low"], day: ["one", "three"] } },
  ];
  const expect = ({ hunger, day }: Record<string, string>) => (hunger === "high" ? "Bye." : day === "two" ? "" : "Bye");
  for (const condition of all) assert.equal(said(t, parts, condition), expect(condition));
  const [turn] = makeTurns(turnsOf([parts[0]]), texts, all);
  assert.equal(turn!.kind === "say" && turn!.text, '{% if hunger == "high" %}\nBye.\n{% else %}\n\n{% endif %}');
});

test("braces of a published text are never tags", (t) => {
  const marks = "a {{ x }} {% if %} {# c #} -}}\n{%- y -%}\n\t{#\n#} {{- {{{ }}} %}}";
  const scenario = loadScenario(writeScenario(t));
  for (const text of [marks, `${marks}\n\nb`, `{#${marks}%}`]) {
    const turns = makeTurns(turnsOf([{ file: "x" }]), { x: text }, all);
    const wording = { ...scenario.wordings[0]!, turns };
    const [first] = render(scenario, wording, { hunger: "high" }, scenario.inputs[0]!);
    assert.equal(first!.kind === "say" && first!.text, text);
  }
});

test("places of a mark are numbered over all pieces of a turn", () => {
  const number = { each: "y", as: " ({n})" };
  const spec = verbatimSpec().shape.turns.parse([{ role: "user", number, text: [{ file: "b" }, { file: "b" }] }]);
  const [turn] = makeTurns(spec, texts, all);
  assert.equal(turn!.kind === "say" && turn!.text, "By (1)e.\n\nBy (2)e.");
  const none = verbatimSpec().shape.turns.parse([
    { role: "user", number: { ...number, each: "z" }, text: [{ file: "b" }] },
  ]);
  assert.throws(() => makeTurns(none, texts, all), /no "z" to number/);
});

test("messages of a JSON file, without the last", () => {
  const spec = verbatimSpec().shape.turns.parse([{ messages: "json", drop: 1 }]);
  assert.deepEqual(makeTurns(spec, texts, all), [{ kind: "say", role: "user", text: 'Hi {{ "{%" }}', when: null }]);
});

const wrong: [what: string, text: unknown, says: RegExp][] = [
  [
    "a variable without a value",
    { file: "a", variables: { file: "values", block: "none" } },
    /file values has no heading "none"; use one of "Plum", "Pear"/,
  ],
  ["a heading without a block", { file: "a", variables: { file: "odd", block: "None" } }, /no JSON block under "None"/],
  [
    "a block of another shape",
    { file: "a", variables: { file: "odd", block: "List" } },
    /something else than names and texts/,
  ],
  ["a name that is not there", { file: "a", fill: { sum: "2" } }, /file a has no \{sum\}/],
  ["a line that is not there", { file: "a", without: ["snow"] }, /no line with "snow"/],
  ["an end that is not there", { file: "a", until: "snow" }, /file a has no "snow"; correct until/],
  ["a word that is not there", { file: "b", rename: { snow: "rain" } }, /has no "snow"; take it out of rename/],
  ["a field that is not there", { file: "json", at: "start" }, /file json has no text "start"; use one of end/],
  [
    "a line to empty that is not there",
    { file: "a", emptied: ["snow"] },
    /no line with "snow"; take it out of emptied/,
  ],
  ["a name that a Python file does not have", { file: "python", python: "SNOW" }, /no literal "SNOW"; use one of END/],
  ["a name that is no text", { file: "python", python: "FRIENDS" }, /something else than a text at FRIENDS/],
  ["a name that only running would tell", { file: "python", python: "NOW" }, /without running it \(line \d+ has \(/],
  [
    "values that are no texts",
    { file: "a", variables: { file: "python", python: ["FRIENDS", "none"] } },
    /else than names and texts at FRIENDS → none/,
  ],
  ["an include that is not declared", { file: "jinja", jinja: query }, /includes x\/y\.txt; name a file/],
  [
    "a Jinja variable without a value",
    { file: "jinja", jinja: {}, include: { "x/y.txt": null } },
    /reads tier; give it a value/,
  ],
  ["a template that breaks off", { file: "torn", jinja: query }, /it breaks off: each \{% if … %\} takes an/],
  [
    "a level without a text",
    { file: "jinja", jinja: { ...query, tier: { day: { one: "x" } } }, include: { "x/y.txt": null } },
    /jinja\.tier has no text for day "two"; add that level/,
  ],
];
for (const [what, part, says] of wrong)
  test(`a declaration that does not fit: ${what}`, () =>
    assert.throws(() => makeTurns(turnsOf([part]), texts, all), says));
