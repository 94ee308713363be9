import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { withChannel, withoutTools } from "./channel.ts";
import { conditions, suits } from "./condition.ts";
import { pears, writeScenario } from "./fixture.ts";
import { loadScenario } from "./load.ts";
import { redact } from "./redact.ts";
import { saidText } from "./said.ts";
import { wordingFile } from "./wording-file.ts";

const tools = `title: Orla's pears
tools:
  instead: [{ from: robot., to: "robot, and the tool gather is what you gather fruit with, high and low." }]
  offered: [{ name: gather, description: Gathers fruit., parameters: { fruit: which }, written: "Pick {{ fruit }}." }]`;
const orla = (text = tools, script = pears["wordings/orla.md"]!) => ({
  "wordings/orla.md": script.replace("title: Orla's pears", () => text),
});
const load = (t: TestContext, text?: string) => loadScenario(writeScenario(t, orla(text)));

test("with tools a wording is the same wording, and only who acts by them is told of them", (t) => {
  const [before, scenario] = [loadScenario(writeScenario(t)), load(t)];
  assert.equal(scenario.wordings[0]!.hash, before.wordings[0]!.hash);
  assert.deepEqual(scenario.factors, before.factors);
  assert.deepEqual(withoutTools(scenario), before);
  const both = withChannel(scenario);
  assert.deepEqual(conditions(both)[0], { hunger: "high", channel: "tags" });
  const said = ["tags", "tools"].map((channel) => saidText(both, both.wordings[0]!, { hunger: "low", channel }));
  assert.match(said[0]!, /^You are Orla's robot\.\n/);
  assert.match(said[1]!, /^You are Orla's robot, and the tool gather is .* low\.\n/);
});

test("a wording without tools, and an edit, is not for who acts by them", (t) => {
  const { wordings } = load(t);
  assert.deepEqual(
    wordings.map((wording) => suits(wording, { hunger: "low", channel: "tools" })),
    [true, false],
  );
  assert.equal(withChannel(loadScenario(writeScenario(t))).factors.length, 1);
});

test("what is said of tools is a quotation of the wording, too", (t) => {
  const reply = "It said the tool gather is what you gather fruit with. Fine.";
  assert.match(redact(reply, [load(t)]), /^It said \[wording [0-9a-f]{12}\]\. Fine\.$/);
});

test("written to a file and loaded again, tools are there", (t) => {
  const dir = writeScenario(t, orla());
  const scenario = loadScenario(dir);
  const again = writeScenario(t, { "wordings/orla.md": wordingFile(scenario.wordings[0]!) });
  assert.deepEqual(loadScenario(again).wordings[0], scenario.wordings[0]);
  assert.match(readFileSync(join(dir, "wordings/orla.md"), "utf8"), /offered/);
});

const faults: [what: string, from: string, to: string, says: RegExp][] = [
  ["a passage that is not there", "from: robot.", "from: machine.", /instead\.0\.from: is in the text 0 times/],
  ["a passage that is there twice", "from: robot.", "from: o", /is in the text [2-9] times; quote a passage/],
  ["a tag of no factor", 'to: "robot', 'to: "{{ thirst }}', /\{\{ thirst \}\}: no such variable/],
  [
    "an argument that is none",
    "{{ fruit }}",
    "{{ veg }}",
    /tools\.offered\.gather: written has \{\{ veg \}\}, no param/,
  ],
  ["an argument left out", "Pick {{ fruit }}.", "Pick all.", /written leaves fruit out; put \{\{ fruit \}\} there/],
  ["a form that no example has", "Pick {{", "Pluck {{", /no example has a call as it is written/],
  ["a name that providers refuse", "name: gather", "name: Gather all", /expected lower-case words joined by undersc/],
];
for (const [what, from, to, says] of faults)
  test(`fault: ${what}`, (t) => {
    assert.ok(tools.includes(from));
    assert.throws(
      () =>
        load(
          t,
          tools.replace(from, () => to),
        ),
      (error: Error) => /orla\.md/.test(error.message) && says.test(error.message),
    );
  });

test("fault: a tool that names the published side in a paraphrase; a factor that is called channel", (t) => {
  const paraphrase = pears["wordings/plain.md"]!.replace("title: Somebody's pears", () =>
    tools
      .replace("Orla's", "Somebody's")
      .replace("from: robot.", "from: Pears hang over.")
      .replace("Gathers fruit.", "Orla gathers."),
  );
  assert.throws(
    () => loadScenario(writeScenario(t, { "wordings/plain.md": paraphrase })),
    /plain\.md: tools: "Orla" belongs to the published side/,
  );
  const factor = pears["scenario.yaml"]!.replace("- id: hunger", "- id: channel");
  const script = pears["wordings/orla.md"]!.replace('hunger == "high"', 'channel == "high"');
  assert.throws(
    () => loadScenario(writeScenario(t, { "scenario.yaml": factor, ...orla(tools, script) })),
    /scenario\.yaml: factors: "channel" is how tools are asked for/,
  );
});
