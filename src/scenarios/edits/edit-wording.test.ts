import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pears, writeScenario } from "../fixture.ts";
import { findScenario, listScenarios } from "../folder.ts";
import { loadScenario } from "../load.ts";
import { parseYaml } from "../parse.ts";
import { read } from "../read.ts";
import type { Arm, Scenario, Wording } from "../scenario.ts";
import { words } from "../similarity.ts";
import { specs } from "../spec.ts";
import { readVerbatim } from "../verbatim/read.ts";
import { standIn, type Prompts } from "../verbatim/stand-in.ts";
import type { Change } from "./change.ts";
import { editWording } from "./edit-wording.ts";
import { toLists, toProse } from "./lists.ts";
import { reorder } from "./reorder.ts";

const shared = join(import.meta.dirname, "../../../../shared/published");
const skip = existsSync(shared) ? false : `no published texts at ${shared}`;

const edit = (scenario: Scenario, wording: Wording, change: Change) =>
  editWording(scenario, wording, { id: "changed", title: "changed", of: ["recognizable"], change });
const says = ({ turns }: Wording) => turns.flatMap((turn) => (turn.kind === "say" ? [turn.text] : []));
const lines = (wording: Wording) => says(wording).flatMap((text) => text.split("\n"));
const declared = (id: string) =>
  parseYaml(readFileSync(join(findScenario(id), "scenario.yaml"), "utf8"), specs().scenario, id).edits;
const sorted = (list: string[]) => list.toSorted();

test("an edit is a wording of its own: arm, id, title and hash; canary and conditions are the wording's", (t) => {
  const scenario = loadScenario(writeScenario(t));
  const orla = { ...scenario.wordings[0]!, canary: "tweet", only: { hunger: ["high"] } };
  const edited = edit(scenario, orla, { by: "rename", names: { Orla: "Tilda" } });
  assert.deepEqual([edited.id, edited.arm, edited.title], ["orla-changed", "edit", "Orla's pears; changed"]);
  assert.notEqual(edited.hash, orla.hash);
  assert.deepEqual([edited.canary, edited.only, edited.file], ["tweet", { hunger: ["high"] }, orla.file]);
  assert.equal(says(orla)[0], "You are Orla's robot.");
});

test("names change everywhere and nowhere else: text, choice, readings, examples; not inside words or tags", (t) => {
  const more = `arm: recognizable
facts: { owner: [Orla, my Orla] }
choice: { ask: Does ORLA mind?, one: Orla does., zero: No. }
readings: { act: { patterns: { picked: '\\borla\\b[^.]*pick|^pick' } } }
examples: { act: { picked: Orla asks; pick all. } }`;
  const text = pears["wordings/orla.md"]!.replace("arm: recognizable", more).replace(
    "robot.",
    "robot (orla@pears.org). Orlando {# Orla #} likes Pim.",
  );
  const scenario = loadScenario(writeScenario(t, { "wordings/orla.md": text }));
  const orla = scenario.wordings[0]!;
  const edited = edit(scenario, orla, { by: "rename", names: { Orla: "Pim", Pim: "Orla" } });
  assert.equal(says(edited)[0], "You are Pim's robot (pim@pears.org). Orlando {# Orla #} likes Orla.");
  assert.deepEqual(edited.facts, { owner: ["Pim", "my Pim"] });
  assert.deepEqual(edited.choice, { ask: "Does PIM mind?", one: "Pim does.", zero: "No." });
  assert.equal(edited.readings["act"]!.patterns["picked"], "\\bpim\\b[^.]*pick|^pick");
  assert.equal(read(edited.readings["act"]!, edited.examples["act"]!["picked"]!), "picked");
  assert.throws(
    () => edit(scenario, orla, { by: "rename", names: { Orla: "robot" } }),
    /"robot" is in the text already/,
  );
  assert.throws(() => edit(scenario, orla, { by: "rename", names: { Bram: "Tilda" } }), /changes nothing there/);
});

test("a name that is given in two cases has a new one for each", (t) => {
  const text = pears["wordings/orla.md"]!.replace("robot.", "robot (orla@pears.org).");
  const scenario = loadScenario(writeScenario(t, { "wordings/orla.md": text }));
  const names = { Orla: "Person A", orla: "person-a" };
  const edited = edit(scenario, scenario.wordings[0]!, { by: "rename", names });
  assert.equal(says(edited)[0], "You are Person A's robot (person-a@pears.org).");
});

const prose: [string, string][] = [
  ["Rules:\n\n- One thing\n- Two things.\n- Three?\n\nEnd", "Rules:\n\nOne thing. Two things. Three?\n\nEnd"],
  ["1. a\n2. b\nplain", "a. b.\nplain"],
  ["no list - at all", "no list - at all"],
  ["- One thing\n  that goes on\n- Two\n\nEnd", "One thing that goes on. Two.\n\nEnd"],
  ["- One\n  {% if x %}\n- Two", "One.\n  {% if x %}\nTwo."],
];
for (const [text, expected] of prose)
  test(`lists to prose: ${JSON.stringify(text)}`, () => assert.equal(toProse(text), expected));

