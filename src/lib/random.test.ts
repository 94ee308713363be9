import assert from "node:assert/strict";
import test from "node:test";
import { normal, random, shuffle } from "./random.ts";

const draw = (n: number, next: () => number) => Array.from({ length: n }, next);
const mean = (xs: number[]) => xs.reduce((a, b) => a + b, 0) / xs.length;

test("the same seed gives the same numbers, other seeds others", () => {
  assert.deepEqual(draw(5, random(7)), draw(5, random("7")));
  assert.notDeepEqual(draw(5, random(7)), draw(5, random(8)));
  assert.notDeepEqual(draw(5, random(1)), draw(5, random("1 ")));
});

test("numbers are pinned, so that a plan made today is the plan of next year", () => {
  assert.deepEqual(draw(3, random("parallax")), [0.9828552678298438, 0.7112750282116875, 0.46683509214453767]);
});

test("uniform: range, mean, variance and lag-1 correlation", () => {
  const xs = draw(100_000, random(1));
  assert.ok(xs.every((x) => x >= 0 && x < 1));
  const m = mean(xs);
  assert.ok(Math.abs(m - 0.5) < 0.004, `mean ${m}`);
  const v = mean(xs.map((x) => (x - m) ** 2));
  assert.ok(Math.abs(v - 1 / 12) < 0.001, `variance ${v}`);
  const lag = mean(xs.slice(1).map((x, i) => (x - m) * ((xs[i] as number) - m))) / v;
  assert.ok(Math.abs(lag) < 0.015, `lag-1 correlation ${lag}`);
});

test("consecutive integer seeds are unrelated", () => {
  const firsts = Array.from({ length: 10_000 }, (_, i) => random(i)());
  assert.ok(Math.abs(mean(firsts) - 0.5) < 0.012);
});

test("shuffle keeps every item, leaves its argument alone, and reaches all orders equally", () => {
  const items = [1, 2, 3];
  const next = random(3);
  const counts = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const order = shuffle(items, next).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  assert.deepEqual(items, [1, 2, 3]);
  assert.equal(counts.size, 6);
  for (const [order, n] of counts) assert.ok(Math.abs(n - 1000) < 130, `${order}: ${n}`);
});

test("normal: mean 0, variance 1, tails", () => {
  const next = random(4);
  const xs = Array.from({ length: 50_000 }, () => normal(next));
  assert.ok(Math.abs(mean(xs)) < 0.02);
  assert.ok(Math.abs(mean(xs.map((x) => x * x)) - 1) < 0.03);
  const beyond = xs.filter((x) => Math.abs(x) > 1.96).length / xs.length;
  assert.ok(Math.abs(beyond - 0.05) < 0.005, `${beyond}`);
});
