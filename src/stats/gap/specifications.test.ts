import assert from "node:assert/strict";
import test from "node:test";
import { rowOf } from "../../frames/fixture.ts";
import type { Row } from "../../frames/row.ts";
import { cellOf, countsOf, trialsOf } from "../fixture.ts";
import { gap } from "./gap.ts";
import type { SpecificationCurve } from "./specification.ts";
import { specifications } from "./specifications.ts";

const near = (actual: number, expected: number) => assert.ok(Math.abs(actual - expected) < 1e-12, `${actual}`);

test("of counts alone, a specification a weighting; each is traceable to the estimate it comes from", () => {
  const cells = countsOf([20, 50], [30, 50], [10, 40], [25, 40]);
  const [curve] = specifications(cells);
  const { specifications: all, options, without, below, above } = curve!;
  assert.equal(all.length, 4);
  assert.deepEqual(without, []);
  assert.equal(below + above, 4);
  const [usual] = gap(cells);
  const headline = all.find((each) => each.usual)!;
  near(headline.gap, usual!.gap!);
  assert.deepEqual([headline.ci, headline.of.k], [usual!.ciLike, 3]);
  const dl = all.find(({ choices }) => choices["unit and weights"].includes("DerSimonian"))!;
  near(dl.gap, gap(cells, { method: "DL" })[0]!.gap!);
  const these = all.find(({ choices }) => choices["unit and weights"].startsWith("trials"))!;
  near(these.gap, (30 / 50 + 10 / 40 + 25 / 40) / 3 - 20 / 50);
  assert.deepEqual(these.ci, usual!.ciThese);
  assert.deepEqual(options.condition, ["the only one"]);
});

test("equal weights: a t-interval of the wordings' own rates and the published side's error", () => {
  const rates = [0.6, 0.2, 0.4];
  const cells = countsOf([250, 500], [60, 100], [20, 100], [40, 100]);
  const equal = specifications(cells)[0]!.specifications.find(({ choices }) =>
    choices["unit and weights"].includes("equal"),
  )!;
  near(equal.gap, (rates[0]! + rates[1]! + rates[2]!) / 3 - 0.5);
  // t.test(c(.6, .2, .4))$stderr^2 + 0.25/500, up to the smoothing of the published side's variance
  const half = (equal.ci![1] - equal.ci![0]) / 2;
  const se = Math.sqrt(0.04 / 3 + 0.25 / 500);
  assert.ok(Math.abs(half / se - 4.0) < 0.35, `${half / se} standard errors`);
});

const at = (rows: readonly Row[], set: Partial<Row>): Row[] =>
  rows.map((row) => ({ ...row, ...set, trial: `${row.trial}${JSON.stringify(set)}` }));
const plain = trialsOf({ k: 4, inputs: 4, epochs: 4 });

test("published texts, conditions and judges multiply, and each takes what it says", () => {
  const retold = plain
    .filter(({ published }) => published)
    .map((row) => ({
      ...row,
      arm: "recognizable" as const,
      wording: "retold",
      published: false,
      value: 1 - row.value,
      trial: `r${row.trial}`,
    }));
  const one = [...plain, ...retold];
  const two = [...at(one, { condition: "tier=free" }), ...at(one, { condition: "tier=paid" })];
  const other = two.map((row) => ({ ...row, judge: "b", value: row.wording === "w1" ? 1 - row.value : row.value }));
  const [curve] = specifications([...two.map((row) => ({ ...row, judge: "a" })), ...other]);
  const { specifications: all, options } = curve!;
  assert.deepEqual(options["published text"], ["verbatim", "recognizable"]);
  assert.deepEqual(options.judge, ["a", "b"]);
  assert.deepEqual(options.condition, ["all, equal weight", "tier=free", "tier=paid"]);
  assert.equal(all.length, 2 * 2 * 3 * 4);
  const found = (choices: Record<string, string>) =>
    all.find((each) => Object.entries(choices).every(([facet, name]) => each.choices[facet as "judge"] === name))!;
  const usual = { judge: "a", condition: "tier=free", "unit and weights": "wordings, REML" };
  near(found({ ...usual, "published text": "verbatim" }).gap, gap(plain)[0]!.gap!);
  const swapped = [
    ...plain.filter(({ published }) => !published),
    ...retold.map((row) => ({ ...row, published: true })),
  ];
  near(found({ ...usual, "published text": "recognizable" }).gap, gap(swapped)[0]!.gap!);
  assert.equal(found({ ...usual, "published text": "recognizable" }).of.publishedText, "recognizable/retold");
  assert.equal(all.filter(({ usual }) => usual).length, 4, "a condition and a judge at a time");
  assert.deepEqual(
    all.map(({ gap }) => gap),
    all.map(({ gap }) => gap).toSorted((a, b) => a - b),
  );
  assert.deepEqual(
    all.map(({ place }) => place),
    all.map((_, i) => i + 1),
  );
});

