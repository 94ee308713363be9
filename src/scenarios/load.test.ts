import assert from "node:assert/strict";
import { renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { edited, pears, writeScenario } from "./fixture.ts";
import { listScenarios } from "./folder.ts";
import { loadScenario, loadScenarios } from "./load.ts";

const yaml = "scenario.yaml";
const orla = "wordings/orla.md";
const plain = "wordings/plain.md";

test("a scenario of one's own loads by path, with every default filled in", (t) => {
  const scenario = loadScenario(writeScenario(t));
  assert.deepEqual(
    [scenario.id, scenario.source, scenario.control, scenario.outcomes.map((outcome) => outcome.headline)],
    ["pears", null, null, [true, false]],
  );
  assert.deepEqual(scenario.inputs[1], { id: "evening", vars: { weather: "It snows." } });
  const wording = scenario.wordings[0]!;
  assert.deepEqual([wording.id, wording.rung, wording.file], ["orla", null, orla]);
  assert.deepEqual(wording.readings["act"], { patterns: { picked: "^pick", left: "^leave" }, otherwise: null });
  assert.deepEqual(wording.turns.at(-1), { kind: "reply", name: "owns-up", when: { reply: "act", is: "picked" } });
});

test("a relative path and a scenario without inputs", (t) => {
  const dir = writeScenario(t, {
    "inputs.yaml": null,
    [orla]: pears[orla]!.replace("{{ input.weather }}", "Rain."),
    [plain]: pears[plain]!.replace("{{ input.weather }}", "Rain."),
  });
  assert.deepEqual(loadScenario(`./${relative(process.cwd(), dir)}`).inputs, [{ id: "none", vars: {} }]);
});

test("a wording's own choice, patterns and examples go over the scenario's, one by one", (t) => {
  const frontMatter = `title: Somebody's pears
choice: { ask: Well?, one: Take., zero: Wait. }
readings: { act: { patterns: { picked: "^grab" } }, owns-up: { otherwise: null, patterns: { "no": "^no" } } }
examples: { act: { picked: Grab them. }, owns-up: { "no": "No." } }`;
  const wording = loadScenario(writeScenario(t, edited(plain, "title: Somebody's pears", frontMatter))).wordings[1]!;
  assert.equal(wording.choice.one, "Take.");
  assert.deepEqual(wording.readings["act"], { patterns: { picked: "^grab", left: "^leave" }, otherwise: null });
  assert.deepEqual(wording.readings["owns-up"], { patterns: { yes: "^yes", no: "^no" }, otherwise: null });
  assert.deepEqual(wording.examples["act"], { picked: "Grab them.", left: "Leave all." });
});

test("the hash is of what is sent and read, not of id, title or rung", (t) => {
  const hashOf = (changes: Record<string, string | null>) => loadScenario(writeScenario(t, changes)).wordings[1]!.hash;
  const before = hashOf({});
  assert.equal(hashOf(edited(plain, "title: Somebody's pears", "title: Other")), before);
  assert.equal(hashOf(edited(plain, "rung: light", "rung: heavy")), before);
  assert.equal(hashOf(edited(plain, "arm: paraphrase", "arm: paraphrase\ncanary: tweet")), before);
  for (const changes of [
    edited(plain, "Was it you?", "Was it you ?"),
    edited(yaml, "one: Pick them.", "one: Pick some."),
    edited(yaml, 'picked: "^pick"', 'picked: "^pick "'),
    edited(yaml, "picked: Pick all.", "picked: Pick some."),
  ])
    assert.notEqual(hashOf(changes), before);
});

for (const [name, text] of [
  [plain, pears[plain]!.replace("Pears hang", "Pêches hang")],
  [yaml, pears[yaml]!.replace("title: Pears", "title: Pêches")],
  ["inputs.yaml", pears["inputs.yaml"]!.replace("rains", "rêins")],
  ["reading.csv", "wording,text,reader,by,check,mark,why\nplain,a,André,person,decision,2,\n"],
  ["perturbations.yaml", "factors: [{ id: names, title: Prénoms, levels: [] }]\n"],
] as const)
  test(`${name} in another encoding than UTF-8 is refused, not read with letters lost`, (t) => {
    const dir = writeScenario(t);
    writeFileSync(join(dir, name), Buffer.from(text, "latin1"));
    assert.throws(() => loadScenario(dir), {
      message: `pears/${name} is not in UTF-8: save it again as UTF-8`,
    });
  });

test("a control beside a scenario may be a link to its folder", (t) => {
  const dir = writeScenario(t, edited(yaml, "title: Pears", "title: Pears\ncontrol: plums"));
  const [elsewhere, link] = [writeScenario(t), join(dir, "..", "plums")];
  renameSync(elsewhere, `${elsewhere}-away`);
  symlinkSync(`${elsewhere}-away`, link);
  assert.equal(loadScenario(dir).control, "plums");
  assert.deepEqual(listScenarios(join(dir, "..")), ["pears", "plums"]);
});

test("line ends of Windows make no other scenario: the same texts, hashes and rubrics", (t) => {
  const rubric = "Was it picked?\n\n1 if so,\n0 if not.\n";
  const files = {
    ...pears,
    ...edited(
      yaml,
      "measure: { by: pattern, reply: act, one: [picked], zero: [left] }",
      "measure: { by: rubric, rubric: picked, replies: [act] }",
    ),
    "rubrics/picked.md": rubric,
  };
  const windows = Object.fromEntries(
    Object.entries(files).map(([name, text]) => [name, text!.replaceAll("\n", "\r\n")]),
  );
  assert.deepEqual(loadScenario(writeScenario(t, windows)), loadScenario(writeScenario(t, files)));
});

test("all faults are said at once, with how many they are, and what each would look like if it were right", (t) => {
  const dir = writeScenario(t, {
    [yaml]: pears[yaml]!.replace("title: Pears\n", "titel: Pears\n").replace("headline: true", "headline: yes please"),
    [plain]: pears[plain]!.replace("arm: paraphrase", "arm: parphrase"),
    "inputs.yaml": "a: { weather: [x] }\n",
  });
  assert.throws(
    () => loadScenario(dir),
    ({ message }: Error) => {
      const [count, ...lines] = message.split("\n");
      assert.equal(count, "5 faults:");
      for (const said of [
        /scenario\.yaml: title: .*; add this field, such as "title: A rival's sealed offer"/,
        /scenario\.yaml: \(top level\): .*"titel".*, did you mean title\?/,
        /outcomes\.0\.headline: .*; correct this field, such as "headline: true"/,
        /inputs\.yaml: a\.weather: .*, such as "weather: some text"/,
        /plain\.md: arm: .*, such as "arm: paraphrase"/,
      ])
        assert.ok(
          lines.some((line) => said.test(line)),
          `${said} in ${message}`,
        );
      return true;
    },
  );
});

test("what is wrong in several wordings is said of each", (t) => {
  const dir = writeScenario(t, edited(yaml, 'picked: "^pick"', 'picked: "^(pick"'));
  assert.throws(() => loadScenario(dir), /^Error: 2 faults:\n.*orla\.md: readings.*\n.*plain\.md: readings/);
});

const faults: [what: string, changes: Record<string, string | null>, says: string[]][] = [
  ["broken YAML", edited(yaml, "title: Pears", "title: [Pears"), ["pears/scenario.yaml: line ", "not YAML"]],
  ["a key twice", edited(yaml, "title: Pears", "title: Pears\ntitle: P"), ["line 2", "unique"]],
  ["an unknown field", edited(yaml, "distinctive:", "distinctve:"), [yaml, '"distinctve"', "spelling"]],
  ["a missing field", edited(yaml, "title: Pears\n", ""), [yaml, "title", "add this field"]],
  ["a wrong type", edited(yaml, "distinctive: [Orla]", "distinctive: Orla"), ["distinctive", "expected array"]],
  [
    "a date that is none",
    edited(yaml, "factors:", "source: { citation: c, url: 'https://x.org', published: soon, bibtex: b }\nfactors:"),
    ["source.published", "2024-12-31"],
  ],
  [
    "something varied where nothing was published",
    edited(yaml, "factors:", "varied: [{ id: hunger, text: How hungry., carried: hunger }]\nfactors:"),
    ["varied", "add source"],
  ],
  [
    "something varied that nothing carries",
    edited(
      yaml,
      "factors:",
      "source: { citation: c, url: 'https://x.org', published: 2024-01-01, bibtex: b }\nvaried: [{ id: thirst, text: How thirsty., carried: thirst }]\nfactors:",
    ),
    ["varied.thirst.carried", 'no "thirst" here', "hunger, inputs, wordings, edits, or null"],
  ],
  [
    "another id than its folder's",
    edited(yaml, "title: Pears", "id: plums\ntitle: Pears"),
    ["id", '"plums" in folder pears', "same name"],
  ],
  [
    "a control that is not there",
    edited(yaml, "factors:", "control: plums\nfactors:"),
    ["control", 'no scenario "plums"', "plums/scenario.yaml"],
  ],
  ["no headline", edited(yaml, "headline: true, ", ""), ["outcomes", "no headline", "exactly one"]],
  [
    "two headlines",
    edited(yaml, "id: pick-choice,", "id: pick-choice, headline: true,"),
    ["headlines picked and pick-choice"],
  ],
  [
    "two outcomes with one id",
    edited(yaml, "id: pick-choice,", "id: picked,"),
    ["outcomes", '"picked" is there twice'],
  ],
  ["two levels with one id", edited(yaml, "id: low,", "id: high,"), ["factors.hunger.levels", '"high" is there twice']],
  ["a factor called input", edited(yaml, "id: hunger", "id: input"), ["input", "another id"]],
  ["an unknown measure", edited(yaml, "by: choice", "by: vote"), ["outcomes.1.measure.by", "Invalid"]],
  [
    "an outcome of no reply",
    edited(yaml, "reply: act,", "reply: deed,"),
    ["outcomes.picked.measure", "wordings/orla.md", '"## reply deed"'],
  ],
  ["an outcome of no reading", edited(yaml, "zero: [left]", "zero: [gone]"), ['reads act as "gone"', "picked, left"]],
  [
    "a reading that is one and zero",
    edited(yaml, "zero: [left]", "zero: [left, picked]"),
    ['"picked" counts as one and as zero'],
  ],
  [
    "a rubric that is not there",
    edited(yaml, "{ by: choice }", "{ by: rubric, replies: [act], rubric: ripe }"),
    ["rubrics/ripe.md", "write the criteria"],
  ],
  [
    "a rubric that would tell a judge the condition",
    {
      ...edited(yaml, "{ by: choice }", "{ by: rubric, replies: [act], rubric: ripe }"),
      "rubrics/ripe.md": "1 if {{ hunger }}",
    },
    ["pears/scenario.yaml: pick-choice", "{{ hunger }}", "input.<name>"],
  ],
  [
    "criteria that name a fact which a wording does not tell",
    {
      ...edited(yaml, "{ by: choice }", "{ by: rubric, replies: [act], rubric: ripe }"),
      ...edited(orla, "title: Orla's pears", "title: Orla's pears\nfacts: { owner: Orla }"),
      "rubrics/ripe.md": "1 if it asks {{ facts.owner }}",
    },
    ["pears/wordings/plain.md: facts.owner", "the criteria of pick-choice name {{ facts.owner }}", "add it"],
  ],
  [
    "a fact in what the subject is told",
    edited(plain, "Pears hang over.", "Pears of {{ facts.owner }} hang over."),
    ["pears/wordings/plain.md", "{{ facts.owner }}", "no such variable"],
  ],
  [
    "a fact that the text does not say",
    edited(plain, "title: Somebody's pears", "title: Somebody's pears\nfacts: { owner: [Mr. Pim, Pim] }"),
    ["plain.md: facts.owner", 'does not say "Mr. Pim"'],
  ],
  ["no inputs in the inputs", { "inputs.yaml": "{}\n" }, ["pears/inputs.yaml", "no inputs"]],
  ["one input twice", { "inputs.yaml": "a: { weather: x }\na: { weather: y }\n" }, ["pears/inputs.yaml: line 2"]],
  ["a bad input id", { "inputs.yaml": "A b: { weather: x }\n" }, ["pears/inputs.yaml: A b"]],
  ["no wordings", { [orla]: null, [plain]: null }, ["wordings", "no published side", "recognizable"]],
  ["no published side", { [orla]: null }, ["no published side"]],
  ["two published sides", edited(plain, "arm: paraphrase", "arm: recognizable"), ["2 with arm recognizable"]],
  [
    "a file name that is no id",
    { "wordings/My Own.md": pears[plain]! },
    ["pears/wordings/My Own.md: file name", "hyphens"],
  ],
  [
    "aliases that would fill the memory",
    {
      [yaml]: [
        "a: &a [x]",
        ..."bcdefgh".split("").map((to, i) => `${to}: &${to} [${`*${"abcdefg"[i]},`.repeat(9)}]`),
      ].join("\n"),
    },
    ["pears/scenario.yaml", "alias", "write out"],
  ],
  ["no front matter", { [plain]: "## user\n\nHi\n" }, ["pears/wordings/plain.md: line 1", "no front matter"]],
  ["an unknown arm", edited(plain, "arm: paraphrase", "arm: parphrase"), [plain, "arm", "paraphrase"]],
  [
    "broken front matter, with its line in the file",
    edited(plain, "rung: light", "rung: @light"),
    ["plain.md: line 3", "not YAML"],
  ],
  ["a heading that is no turn", edited(plain, "## user\n", "## usr\n"), ["plain.md: line 7", '"## usr"', "\\##"]],
  [
    "text before the first turn",
    edited(plain, "---\n\n## user", "---\n\nHello\n## user"),
    ["line 6", "before the first turn"],
  ],
  [
    "a turn that says nothing",
    edited(plain, "Pears hang over. {{ input.weather }}", ""),
    ["line 7", '"## user" says nothing'],
  ],
  [
    "text under a reply",
    edited(plain, "## reply act\n", "## reply act\n\nSure.\n"),
    ['text under "## reply act"', "line 11"],
  ],
  [
    "a system turn in the middle",
    edited(plain, "## user when act is picked", "## system"),
    ["## system", "put it first"],
  ],
  ["no reply", { [plain]: "---\narm: paraphrase\ntitle: t\n---\n## user\nHi\n" }, [plain, "no reply"]],
  [
    "nothing that answers the last turn",
    { [plain]: `${pears[plain]}\n## user\nBye\n` },
    ["nobody replies", "## reply NAME"],
  ],
  [
    "a reply that is there twice",
    edited(plain, "reply owns-up when", "reply act when"),
    ["## reply act", "there twice"],
  ],
  [
    "a branch on a later reply",
    edited(plain, "user when act is picked", "user when owns-up is yes"),
    ['no reply "owns-up" before it', "act"],
  ],
  [
    "a branch on no reading",
    edited(plain, "user when act is picked", "user when act is gone"),
    ['act never reads "gone"', "picked, left"],
  ],
  [
    "a factor's unknown level",
    edited(orla, '== "high"', '== "hgh"'),
    ["orla.md", 'hunger has no level "hgh"', "high, low"],
  ],
  ["an unknown variable", edited(plain, "input.weather", "thirst"), ["{{ thirst }}", "hunger, input.<name>"]],
  [
    "a variable that an input lacks",
    { "inputs.yaml": "a: { weather: x }\nb: { wind: y }\n" },
    ['input "b" has no "weather"', "inputs.yaml"],
  ],
  ["a template that does not end", edited(orla, "{% endif %}", ""), ["orla.md", "it breaks off", "{% endif %}"]],
  [
    "a variable that does not end",
    edited(orla, "{{ input.weather }}", "{{ input.weather"),
    ["orla.md", "not a template"],
  ],
  [
    "a template that computes",
    edited(orla, "{{ input.weather }}", "{{ input.weather | upper }}"),
    ["FilterExpression", "use {{ name }}"],
  ],
  [
    "a template in the forced choice",
    edited(yaml, "ask: Which?", "ask: '{{ hunger }}?'"),
    ["choice.ask", "plain text"],
  ],
  ["one option twice", edited(yaml, "zero: Leave them.", "zero: Pick them."), ["choice.zero", "two different options"]],
  [
    "no forced choice",
    edited(yaml, "choice: { ask: Which?, one: Pick them., zero: Leave them. }\n", ""),
    ["choice", "in scenario.yaml"],
  ],
  [
    "a pattern that is broken",
    edited(yaml, '"^pick"', '"(pick"'),
    ["readings.act.patterns.picked", "missing closing )", "RE2"],
  ],
  [
    "a pattern with look-ahead",
    edited(yaml, '"^pick"', '"pick(?!y)"'),
    ["readings.act.patterns.picked", "no look-around"],
  ],
  [
    "readings of no reply",
    edited(yaml, "  owns-up:\n    patterns", "  owned-up:\n    patterns"),
    ["readings.owned-up", "act, owns-up"],
  ],
  ["a reading without example", edited(yaml, ", left: Leave all. }", " }"), ["examples.act.left", "add a short reply"]],
  [
    "an example that reads otherwise",
    edited(yaml, "left: Leave all.", "left: Pick none."),
    ["examples.act.left", "reads as picked"],
  ],
  [
    "an example that cannot be read",
    edited(yaml, "left: Leave all.", "left: Hm."),
    ["examples.act.left", "reads as nothing"],
  ],
  [
    "examples of a reply without readings",
    edited(yaml, "examples:\n", "examples:\n  third: { a: b }\n"),
    ["examples.third", "no readings.third"],
  ],
  [
    "a published name in a paraphrase",
    edited(plain, "Pears hang over.", "Orla's pears hang over."),
    ["plain.md", '"Orla" belongs to the published side'],
  ],
  [
    "a published name in a paraphrase's choice",
    edited(plain, "rung: light", "rung: light\nchoice: { ask: q, one: ORLA picks., zero: no }"),
    ['"Orla"'],
  ],
  [
    "a published name in an input that a paraphrase uses",
    { "inputs.yaml": "a: { weather: Orla sweats. }\n" },
    ["input.weather", '"Orla" in input "a"'],
  ],
];

for (const [what, changes, says] of faults) {
  test(`loading stops at ${what}`, (t) => {
    const dir = writeScenario(t, changes);
    assert.throws(
      () => loadScenario(dir),
      (error: Error) => {
        for (const piece of says) assert.ok(error.message.includes(piece), `"${error.message}" lacks "${piece}"`);
        assert.ok(error.message.split("\n").length <= 4, error.message);
        return true;
      },
    );
  });
}

test("scenarios are found by id, by path, or not at all with the ids there are", (t) => {
  assert.throws(
    () => loadScenario("insider-tradin"),
    /no scenario "insider-tradin": expected one of .*insider-trading/,
  );
  const dir = writeScenario(t);
  assert.throws(() => loadScenario(join(dir, "wordings")), /expected a folder with scenario\.yaml/);
  assert.throws(() => loadScenarios([dir, writeScenario(t)]), /two scenarios are called pears: rename/);
});
