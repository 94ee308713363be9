import assert from "node:assert/strict";
import { test } from "node:test";
import type { CsvCell } from "../../stats/csv/csv-cell.ts";
import { gap } from "../../stats/gap/gap.ts";
import { observedBand } from "../../stats/gap/observed-band.ts";
import { wordingSpread } from "./wording-spread.ts";

const cell = (arm: string, wording: string, rate: number, rung = ""): CsvCell => ({
  scenario: "alignment-faking",
  condition: "",
  model: "anthropic/claude-3-opus",
  outcome: "objected",
  wording,
  arm,
  successes: null,
  trials: null,
  rate,
  se: 0.02,
  extra: { rung },
});
const compared = [
  cell("paraphrase", "low", 0.1, "light"),
  cell("published", "default", 0.5),
  cell("paraphrase", "high", 0.6, "heavy"),
  cell("paraphrase", "middle", 0.3, "light"),
];
const edits = (count: number) => Array.from({ length: count }, (_, i) => cell("edit", `edit ${i}`, 0.7));
const spread = (cells: CsvCell[]) => wordingSpread(gap(cells)[0]!);
type Marks = { name: string; x: number[]; y: number[]; marker: { symbol: string }; error_x: { visible: boolean } };
const traces = (cells: CsvCell[]) => spread(cells).data as unknown as Marks[];
const named = (cells: CsvCell[], name: string) => traces(cells).find((trace) => trace.name === name)!;

test("wordings are sorted by rate, the published one among them, and told apart by symbol", () => {
  const rates = traces(compared).flatMap(({ x, y }) => x.map((rate, i) => [y[i]!, rate] as const));
  const downwards = rates.toSorted((a, b) => a[0] - b[0]).map(([, rate]) => rate);
  assert.deepEqual(downwards, [60, 50, 30, 10]);
  const symbols = traces(compared).map(({ name, marker }) => [name, marker.symbol]);
  assert.deepEqual(Object.fromEntries(symbols), {
    "heavy rewording": "square",
    "published side": "diamond",
    "light rewording": "triangle-up",
  });
});

test("band and mean lie behind the compared wordings only", () => {
  const [estimate] = gap([...compared, ...edits(3)]);
  const { shapes } = wordingSpread(estimate!).layout;
  const [band, mean] = shapes!;
  const lowestCompared = Math.max(...traces(compared).flatMap(({ y }) => y));
  const highestEdit = Math.min(...named([...compared, ...edits(3)], "edit").y);
  assert.ok(Number(band!.y1) > lowestCompared && Number(band!.y1) < highestEdit);
  assert.equal(band!.x1, Math.min(102, Number((observedBand(estimate!)![1] * 100).toFixed(4))));
  assert.equal(mean!.x0, Number((estimate!.paraphrase! * 100).toFixed(4)));
});

test("a few edits have rows and intervals, many are ticks in one row, and neither moves the gap", () => {
  const few = named([...compared, ...edits(6)], "edit");
  const many = named([...compared, ...edits(7)], "edit");
  assert.equal(new Set(few.y).size, 6);
  assert.ok(few.error_x);
  assert.equal(new Set(many.y).size, 1);
  assert.equal(many.error_x, undefined);
  assert.equal(gap([...compared, ...edits(7)])[0]!.gap, gap(compared)[0]!.gap);
});

test("the axis is 0 to 100 %, or closer where little is spread, and then says that it does not start at 0", () => {
  const caption = (cells: CsvCell[]) => spread(cells).layout.xaxis!.title!.text!;
  assert.deepEqual(spread(compared).layout.xaxis!.range, [-2, 102]);
  assert.doesNotMatch(caption(compared), /does not start/);
  const close = compared.map((each) => ({ ...each, rate: 0.5 + each.rate! / 100, se: 0.001 }));
  const [low, high] = spread(close).layout.xaxis!.range as [number, number];
  assert.ok(low > 45 && low < 50 && high > 50.6 && high < 60, `${low} to ${high}`);
  assert.match(caption(close), /does not start at 0/);
});

test("proportions are averaged, counts are shares of trials", () => {
  const [estimate] = gap(compared);
  const wordings = estimate!.wordings.map((wording) => ({ ...wording, n: 8, successes: null }));
  assert.match(wordingSpread({ ...estimate!, wordings }).layout.xaxis!.title!.text!, /mean over<br>trials/);
  assert.match(spread(compared).layout.xaxis!.title!.text!, /% of trials/);
});

test("an outcome that is a difference may run below zero", () => {
  const low = compared.map((each) => ({ ...each, rate: each.rate! - 0.4 }));
  assert.ok((spread(low).layout.xaxis!.range![0] as number) < -30);
});

test("no wording with a rate is an error", () => {
  const [estimate] = gap(compared);
  assert.throws(() => wordingSpread({ ...estimate!, wordings: [] }), /no rates to draw for alignment-faking/);
});