test("exclusions count where they leave something out, rungs one by one, and one's own may be given", () => {
  const rows = plain.map((row, i) => ({
    ...row,
    stop: i % 7 === 0 ? "refusal" : "end",
    rung: row.published ? "" : row.wording === "w1" ? "light" : "heavy",
  }));
  const [curve] = specifications(rows);
  assert.deepEqual(curve!.options.exclusions, [
    "none",
    "without refusals",
    "without heavy paraphrases",
    "without light paraphrases",
  ]);
  const left = curve!.specifications.find(({ choices }) => choices.exclusions === "without refusals")!;
  assert.equal(left.publishedN! + left.n!, rows.filter(({ stop }) => stop === "end").length);
  const light = curve!.specifications.find(({ choices }) => choices.exclusions === "without light paraphrases")!;
  assert.deepEqual(light.of.wordings.map(({ wording }) => wording).sort(), ["w0", "w2", "w3", "w4"]);
  const excluding = specifications(rows, { exclusions: { "first epochs alone": ({ epoch }) => epoch > 0 } });
  assert.ok(excluding[0]!.options.exclusions.includes("first epochs alone"));
});

test("what leaves no gap is counted, a place without any has no curve, and further columns part curves", () => {
  const rows = plain.map((row) => ({ ...row, rung: row.published ? "" : row.wording === "w1" ? "light" : "heavy" }));
  const [curve] = specifications(
    rows.map((row) =>
      row.published || row.rung === "light" ? row : { ...row, value: NaN, status: "unscored" as const },
    ),
  );
  assert.equal(curve!.options.exclusions.length, 1);
  assert.deepEqual(specifications([rowOf({ trial: "x", value: 1, status: "scored" })]), []);
  assert.deepEqual(specifications([]), []);
  const parted = [...at(plain, { run: "one" }), ...at(plain, { run: "two" })];
  assert.deepEqual(
    specifications(parted, { by: ["run"] }).map(({ levels }) => levels["run"]),
    ["one", "two"],
  );
});

test("frames and arrays by column give what their rows do, and it shows itself without a p", () => {
  const names = Object.keys(plain[0]!) as (keyof Row)[];
  const columns = Object.fromEntries(names.map((name) => [name, plain.map((row) => row[name])]));
  const found = specifications(plain);
  assert.deepEqual(specifications(columns as never), found);
  const text = (found as unknown as Record<symbol, () => Record<string, string>>)[Symbol.for("Jupyter.display")]!()[
    "text/plain"
  ]!;
  assert.match(text, /what parallax gap gives: .*, place \d of 4/);
  assert.match(text, /nothing here is a\sp/);
  assert.doesNotMatch(text, /\bp [<=]/);
});

test("a file's arms stand for the published side one by one", () => {
  const cells = [
    ...countsOf([20, 50], [30, 50], [10, 40]).map((cell) => ({
      ...cell,
      arm: cell.arm === "published" ? "verbatim" : cell.arm,
    })),
    cellOf({ wording: "retold", arm: "recognizable", successes: 40, trials: 50 }),
  ];
  const [curve] = specifications(cells);
  assert.deepEqual(
    curve!.specifications
      .filter(({ choices }) => choices["unit and weights"].startsWith("trials"))
      .map(({ of }) => of.published),
    [0.8, 0.4],
  );
});

test("what a choice is does not hang on its name: a condition may be called all, an exclusion not none", () => {
  const named = (...names: string[]) => {
    const rows = names.flatMap((condition) => at(plain, { condition }));
    const [{ specifications: all }] = specifications(rows) as [SpecificationCurve];
    return all.map(({ choices, gap, n, usual }) => ({ condition: names.indexOf(choices.condition), gap, n, usual }));
  };
  const order = (a: { condition: number; gap: number }, b: typeof a) => a.condition - b.condition || a.gap - b.gap;
  assert.deepEqual(named("all, in short", "paid").sort(order), named("free", "paid").sort(order));
  const none = { none: ({ epoch }: Row) => epoch > 0 };
  assert.throws(() => specifications(plain, { exclusions: none }), /exclusions: "none" is the name of another choice/);
});
