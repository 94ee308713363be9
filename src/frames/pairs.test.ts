import assert from "node:assert/strict";
import test from "node:test";
import { rowOf } from "./fixture.ts";
import { pairs } from "./pairs.ts";
import { toRows } from "./to-rows.ts";

const published = { wording: "p", arm: "recognizable" as const, published: true };
const refused = { status: "unscored" as const, value: NaN, reason: "refused" };
const rows = [
  rowOf({ ...published, input: "q1", value: 1 }),
  rowOf({ wording: "a", input: "q1", value: 0 }),
  rowOf({ wording: "a", input: "q1", value: 0 }),
  rowOf({ wording: "a", input: "q1", value: 0 }),
  rowOf({ wording: "b", input: "q1", value: 1 }),
  rowOf({ wording: "e", arm: "edit", input: "q1", value: 1 }),
  rowOf({ ...published, input: "q2", ...refused }),
  rowOf({ ...published, input: "q2", ...refused }),
  rowOf({ wording: "a", input: "q2", value: 1 }),
];
const column = (df: Awaited<ReturnType<typeof pairs>>["table"], name: string) => df[name].values;

test("both sides of each input, each side the mean of its wordings' rates, edits left out", async () => {
  const { table } = await pairs(rows);
  assert.deepEqual(column(table, "input"), ["q1", "q2"]);
  assert.deepEqual(column(table, "published"), ["recognizable", "recognizable"]);
  assert.deepEqual(column(table, "publishedN"), [1, 0]);
  assert.deepEqual(column(table, "publishedRate"), [1, NaN]);
  assert.deepEqual(column(table, "paraphraseN"), [4, 1]);
  assert.deepEqual(column(table, "paraphraseRate"), [0.5, 1]);
  assert.deepEqual(column(table, "paraphraseWordings"), [2, 1]);
  assert.deepEqual(column(table, "difference"), [-0.5, NaN]);
  assert.deepEqual(column(table, "unscored"), [0, 2]);
});

test("every wording that a cell lacks is named, with the reason", async () => {
  const { missing } = await pairs(rows);
  const cell = { scenario: "s", condition: "tier=free", model: "m", outcome: "did", input: "q2" };
  assert.deepEqual(missing, [
    { ...cell, wording: "p", arm: "recognizable", why: "unscored: refused ×2" },
    { ...cell, wording: "b", arm: "paraphrase", why: "not run" },
  ]);
});

test("pairs show their table and what is missing", async () => {
  const display = Symbol.for("Jupyter.display") as never as "display";
  const shownOf = async (of: typeof rows) =>
    ((await pairs(of)) as never as Record<"display", () => Record<string, string>>)[display]();
  const shown = await shownOf(rows);
  assert.match(shown["text/plain"]!, /\[2 rows × 13 columns\]\nmissing: 2\ns · tier=free · m · did · q2 · p · recog/);
  assert.match(shown["text/html"]!, /<\/table>.*missing: 2<br>s · tier=free/s);
  const many = rows.concat(Array.from({ length: 20 }, (_, i) => rowOf({ wording: `w${i}`, input: "q1" })));
  assert.match((await shownOf(many))["text/plain"]!, /… and 12 more$/);
  assert.match((await shownOf([]))["text/plain"]!, /missing: nothing$/);
});

test("by fewer keys: larger cells, fewer missing", async () => {
  const { table, missing } = await pairs(rows, { by: ["scenario", "model"] });
  assert.deepEqual(table.columns.slice(0, 3), ["scenario", "model", "published"]);
  assert.deepEqual([column(table, "publishedN"), column(table, "paraphraseRate")], [[1], [0.625]]);
  assert.deepEqual(missing, []);
});

test("an unknown key is refused", async () => {
  await assert.rejects(pairs(rows, { by: ["epoch" as "input"] }), /pairs by epoch: expected some of scenario,/);
});

test("no rows give an empty table that still has its columns", async () => {
  const { table, missing } = await pairs([]);
  assert.deepEqual([table.shape[0], table.columns.length, missing], [0, 13, []]);
  assert.throws(() => toRows(table, ["value"]), /no column value/);
});
