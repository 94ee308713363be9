import assert from "node:assert/strict";
import { test } from "node:test";
import { trialsOf } from "../fixture.ts";
import { flips } from "./flips.ts";
import { mcnemar } from "../numbers/mcnemar.ts";

const rows = trialsOf({ k: 2, inputs: 12, epochs: 3 });

test("a pair an input, of first epochs: McNemar's counts for each paraphrase", () => {
  const found = flips(rows);
  assert.deepEqual(
    found.map(({ wording }) => wording),
    ["w1", "w2"],
  );
  for (const each of found) {
    const values = (wording: string) =>
      rows.filter((row) => row.wording === wording && row.epoch === 0).map(({ value }) => value);
    const { pairs, bothOne, bothZero, firstOnly, secondOnly, p } = each;
    assert.deepEqual(
      { pairs, bothOne, bothZero, firstOnly, secondOnly, p },
      mcnemar(values("w0"), values(each.wording)),
    );
    assert.deepEqual([each.pairs, each.unpaired, each.publishedText], [12, 0, "verbatim/w0"]);
  }
});

test("order does not matter, an unscored first epoch gives way to the next, an input without any is counted", () => {
  assert.deepEqual(
    flips(rows.toReversed()).toSorted((a, b) => (a.wording < b.wording ? -1 : 1)),
    flips(rows),
  );
  const unscored = rows.map((row) =>
    row.wording === "w1" && row.input === "q0" ? { ...row, status: "unscored" as const, value: NaN } : row,
  );
  assert.deepEqual([flips(unscored)[0]!.pairs, flips(unscored)[0]!.unpaired], [11, 1]);
  const later = rows.map((row) =>
    row.wording === "w1" && row.epoch === 0 ? { ...row, status: "unscored" as const, value: NaN } : row,
  );
  assert.equal(flips(later)[0]!.pairs, 12);
});

test("two published wordings are an error, none is nothing", () => {
  const two = rows.map((row) =>
    row.wording === "w1" ? { ...row, published: true, arm: "recognizable" as const } : row,
  );
  assert.throws(() => flips(two), /both stand for the published side: keep one/);
  assert.deepEqual(flips(rows.filter(({ published }) => !published)), []);
});
