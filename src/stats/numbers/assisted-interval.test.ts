import assert from "node:assert/strict";
import { test } from "node:test";
import { normal, random } from "../../lib/random.ts";
import { assistedInterval } from "./assisted-interval.ts";
import { tQuantile } from "./distributions.ts";

const near = (actual: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(actual - expected) < tolerance, `${actual}, expected ${expected}`);
const width = ([low, high]: readonly number[]) => high! - low!;
const narrow = [{ weight: 1, sd: 0.01 }];
const df = 100;

test("with a wide spread it is the plain interval of t", () => {
  const [low, high] = assistedInterval({ estimate: 1.3, se: 1, df }, [{ weight: 1, sd: 1e4 }], 0.95);
  const half = tQuantile(0.975, df);
  near(low, 1.3 - half, 0.02);
  near(high, 1.3 + half, 0.02);
});

test("where effects are small it is shorter about zero, by no more than one side of the test", () => {
  const interval = assistedInterval({ estimate: 0, se: 1, df }, narrow, 0.95);
  near(interval[0], -interval[1], 0.01);
  assert.ok(width(interval) < 0.87 * 2 * tQuantile(0.975, df) && width(interval) > 2 * tQuantile(0.95, df));
});

test("turned over, scaled, at another level", () => {
  const spreads = [
    { weight: 0.9, sd: 0.3 },
    { weight: 0.1, sd: 3 },
  ];
  const one = assistedInterval({ estimate: 1.1, se: 0.5, df: 12 }, spreads, 0.9);
  const turned = assistedInterval({ estimate: -1.1, se: 0.5, df: 12 }, spreads, 0.9);
  near(one[0], -turned[1], 1e-4);
  const scaled = assistedInterval(
    { estimate: 11, se: 5, df: 12 },
    spreads.map(({ weight, sd }) => ({ weight, sd: 10 * sd })),
    0.9,
  );
  near(scaled[1], 10 * one[1], 1e-9);
  assert.ok(width(assistedInterval({ estimate: 1.1, se: 0.5, df: 12 }, spreads, 0.99)) > width(one));
});

for (const [what, effect] of [
  ["nothing", 0],
  ["one as large as its error", 1],
  ["one that is unlike what was expected", 3.4],
] as const)
  test(`it holds an effect as often as it says: ${what}`, () => {
    const next = random(`assisted ${effect}`);
    const spreads = [
      { weight: 0.7, sd: 0.2 },
      { weight: 0.3, sd: 4 },
    ];
    const sets = 2000;
    let held = 0;
    for (let set = 0; set < sets; set++) {
      const [low, high] = assistedInterval({ estimate: effect + normal(next), se: 1, df: 1e6 }, spreads, 0.95);
      held += Number(low <= effect && effect <= high);
    }
    near(held / sets, 0.95, 0.016);
  });
