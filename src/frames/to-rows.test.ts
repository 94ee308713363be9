import assert from "node:assert/strict";
import test from "node:test";
import { resultsOf } from "./fixture.ts";
import { frame } from "./frame.ts";
import { toRows } from "./to-rows.ts";

const df = await frame(
  resultsOf([
    ["recognizable", "published", "yes"],
    ["paraphrase", "orchard", "no"],
    ["paraphrase", "harbour", "refused"],
  ]),
);

test("a filtered frame with its columns in another order gives its rows", () => {
  const part = df.query(df["arm"].eq("paraphrase")).loc({ columns: ["value", "wording", "status"] });
  assert.deepEqual(toRows(part, ["wording", "value"]), [
    { wording: "orchard", value: 0 },
    { wording: "harbour", value: NaN },
  ]);
});

test("missing and loosely typed values take the declared type", () => {
  const loose = {
    columns: ["value", "reason", "published"],
    values: [
      [null, null, 1],
      ["0.5", 7, "false"],
      ["NaN", NaN, true],
    ],
  };
  assert.deepEqual(toRows(loose, ["value", "reason", "published"]), [
    { value: NaN, reason: "", published: true },
    { value: 0.5, reason: "7", published: false },
    { value: NaN, reason: "", published: true },
  ]);
});

test("a missing column is named, with what is there", () => {
  const part = df.loc({ columns: ["value", "wording"] });
  assert.throws(
    () => toRows(part, ["wording", "arm", "status"]),
    /no column arm, status in the frame: it has value, wording/,
  );
});

const misfits: [string, unknown][] = [
  ["value", "many"],
  ["value", true],
  ["published", "perhaps"],
  ["published", null],
  ["reason", {}],
];
for (const [name, value] of misfits) {
  test(`${String(value)} in column ${name} is an error that names row and column`, () => {
    const bad = { columns: [name], values: [[value]] };
    assert.throws(() => toRows(bad, [name as "value"]), new RegExp(`row 0, column ${name}: expected a `));
  });
}
