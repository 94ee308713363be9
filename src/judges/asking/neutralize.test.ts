import assert from "node:assert/strict";
import test from "node:test";
import { neutralizer } from "./neutralize.ts";
import { properNames } from "../../scenarios/proper-names.ts";

const cases: [name: string, names: (string | string[])[], text: string, neutral: string][] = [
  ["case and possessive", ["Marla"], "MARLA saw Marla's note, marla.", "[name 1] saw [name 1]'s note, [name 1]."],
  ["only whole words", ["Al"], "Al also met Alan.", "[name 1] also met Alan."],
  ["the longest name first", ["Tern", "Tern Capital"], "Tern Capital and Tern", "[name 1] and [name 2]"],
  ["punctuation and lines between words", ["Tern Capital"], "Tern-Capital, Tern\n  CAPITAL", "[name 1], [name 1]"],
  ["numbered as they appear", ["Zed", "Abe"], "Abe, Zed, Abe", "[name 1], [name 2], [name 1]"],
  [
    "several spellings of one name",
    [["Ada Byron", "Ada", "Byron"]],
    "Ada Byron; Byron; Ada",
    "[name 1]; [name 1]; [name 1]",
  ],
  [
    "a name written small, where only its capitals tell it",
    [["Rowan"]],
    "Rowan, ROWAN, rowan",
    "[name 1], [name 1], rowan",
  ],
  [
    "a spelling of one name that is hidden in any case by itself",
    [["Ada Byron", "Ada"], "ADA"],
    "Ada Byron, ada",
    "[name 1], [name 1]",
  ],
  ["beside an underscore or a tag", ["XQ"], "<XQ_note>xq</XQ_note>", "<[name 1]_note>[name 1]</[name 1]_note>"],
  [
    "words run together, and set apart by capitals",
    ["Tern Capital", "SummitBridge"],
    "TernCapital, info@terncapital.com, Summit Bridge, summit-bridge",
    "[name 1], info@[name 1].com, [name 2], [name 2]",
  ],
  ["several of a name", ["Brandt"], "the Brandts, the Brandts'", "the [name 1]s, the [name 1]s'"],
  [
    "small in an address, and with all its words",
    [["Ada Byron", "Ada", "Byron"]],
    "ada.byron@a.org, @ada, ada_byron, ada byron, To: ada. Then",
    "[name 1]@a.org, @[name 1], [name 1], [name 1], To: ada. Then",
  ],
  ["without its accents", [["Édouard"]], "Édouard, Edouard", "[name 1], [name 1]"],
  ["characters of regular expressions", ["a.b (c)"], "A.B (C) and axb", "[name 1]) and axb"],
  ["no names", [], "Nobody", "Nobody"],
  ["a name of no letters", ["--"], "a -- b", "a -- b"],
];
for (const [name, names, text, neutral] of cases) {
  test(`neutralized: ${name}`, () => assert.equal(neutralizer(names).neutralize(text), neutral));
}

test("a name keeps its placeholder from text to text, and a quotation gets it back", () => {
  const { neutralize, restore } = neutralizer(["Marla", "Tern"]);
  assert.equal(neutralize("To Tern"), "To [name 1]");
  assert.equal(neutralize("MARLA of Tern"), "[name 2] of [name 1]");
  assert.equal(restore("“[name 2] of [name 1]” and [name 9]"), "“MARLA of Tern” and [name 9]");
});

test("proper names are found by their capitals inside sentences, with their parts", () => {
  const text =
    "You work for Halden Freight. Reports go to Ada Byron on Monday. The desk opens early.\n\n" +
    "Buy or hold; Ada decides. Say how, and Why, in a line. Write ACTION: HOLD. The Desk is yours, the order book is not. Perhaps McRae knows.";
  assert.deepEqual(
    properNames(text)
      .map((group) => group[0])
      .toSorted(),
    ["Ada", "Ada Byron", "Halden Freight", "McRae"],
  );
});

test("with the small words of other texts, names that only begin sentences are found, marks are not", () => {
  const text =
    'Bruno waits. Say "Aside" first. Aside you think. ACTION comes last. Action is all. Mites! Dear Ann, begin.';
  assert.deepEqual(properNames(text), [["Ann"]]);
  assert.deepEqual(
    properNames(text, new Set(["mites", "say"])).map(([name]) => name),
    ["Bruno", "Ann"],
  );
});

test("a text without names has none", () => assert.deepEqual(properNames("Nothing here. Nor there."), []));
