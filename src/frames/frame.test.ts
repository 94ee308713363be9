import assert from "node:assert/strict";
import test from "node:test";
import { columns } from "./columns.ts";
import { resultsOf } from "./fixture.ts";
import { frame } from "./frame.ts";
import { rows } from "./rows.ts";

const results = resultsOf([
  ["recognizable", "published", "yes"],
  ["paraphrase", "orchard", "no"],
  ["paraphrase", "harbour", "refused"],
]);
const SHOW = Symbol.for("Jupyter.display");
type Shows = { [SHOW](): Record<string, string> };

test("one row a trial and outcome, in the declared columns' order and a column a factor after them", async () => {
  const df = await frame(results);
  assert.deepEqual(df.shape, [3, Object.keys(columns).length + 1]);
  assert.deepEqual(df.columns, [...Object.keys(columns), "condition.tier"]);
  assert.deepEqual(df["value"].values, [1, 0, NaN]);
  assert.deepEqual(df["reason"].values, ["", "", "refused"]);
  assert.deepEqual(df["published"].values, [true, false, false]);
  assert.deepEqual(df["condition"].values, Array(3).fill("tier=free"));
  assert.deepEqual(df["outputTokens"].values, [NaN, NaN, NaN]);
});

test("the mean of a column leaves missing values out", async () => {
  assert.equal((await frame(results))["value"].mean(), 0.5);
});

test("no rows still have columns", async () => {
  const df = await frame(resultsOf([]));
  assert.deepEqual([df.shape[0], df.columns.length], [0, Object.keys(columns).length + 1]);
  assert.match((df as unknown as Shows)[SHOW]()["text/plain"]!, /\[0 rows × 34 columns\]/);
});

test("a grade of a trial that the plan does not have is an error", () => {
  const stray = { ...results, grades: results.grades.map((grade) => ({ ...grade, outcome: "other" })) };
  assert.throws(() => rows(stray), /outcome other: not in plan p/);
});

test("verbatim beside recognizable: only verbatim is the published side", () => {
  const both = resultsOf([
    ["recognizable", "r", "yes"],
    ["verbatim", "v", "yes"],
  ]);
  assert.deepEqual(
    rows(both).map((row) => row.published),
    [false, true],
  );
});

test("a frame, part of it and one column show themselves, hostile text included, with their size", async () => {
  const hostile = resultsOf(Array(30).fill(["paraphrase", "</script>\u001b[31m\ud800<img src=x>", "yes"]));
  hostile.trials.forEach(({ trial }) => (trial.input = "x".repeat(5_000_000)));
  const df = await frame(hostile);
  for (const part of [df, df.head(25), df.query(df["value"].eq(1)), df["wording"]]) {
    const shown = (part as unknown as Shows)[SHOW]();
    for (const danger of ["</script>", "<img", "\u001b", "\ud800"]) assert.ok(!shown["text/html"]!.includes(danger));
    for (const danger of ["\u001b", "\ud800"]) assert.ok(!shown["text/plain"]!.includes(danger));
    assert.match(shown["text/html"]!, /first 20 of (25|30) rows × (34 columns|1 column)</);
    assert.ok(shown["text/html"]!.length < 100_000 && shown["text/plain"]!.length < 10_000);
  }
});
