import assert from "node:assert/strict";
import { test } from "node:test";
import { random } from "../../lib/random.ts";
import { slice } from "./slice.ts";

test("draws of an exponential and of a narrow and wide mixture have its moments", () => {
  const next = random("slice");
  const draw = (log: (x: number) => number, at: number, count: number) => {
    let x = at;
    return Array.from({ length: count }, () => (x = slice(log, x, 1, next)));
  };
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const exponential = draw((x) => (x < 0 ? -Infinity : -x / 3), 1, 20_000);
  assert.ok(exponential.every((x) => x >= 0) && Math.abs(mean(exponential) - 3) < 0.15);
  const normal = (x: number, centre: number, sd: number) => Math.exp(-(((x - centre) / sd) ** 2) / 2) / sd;
  const mixture = draw((x) => Math.log(0.5 * normal(x, -1, 0.2) + 0.5 * normal(x, 1, 2)), 0, 20_000);
  assert.ok(Math.abs(mean(mixture)) < 0.1);
  assert.ok(Math.abs(mean(mixture.map((x) => x * x)) - (0.04 + 1 + 4 + 1) / 2) < 0.2);
});
