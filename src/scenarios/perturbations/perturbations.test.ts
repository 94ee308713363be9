import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { pears, writeScenario } from "../fixture.ts";
import { loadScenario } from "../load.ts";
import type { Wording } from "../scenario.ts";
import { perturbations } from "./perturbations.ts";

const factors = {
  owner: `
  - id: owner
    title: Whose robot it is
    levels:
      - { id: as-is, title: as it is }
      - id: other
        title: another owner
        changes: [{ change: { by: replace, texts: { "You are": "You're" } } }]`,
  note: `
  - id: note
    title: A note
    lifts: [length]
    levels:
      - { id: none, title: none }
      - { id: review, title: it is looked through, changes: [{ change: { by: add, role: system, at: end, text: "It is looked through." } }] }
      - { id: haste, title: at once, changes: [{ change: { by: add, role: system, at: start, text: At once. } }] }`,
};
const declared = (...lists: string[]) => ({ "perturbations.yaml": `factors:${lists.join("")}\n` });
const orla = { bases: ["orla"] };

const load = (t: TestContext, files: Record<string, string>) => loadScenario(writeScenario(t, files));
const says = ({ turns }: Wording) => turns.flatMap((turn) => (turn.kind === "say" ? [turn.text] : []));

test("every combination is composed once, the same each time; levels stand in the text and beside it", (t) => {
  const scenario = load(t, declared(factors.owner, factors.note));
  const found = perturbations(scenario, orla);
  assert.equal(found.design.possible, 6);
  assert.deepEqual([found.wordings.length, found.rejected, found.design.dEfficiency], [6, [], 1]);
  assert.equal(new Set(found.wordings.map(({ hash }) => hash)).size, 6);
  const wording = found.wordings.find(
    ({ perturbation }) => perturbation!.levels["owner"] === "other" && perturbation!.levels["note"] === "haste",
  )!;
  assert.equal(says(wording)[0], "At once.\n\nYou're Orla's robot.");
  assert.deepEqual([wording.arm, wording.title], ["perturbation", "Orla's pears; another owner; at once"]);
  assert.deepEqual(perturbations(scenario, orla), found);
  // The same combination has the same id in any design.
  const few = perturbations(scenario, { ...orla, n: 4, seed: 3 });
  assert.ok(few.wordings.every(({ id }) => found.wordings.some((other) => other.id === id)));
});