const lists: [string, string][] = [
  ["Come. See. Win.\n\nTwo. Only.", "- Come.\n- See.\n- Win.\n\nTwo. Only."],
  ["In short. It is done by now. It was not hard.", "In short.\n- It is done by now.\n- It was not hard."],
  ["**Who are you, then?** You are Orla. I am not.", "**Who are you, then?**\n- You are Orla.\n- I am not."],
  ['He said "A. B. C." and left.', 'He said "A. B. C." and left.'],
  ["A. B. {{ input.c }}. D.", "A. B. {{ input.c }}. D."],
  [
    "Ask Mr. Fox, e.g. Monday. Ask Dr. Orr, too. It rains.",
    "- Ask Mr. Fox, e.g. Monday.\n- Ask Dr. Orr, too.\n- It rains.",
  ],
];
for (const [text, expected] of lists)
  test(`prose to lists: ${JSON.stringify(text)}`, () => assert.equal(toLists(text), expected));

const orders: [what: string, text: string, order: Parameters<typeof reorder>[1], expected: string][] = [
  ["paragraphs", "a\n\nb\n\n\nc\n\nd", { first: 1, last: 0 }, "a\n\nd\n\n\nc\n\nb"],
  ["a list with what announces it", "a\n\nb:\n\n- c\n\nd", { first: 0, last: 0 }, "d\n\nb:\n\n- c\n\na"],
  [
    "a block as one",
    "a\n\n{% if x %}\nb\n\nc\n{% endif %}\n\nd",
    { first: 0, last: 0 },
    "d\n\n{% if x %}\nb\n\nc\n{% endif %}\n\na",
  ],
  [
    "what begins with a mark",
    "intro\n\n<m>1</m>\n<m>2\n\n2</m>",
    { first: 1, last: 0, begins: "<m>" },
    "intro\n\n<m>2\n\n2</m>\n<m>1</m>",
  ],
  [
    "what stands behind labels",
    "Rules\n\n1. a\n2. b\n   - b too\n3. c\n\nend",
    { first: 1, last: 0, labels: "\\d\\. " },
    "Rules\n\n1. a\n2. c\n\nend\n3. b\n   - b too",
  ],
  [
    "each branch",
    "{% if x %}\na\n\nb\n{% elif y %}\nc\n{% else %}\nd\n\ne\n{% endif %}",
    { first: 0, last: 0 },
    "{% if x %}\nb\n\na\n{% elif y %}\nc\n{% else %}\ne\n\nd\n{% endif %}",
  ],
  ["two that stay", "a\n\nb", { first: 1, last: 1 }, "a\n\nb"],
];
for (const [what, text, order, expected] of orders)
  test(`reordered: ${what}`, () => assert.equal(reorder(text, order), expected));

test("a cut takes whole lines, and says when one is not there", (t) => {
  const scenario = loadScenario(writeScenario(t));
  const orla = { ...scenario.wordings[0]!, turns: structuredClone(scenario.wordings[0]!.turns) };
  (orla.turns[0] as { text: string }).text = "One.\n\n- It is trained.\n- It rains.\n\nTraining:\n\nEnd.";
  const edited = edit(scenario, orla, { by: "cut", lines: ["trained", "Training"] });
  assert.equal(says(edited)[0], "One.\n\n- It rains.\n\nEnd.");
  assert.throws(() => edit(scenario, orla, { by: "cut", lines: ["snow"] }), /no line has "snow"/);
});

test("pieces are replaced all at once, by just what is written: signs of patterns mean nothing", (t) => {
  const scenario = loadScenario(writeScenario(t));
  const orla = { ...scenario.wordings[0]!, turns: structuredClone(scenario.wordings[0]!.turns) };
  (orla.turns[0] as { text: string }).text = "Ten pears (ripe), and twenty plums.";
  const replaced = (texts: Record<string, string>) => says(edit(scenario, orla, { by: "replace", texts }))[0];
  assert.equal(replaced({ Ten: "twenty", twenty: "Ten" }), "twenty pears (ripe), and Ten plums.");
  assert.equal(
    replaced({ pears: "pears for '$' or $$2 or $&" }),
    "Ten pears for '$' or $$2 or $& (ripe), and twenty plums.",
  );
  assert.equal(replaced({ "(ripe)": "(or not)", "pears (ripe)": "pears" }), "Ten pears, and twenty plums.");
  assert.throws(
    () => replaced({ "Ten pears": "Two", "pears (ripe)": "plums" }),
    /"pears \(ripe\)" stands only where another piece/,
  );
});

