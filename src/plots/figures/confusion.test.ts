import assert from "node:assert/strict";
import { test } from "node:test";
import { confusion } from "./confusion.ts";
import { light } from "../theme.ts";
import { gradesShown } from "../gallery-data.ts";

const found = gradesShown();
type Texts = { x: number[]; text: string[] };

test("a matrix for each judge and labeller: counts as agreement has them", () => {
  const { text } = confusion(found).data[0] as unknown as Texts;
  assert.deepEqual(
    text,
    found.flatMap(({ confusion: counts }) => counts.flat().map(String)),
  );
});

test("a judge below the threshold is called provisional, one above is not", () => {
  const [good, bad] = confusion(found).alt.split("\n");
  assert.doesNotMatch(good!, /provisional/);
  assert.match(bad!, /κ 0\.35 \[.*\], n = 59, 40 graded alike, 1 not graded or not labelled; provisional/);
});

test("nothing graded and labelled is an error; labels are shown, not followed", () => {
  assert.throws(() => confusion([]), /no trial was both graded and labelled/);
  const hostile = confusion([{ ...found[0]!, labels: ["<b>yes</b>", "no"] }]);
  assert.doesNotMatch(JSON.stringify(hostile.layout), /<b>yes/);
});

test("a click on a tile leads to its own trials, on an empty one nowhere", () => {
  type Linked = { text: string[]; customdata: string[][] };
  const none = [{ ...found[0]!, confusion: [[33, 0], [2, 22]] }]; // prettier-ignore
  const { text, customdata } = confusion(none).data[0] as unknown as Linked;
  const queries = customdata.map(([query]) => new URLSearchParams(query));
  assert.deepEqual(text.map((count) => count === "0"), queries.map((query) => query.size === 0)); // prettier-ignore
  assert.equal(queries[0]!.get("outcome"), "traded");
  assert.deepEqual(queries[3]!.get("trials")!.split(","), found[0]!.trials[1]![1]);
});

test("a tile's colour deepens steadily with its share of the label, and what differs is orange", () => {
  const of = (counts: number[][]) => confusion([{ ...found[0]!, confusion: counts }]).layout.shapes!.slice(0, 4);
  const [alike, apart] = of([[1, 9], [0, 5]]); // prettier-ignore
  assert.deepEqual([alike!.fillcolor, apart!.fillcolor], [light.down3, light.up3]);
  const shares = Array.from({ length: 11 }, (_, i) => of([[i, 10 - i], [0, 5]])[0]!.opacity!); // prettier-ignore
  shares.slice(1).forEach((opacity, i) => assert.ok(Math.abs(opacity - shares[i]! - 0.094) < 0.002, `${shares}`));
  assert.equal(shares.at(-1), 1);
});
