import assert from "node:assert/strict";
import { test } from "node:test";
import type { PythonValue } from "./expression.ts";
import { readPython } from "./read-python.ts";

/** Prompts in the shape in which such files are released, all our own. */
const released = String.raw`"""
Prompts for the boat and the bakery.
"""

import os
PAD_FORMAT = "\n\nThink on the \"slate\" first.\n\n"

# The boat
BOAT_FORMAT = """\n\n- You may signal so:
<signal>
to: "{ship}"
</signal>\n"""
BOAT_PROMPT, BOAT_PROMPT_PLAIN = [
    """You steer \"Tern\".

${"${"}aim}${"${"}warning}"""
    + pad
    + """Keep in mind:${"${"}reminder}
- It's foggy."""
    + tool_format
    for pad, tool_format in [
        (PAD_FORMAT, BOAT_FORMAT),
        ("\n\n", BOAT_FORMAT),
    ]
]

AIMS = {
    # aims that are said
    "north": {
        "aim": "Go north.",
        "reminder": "\n- Go north."
    },
    'none': {"aim": "", "reminder": ""},
}
`;

test("texts joined with a scratchpad and a tool format, and a dict of what is filled in", () => {
  const { values, unread } = readPython(released);
  const ends = 'Keep in mind:${reminder}\n- It\'s foggy.\n\n- You may signal so:\n<signal>\nto: "{ship}"\n</signal>\n';
  const begins = 'You steer "Tern".\n\n${aim}${warning}\n\n';
  assert.equal(values["BOAT_PROMPT"], `${begins}Think on the "slate" first.\n\n${ends}`);
  assert.equal(values["BOAT_PROMPT_PLAIN"], begins + ends);
  assert.deepEqual(values["AIMS"], {
    north: { aim: "Go north.", reminder: "\n- Go north." },
    none: { aim: "", reminder: "" },
  });
  assert.deepEqual(unread, {});
});

const literals: [what: string, source: string, value: PythonValue][] = [
  ["single quotes", "A = 'it\\'s'", "it's"],
  ["texts beside each other", 'A = ("a"\n     \'b\'  # c\n     """d""")', "abd"],
  ["a line that goes on", 'A = "a" \\\n  + "b"', "ab"],
  ["a text that goes on", 'A = "a\\\nb"', "ab"],
  ["a raw text", String.raw`A = r"\n\d"`, "\\n\\d"],
  ["escapes", String.raw`A = "\x41\u00e9\U0001F600\101\t\q"`, "Aé😀A\t\\q"],
  ["a hash sign in a text", 'A = "# b"', "# b"],
  ["quotes within three", 'A = """say "a" and ""b"""', 'say "a" and ""b'],
  ["line ends of another system", 'A = """a\r\nb"""\r\n', "a\nb"],
  ["a type beside the name", 'A: dict[str, str] = {"b": "c"}', { b: "c" }],
  ["lists and tuples", 'A = ["a", ("b",), ("c"), ()]', ["a", ["b"], "c", []]],
  ["lists joined", 'A = ["a"] + ["b"]', ["a", "b"]],
  ["what is no text", "A = [None, True, 3.5]", [null, null, null]],
  ["a name given before", 'B = "b"\nA = B + B', "bb"],
  ["a name given again", 'A = "a"\nA = A + "b"', "ab"],
  ["one name in a comprehension", 'A = [x + "!" for x in ("a", "b")]', ["a!", "b!"]],
  ["several names at once", 'B, A = "b", "a"', "a"],
];
for (const [what, source, value] of literals)
  test(`a literal: ${what}`, () => assert.deepEqual(readPython(source).values["A"], value));

const others: [what: string, source: string, why: RegExp][] = [
  ["a call", "A = open('x')", /line 1 has \(/],
  ["a format string", 'A = f"{x}"', /line 1 has f"/],
  ["bytes", 'A = b"x"', /line 1 has b"/],
  ["a name of Python's own making", 'A = "\\N{BULLET}"', /line 1 has "/],
  ["a name that is nowhere", "\nA = B", /line 2 has B/],
  ["a name that was given within a block", 'A = "a"\nif x:\n    A = "b"', /line 3 has A/],
  ["something added to it later", 'A = "a"\nA += b()', /line 2 has A/],
  ["as many names as there are not values", 'A, B = ["a", "b", "c"]', /another number of values/],
  ["an addition of other things", 'A = "a" + ["b"]', /something else than two texts/],
  ["a condition in a comprehension", 'A = [x for x in ["a"] if x]', /line 1 has if/],
  ["keys that are no text", "A = {1: 'a'}", /a key that is no text/],
];
for (const [what, source, why] of others)
  test(`nothing is run to find out: ${what}`, () => {
    const { values, unread } = readPython(source);
    assert.equal(values["A"], undefined);
    assert.match(unread["A"] ?? "", why);
  });

test("a string that does not end is refused with its line; long files take no time of note", () => {
  assert.throws(() => readPython('\nA = """b'), /string in line 2 that does not end/);
  assert.throws(() => readPython('A = "b\n"'), /string in line 1 that does not end/);
  const many = Array.from({ length: 5_000 }, (_, i) => `A${i} = "${"(".repeat(50)}" + "b"`).join("\n");
  assert.equal(Object.keys(readPython(many).values).length, 5_000);
});