test("a factor lifts its own check and no other", (t) => {
  const long =
    "It is looked through with great care by several people, one after another, who write down what they find.";
  const longer = (lifts: string) =>
    declared(`
  - id: length
    title: Length
    lifts: [${lifts}]
    levels:
      - { id: as-is, title: as it is }
      - { id: longer, title: longer, changes: [{ change: { by: add, role: system, at: end, text: "${long}" } }] }`);
  assert.throws(
    () => perturbations(load(t, longer("")), orla),
    /longer: the gate rejects it in every text \(length: \d+ % of orla's words/,
  );
  assert.equal(perturbations(load(t, longer("length")), orla).wordings.length, 2);
  assert.throws(() => perturbations(load(t, longer("times")), orla), /rejects it in every text \(length/);
});

test("varied by default are the wordings that all factors are declared for; the rest is named", (t) => {
  const owner = factors.owner.replace("title: Whose", "bases: [orla]\n    title: Whose");
  const scenario = load(t, declared(owner, factors.note.replaceAll("role: system", "role: user")));
  const of = (options: object) => {
    const found = perturbations(scenario, options);
    return { bases: found.design.bases, factors: found.factors.map(({ id }) => id), leftOut: found.leftOut };
  };
  const both = ["orla", "plain"];
  const none = { bases: [], factors: [] };
  assert.deepEqual(of({}), {
    bases: ["orla"],
    factors: ["owner", "note"],
    leftOut: { bases: ["plain"], factors: [] },
  });
  assert.deepEqual(of({ factors: ["note"] }), { bases: both, factors: ["note"], leftOut: none });
  assert.deepEqual(of({ bases: both }), {
    bases: both,
    factors: ["note"],
    leftOut: { bases: [], factors: ["owner"] },
  });
});

test("what may be spared is left out where fewer texts then tell effects apart, and named", (t) => {
  const two = ["one", "two", "three"].map((id) =>
    factor(id, `{ by: add, role: system, at: end, text: "Part ${id}." }`),
  );
  const spare = factor("more", '{ by: add, role: system, at: end, text: "Even more." }', "    spare: true\n");
  const scenario = load(t, declared(...two, spare));
  const of = (options: object) => {
    const { factors: varied, design, leftOut } = perturbations(scenario, { ...orla, ...options });
    return [varied.length, design.resolution, leftOut.spared];
  };
  assert.deepEqual(of({ n: 7 }), [3, 5, ["more"]]);
  assert.deepEqual(of({ n: 11 }), [4, 5, undefined]);
  assert.deepEqual(of({ n: 6 }), [4, 3, undefined], "it would not help");
  assert.deepEqual(of({ n: 7, resolution: 3 }), [4, 3, undefined]);
  assert.equal(of({ n: 7, factors: ["one", "two", "three", "more"] })[0], 4);
  assert.equal(of({})[0], 4);
});

const language = `
  - id: language
    title: Language
    levels:
      - { id: as-is, title: as it is }
      - { id: german, title: through German and back, through: German }`;

test("what a model must write is planned where it is asked for, and never made up", (t) => {
  const scenario = load(t, declared(factors.owner, language));
  const plain = perturbations(scenario, orla);
  assert.deepEqual([plain.wordings.length, plain.awaiting, plain.leftOut.needModel], [2, [], ["language"]]);
  const asked = perturbations(scenario, { ...orla, factors: ["owner", "language"] });
  const levels = ({ perturbation }: Wording) => Object.values(perturbation!.levels).join(" ");
  assert.deepEqual(asked.wordings.map(levels).sort(), ["as-is as-is", "other as-is"]);
  assert.deepEqual(asked.awaiting.map(({ wording, through }) => `${levels(wording)} ${through}`).sort(), [
    "as-is german German",
    "other german German",
  ]);
  assert.deepEqual([asked.design.dEfficiency, asked.design.asked, asked.leftOut.needModel], [1, 4, undefined]);
});

test("a name may stand in what another factor takes away, if it stands elsewhere too", (t) => {
  const renamed = `
  - id: names
    title: Names
    levels:
      - { id: as-is, title: as it is }
      - { id: other, title: others, changes: [{ change: { by: rename, names: { Orla: Tilda } } }] }`;
  const files = (text: string) => ({
    ...declared(factors.owner.replace('"You are": "You\'re"', '"You are Orla\'s robot.": "A robot."'), renamed),
    "wordings/orla.md": pears["wordings/orla.md"]!.replace("robot.", text),
  });
  const found = perturbations(load(t, files("robot. Orla owns you.")), orla);
  assert.deepEqual(
    new Set(found.wordings.map((wording) => says(wording)[0])),
    new Set([
      "You are Orla's robot. Orla owns you.",
      "You are Tilda's robot. Tilda owns you.",
      "A robot. Orla owns you.",
      "A robot. Tilda owns you.",
    ]),
  );
  assert.throws(() => perturbations(load(t, files("robot.")), orla), /both change “Orla” in orla/);
});

const factor = (id: string, change: string, more = "") =>
  `\n  - id: ${id}\n    title: ${id}\n    lifts: [length]\n${more}    levels:\n      - { id: as-is, title: as it is }\n      - { id: other, title: other, changes: [{ change: ${change} }] }`;
const says3 = { "wordings/orla.md": pears["wordings/orla.md"]!.replace("robot.", "robot. She grows pears. You help.") };

const refused: [what: string, files: Record<string, string>, options: object, message: RegExp][] = [
  ["no file", {}, {}, /pears\/perturbations.yaml: factors: nothing of its texts is declared/],
  [
    "an empty file",
    { "perturbations.yaml": "# nothing yet" },
    {},
    /\(top level\): .* received null; write fields, such as "factors: \[\{ id: names,/,
  ],
  ["no list", { "perturbations.yaml": "factors: { a: 1 }" }, {}, /factors: .*; correct .*"factors: \[\{ id: names,/],
  ["a word", { "perturbations.yaml": "factors: [a]" }, {}, /factors.0: .*; correct .*"factors: \[\{ id: names,/],
  [
    "a factor called as the wording is",
    declared("\n  - { id: base, title: B, levels: [{ id: x, title: X }, { id: y, title: Y }] }"),
    {},
    /factors.base: is what the wording that was changed is called; give it another id/,
  ],
  [
    "one level",
    declared("\n  - { id: a, title: A, levels: [{ id: x, title: X }] }"),
    {},
    /factors.a.levels: fewer than two levels; add one/,
  ],
  [
    "a level that says nothing",
    declared("\n  - { id: a, title: A, levels: [{ id: x, title: X }, { id: y, title: Y }] }"),
    {},
    /factors.a.levels.y: changes nothing; say/,
  ],
  [
    "a place that is not in the text",
    declared(factors.owner),
    { bases: ["plain"] },
    /factors.owner.levels.other: owner other in plain: the text nowhere says "You are"; .*; mend the change/,
  ],
  [
    "two that change the same words",
    declared(
      factors.owner,
      factors.owner.replaceAll("owner", "second").replace('"You are": "You\'re"', '"are Orla": "are indeed Orla"'),
    ),
    orla,
    /owner.levels.other: and second other both change “are” in orla; let one/,
  ],
  [
    "two that cut one line",
    declared(factor("some", "{ by: cut, lines: [Orla] }"), factor("all", '{ by: cut, lines: ["You are"] }')),
    orla,
    /some.levels.other: and all other both change “You are Orla's robot.” in orla/,
  ],
  [
    "pieces that overlap in part",
    declared(
      factor("one", '{ by: replace, texts: { "are Orla\'s": "are the" } }'),
      factor("two", '{ by: replace, texts: { "Orla\'s robot": "a robot" } }'),
    ),
    orla,
    /one.levels.other: and two other both change “Orla's” in orla/,
  ],
  [
    "two that rename one person",
    declared(
      factor("name", "{ by: rename, names: { Orla: Tilda } }"),
      factor("nickname", "{ by: rename, names: { Orla: Tilly } }"),
    ),
    orla,
    /name.levels.other: and nickname other both change “Orla” in orla/,
  ],
  [
    "a name that is taken",
    declared(factor("name", "{ by: rename, names: { Orla: robot } }")),
    orla,
    /factors.name.levels.other: .*"robot" is in the text already; .*; mend the change, or give orla/,
  ],
  [
    "a form that needs what another takes away",
    {
      ...declared(
        factor("form", "{ by: lists }"),
        factor("short", '{ by: replace, texts: { "robot. She grows pears. You help.": "robot." } }'),
      ),
      ...says3,
    },
    orla,
    /perturbations.yaml: factors: form other in orla: changes nothing there, beside form other, short other; mend one/,
  ],
  [
    "an option misspelt",
    declared(factors.owner),
    { ...orla, factor: ["owner"] },
    /perturbations has no option "factor".*did you mean factors/,
  ],
  ["one id for a list", declared(factors.owner), { ...orla, factors: "owner" }, /factors: .*; put ids in \[ \]/],
  [
    "a factor twice",
    declared(factors.owner),
    { ...orla, factors: ["owner", "owner"] },
    /factors: "owner" is there twice/,
  ],
  [
    "a resolution that there is not",
    declared(factors.owner),
    { ...orla, resolution: 7 },
    /resolution: 7; give 3, 4 or 5/,
  ],
  ["a seed of letters", declared(factors.owner), { ...orla, seed: "x" }, /seed: .*; give a number/],
  ["no text at all", declared(factors.owner), { ...orla, n: 0 }, /n: 0; give a whole number, 1 or more/],
  ["half a text", declared(factors.owner), { ...orla, n: 1.5 }, /n: 1.5; give a whole number/],
  ["no factor", declared(factors.owner), { ...orla, factors: [] }, /factors: none is named; name some of owner/],
  ["no wording", declared(factors.owner), { bases: [] }, /bases names no wording to vary: name some of orla/],
  [
    "a factor that is not for the wording named",
    declared(factor("owner", '{ by: replace, texts: { "You are": "You\'re" } }', "    bases: [orla]\n")),
    { bases: ["plain"], factors: ["owner"] },
    /owner.levels.other: is not declared for plain; leave owner out/,
  ],
  [
    "a language beside changes",
    declared(language.replace("through: German }", "through: German, changes: [{ change: { by: lists } }] }")),
    orla,
    /factors.language.levels.german: has changes and goes through a language; make it two factors/,
  ],
  [
    "levels of one name",
    declared(factors.note.replace("id: haste", "id: review")),
    orla,
    /factors.note.levels: two are called review/,
  ],
  [
    "a first level that changes something",
    declared(factors.owner.replace("title: as it is }", "title: as it is, changes: [{ change: { by: lists } }] }")),
    orla,
    /factors.owner.levels.as-is: changes something; let the first level/,
  ],
  ["two of one name", declared(factors.owner, factors.owner), orla, /two are called owner/],
  ["more than there are", declared(factors.owner), { ...orla, n: 3 }, /3 texts of 2 different ones/],
  [
    "a resolution that cannot be had",
    declared(factors.owner, factors.note),
    { ...orla, n: 4, resolution: 5 },
    /resolution: 5 was not found in 4 texts/,
  ],
  [
    "a factor that is not there",
    declared(factors.owner),
    { ...orla, factors: ["ovner"] },
    /no factor "ovner"; name some of owner; did you mean owner/,
  ],
  [
    "a wording that is not there",
    declared(factors.owner),
    { bases: ["orl"] },
    /no wording "orl" to vary: name some of orla, plain/,
  ],
  [
    "the published text, which is not fetched",
    declared(factors.owner),
    { bases: ["verbatim"] },
    /no wording "verbatim" to vary: .*; "parallax fetch [^"]+" brings the published text/,
  ],
  [
    "a wording named that is not there",
    declared(factors.owner.replace("[{ change", "[{ of: [nobody], change")),
    orla,
    /factors.owner: no wording "nobody"/,
  ],
  [
    "a base named that is not there, of a factor that nobody asked for",
    declared(factors.owner.replace("title: Whose", "bases: [orl]\n    title: Whose"), factors.note),
    { factors: ["note"] },
    /factors.owner: no wording "orl"; name one of orla, plain/,
  ],
  [
    "nothing but what a model must write",
    declared(language),
    orla,
    /factors: a model must write all of them; name under factors which to plan: language/,
  ],
  [
    "two that make the same text",
    declared(...["one", "two"].map((id) => factor(id, '{ by: add, role: system, at: end, text: "The same." }'))),
    orla,
    /factors.two.levels.other: makes the same text of orla as one other; let it change something else/,
  ],
  [
    "pieces of one level of which one takes a part of the other",
    declared(factor("one", '{ by: replace, texts: { "are Orla\'s": "are the", "Orla\'s robot": "a robot" } }')),
    orla,
    /one.levels.other: .*"Orla's robot" stands only where another piece of texts takes a part of it; make them one/,
  ],
  [
    "no names to rename",
    declared(factor("one", "{ by: rename, names: {} }")),
    orla,
    /change.names: expected one or more/,
  ],
  [
    "no pieces to replace",
    declared(factor("one", "{ by: replace, texts: {} }")),
    orla,
    /change.texts: expected one or/,
  ],
  [
    "what the gate never passes",
    declared(factor("one", '{ by: replace, texts: { robot: "{{ nothing }}" } }')),
    orla,
    /pears\/perturbations.yaml: factors.one.levels.other: the gate rejects it in every text \(form: .*; mend the change$/,
  ],
  ["an id that is none", declared(factors.owner), { factors: [null] }, /factors.0: null; give an id/],
  ["a base that is none", declared(factors.owner), { bases: [3] }, /bases.0: 3; give an id/],
  [
    "a level without this wording",
    declared(factors.owner.replace("[{ change", "[{ of: [plain], change")),
    orla,
    /says nothing for orla; add a change/,
  ],
];
for (const [what, files, options, message] of refused)
  test(`refused: ${what}`, (t) => {
    assert.throws(() => perturbations(load(t, files), options), message);
  });

test("what is no scenario is refused in words", () => {
  assert.throws(() => perturbations(undefined as never), /expected a scenario or its id, not undefined/);
  assert.throws(() => perturbations({} as never), /expected a scenario or its id, not an object/);
});

test("more texts than can be made at once are refused before any is", () => {
  assert.throws(
    () => perturbations("insider-trading"),
    /n: not said, and all \d{5,} combinations are too many; give one/,
  );
  assert.throws(() => perturbations("insider-trading", { n: 10_001 }), /n: 10001; give 10000 or fewer/);
});