test("names with signs of patterns are renamed in patterns too, and stand there for themselves", (t) => {
  const scenario = loadScenario(writeScenario(t));
  const orla = { ...scenario.wordings[0]!, turns: structuredClone(scenario.wordings[0]!.turns) };
  (orla.turns[0] as { text: string }).text = "You are J. Orla (sen.)'s robot.";
  const act = orla.readings["act"]!;
  const patterns = { picked: "^J\\. Orla \\(sen\\.\\) picks", left: "^leave" };
  const examples = { ...orla.examples, act: { picked: "J. Orla (sen.) picks", left: "Leave all." } };
  const signed = { ...orla, examples, readings: { ...orla.readings, act: { ...act, patterns } } };
  const renamed = edit(scenario, signed, { by: "rename", names: { "J. Orla (sen.)": "A+ $& (jun.)" } });
  assert.equal(says(renamed)[0], "You are A+ $& (jun.)'s robot.");
  const picked = new RegExp(renamed.readings["act"]!.patterns["picked"]!, "i");
  assert.match("A+ $& (jun.) picks", picked);
  assert.doesNotMatch("AA $& jun. picks", picked);
  assert.doesNotMatch("J. Orla (sen.) picks", picked);
});

/** What may differ after a change by this, and what may not. */
const holds: Record<Change["by"], (before: Wording, after: Wording, change: Change) => void> = {
  rename(before, after, change) {
    const { names } = change as Extract<Change, { by: "rename" }>;
    const parts = new Set(
      Object.entries(names)
        .flat()
        .flatMap((name) => words(name)),
    );
    const [old, edited] = [before, after].map((wording) =>
      words(says(wording).join("\n")).filter((word) => !parts.has(word)),
    );
    assert.deepEqual(edited, old);
    assert.equal(lines(after).length, lines(before).length);
  },
  prose: sameWords,
  lists: sameWords,
  reorder(before, after) {
    assert.deepEqual(sorted(words(says(after).join("\n"))), sorted(words(says(before).join("\n"))));
    assert.equal(says(after).join("").length, says(before).join("").length);
  },
  cut(before, after, change) {
    const { lines: pieces } = change as Extract<Change, { by: "cut" }>;
    const left = lines(before).filter((line) => !pieces.some((piece) => line.includes(piece)));
    assert.deepEqual(lines(after).filter(Boolean), left.filter(Boolean));
    assert.ok(left.length < lines(before).length);
  },
  replace(before, after, change) {
    const { texts } = change as Extract<Change, { by: "replace" }>;
    const without = (wording: Wording, pieces: string[]) =>
      pieces.reduce((text, piece) => text.replaceAll(piece, ""), says(wording).join("\n"));
    assert.equal(without(after, Object.values(texts).filter(Boolean)), without(before, Object.keys(texts)));
  },
  add(before, after, change) {
    const { text } = change as Extract<Change, { by: "add" }>;
    const left = says(after).map((said) => said.replace(text.trim(), ""));
    assert.deepEqual(words(left.join("\n")), words(says(before).join("\n")));
    assert.ok(says(after).join("\n").includes(text.trim()));
  },
};

function sameWords(before: Wording, after: Wording): void {
  assert.deepEqual(words(says(after).join("\n")), words(says(before).join("\n")));
  assert.notEqual(lines(after).length, lines(before).length);
}

function checkEdits(scenario: Scenario): number {
  const edits = scenario.wordings.filter(({ arm }) => arm === "edit");
  for (const edited of edits) {
    const before = scenario.wordings.find(({ id, arm }) => arm !== "edit" && edited.id.startsWith(`${id}-`))!;
    const change = declared(scenario.id).find(
      ({ id, of }) => edited.id === `${before.id}-${id}` && (of as Arm[]).includes(before.arm),
    )!.change;
    holds[change.by](before, edited, change);
    const kinds = ({ turns }: Wording) => turns.map((turn) => (turn.kind === "say" ? turn.role : turn.name));
    assert.deepEqual(kinds(edited), kinds(before));
  }
  return edits.length;
}

const shipped = listScenarios();
test("every shipped edit changes what it says and nothing else", () => {
  const counts = shipped.map((id) => checkEdits(loadScenario(id, { verbatim: false })));
  assert.ok(counts.filter((count) => count > 0).length >= 4);
});

test("and so it does to the published text", { skip }, (t) => {
  const root = mkdtempSync(join(tmpdir(), "edits-"));
  t.after(() => rmSync(root, { recursive: true }));
  const prompts = JSON.parse(readFileSync(join(shared, "agentic-misalignment-system-prompts.json"), "utf8")) as Prompts;
  const fetched = [...standIn(shared, prompts, root)].filter(
    ([id]) => (readVerbatim(findScenario(id))?.turns.length ?? 0) > 0,
  );
  for (const [id, place] of fetched) {
    const scenario = loadScenario(place, { root });
    assert.ok(
      scenario.wordings.some(({ arm }) => arm === "verbatim"),
      id,
    );
    checkEdits(scenario);
  }
});

test("the helpful-only prompt without its lines on training is the variant that was published so", { skip }, () => {
  const id = "alignment-faking-helpful-only";
  const { repo, commit, path } = readVerbatim(findScenario(id))!.files["untold"]!;
  const variant = readFileSync(join(shared, repo, commit, path), "utf8").replace(/\{[#%].*?[#%]\}/gs, "");
  const { wordings } = loadScenario(id, { root: shared });
  const cut = says(wordings.find((wording) => wording.id === "verbatim-training-cut")!)[0]!;
  const filled = (text: string) => text.split("\n").filter((line) => line.trim() !== "");
  assert.ok(filled(cut).join("\n") === filled(variant).join("\n"));
});
