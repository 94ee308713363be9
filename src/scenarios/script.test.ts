import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseScript } from "./script.ts";

const user = (text: string) => [{ kind: "say", role: "user", text, when: null }];

const bodies: [what: string, body: string, text: string][] = [
  ["markdown", "### Deeper\n\n* a\n  - b\n\n| x |\n|---|\n\n***\n#Not a turn\n##Nor this", ""],
  ["white space inside", "a  \n\n\n\tb\u00a0\n   c", ""],
  ["an indented first line", "    code", ""],
  ["carriage returns inside", "a\r\nb\r\n\r\nc", ""],
  ["code fences", "```js\nif (a) {- b -}\n```", ""],
  ["odd characters", "𝔘 é e\u0301 \ufeff \u2028 end", ""],
  ["a heading of two signs, escaped", "\\## Background\ntext", "## Background\ntext"],
  ["an escape, escaped", "\\\\## Background", "\\## Background"],
  ["what would look like a heading, escaped", "\\##reply act\n\\ ## user", "##reply act\n ## user"],
  ["other backslashes", "\\# one\n\\### three\n\\n", ""],
];

for (const [what, body, text] of bodies) {
  test(`a turn keeps ${what} as it is`, () => {
    assert.deepEqual(parseScript(`## user\n\n \n${body}\n\n\t\n`, "f"), user(text || body));
  });
}

for (const line of ["##reply act", "##user", " ## reply act when other is yes", "##\tsystem", "##Reply act "])
  test(`refused, not taken for text: ${JSON.stringify(line)}`, () => {
    assert.throws(
      () => parseScript(`## user\n\nSay.\n\n${line}\n`, "f"),
      /line 5: ".*" is not a turn; expected "## system"/,
    );
  });

test("any text survives being written into a script and read back", () => {
  const line = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("## user", "\\## x", "---", "### a", "\r", "  b"),
  );
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const text = ["first", ...lines, "last"].join("\n");
      const written = text.replace(/^(\\*## )/gm, "\\$1");
      assert.deepEqual(parseScript(`## user\n\n${written}\n`, "f"), user(text));
    }),
    { seed: 1 },
  );
});

test("headings say who speaks and on which branch", () => {
  const body =
    "## system\na\n## user when act is done\nb\r\n## assistant\nc\n## reply act\n## reply more when act is done  \n";
  assert.deepEqual(parseScript(body.replace("## user", "\n## user"), "f"), [
    { kind: "say", role: "system", text: "a", when: null },
    { kind: "say", role: "user", text: "b", when: { reply: "act", is: "done" } },
    { kind: "say", role: "assistant", text: "c", when: null },
    { kind: "reply", name: "act", when: null },
    { kind: "reply", name: "more", when: { reply: "act", is: "done" } },
  ]);
});

for (const heading of [
  "## User",
  "## reply",
  "## reply Act",
  "## user when act",
  "## user when act is",
  "## tool",
  "## ",
]) {
  test(`"${heading}" is no turn`, () => {
    assert.throws(
      () => parseScript(`## user\nhi\n${heading}\nho`, "f.md", 10),
      /^Error: f\.md: line 12: .* is not a turn/,
    );
  });
}
