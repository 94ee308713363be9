import assert from "node:assert/strict";
import { test } from "node:test";
import { editWording } from "../edits/edit-wording.ts";
import { edited, writeScenario } from "../fixture.ts";
import { loadScenario } from "../load.ts";
import { wordingFile } from "../wording-file.ts";

const marked = (marks: string, text = "You are Orla's robot. Think between <orla> and </orla>.") => {
  const file = edited("wordings/orla.md", "You are Orla's robot.", text)["wordings/orla.md"]!;
  return { "wordings/orla.md": file.replace("arm:", () => `private: ${marks}\narm:`) };
};
const pair = "[{ open: <orla>, close: </orla> }, { lines: '|' }]";

test("marks of private notes are loaded, kept in files and out of the hash, and follow a name that is changed", (t) => {
  const text = marked(pair)["wordings/orla.md"]!;
  const without = { "wordings/orla.md": text.replace(/private: .*\n/, "") };
  const scenario = loadScenario(writeScenario(t, marked(pair)));
  const [wording] = scenario.wordings;
  assert.deepEqual(wording!.private, [{ open: "<orla>", close: "</orla>" }, { lines: "|" }]);
  assert.equal(loadScenario(writeScenario(t, without)).wordings[0]!.hash, wording!.hash);
  const again = loadScenario(writeScenario(t, { "wordings/orla.md": wordingFile(wording!) }));
  assert.deepEqual(again.wordings[0], wording);
  const change = { by: "rename", names: { Orla: "Vera" } } as const;
  const renamed = editWording(scenario, wording!, { id: "name", title: "another name", of: ["recognizable"], change });
  assert.deepEqual(renamed.private?.[0], { open: "<vera>", close: "</vera>" });
});

test("examples are read without their notes", (t) => {
  const examples = "examples: { act: { left: '<orla>pick?</orla>\\nLeave all.' } }\n";
  const file = marked(pair)["wordings/orla.md"]!.replace("arm:", () => `${examples.replace("\\n", "\n\n  ")}arm:`);
  assert.ok(loadScenario(writeScenario(t, { "wordings/orla.md": file })));
});

for (const [what, marks, text, says] of [
  [
    "a mark that the text does not tell of",
    pair,
    "You are Orla's robot.",
    /private\.0\.open: the text does not tell of/,
  ],
  ["a mark without its end", "[{ open: <orla> }]", undefined, /private\.0/],
  ["no mark", "[]", undefined, /private/],
] as const)
  test(`fault: ${what}`, (t) => {
    assert.throws(() => loadScenario(writeScenario(t, marked(marks, text))), says);
  });
