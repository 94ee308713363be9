import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { keepApart } from "./keep-apart.ts";

test("labels that have room stay, those that cover one another move apart, and none leaves the plot", () => {
  assert.deepEqual(keepApart([50, 20], [10, 10], 100), [50, 20]);
  assert.deepEqual(keepApart([50, 48], [10, 10], 100), [58, 48]);
  assert.deepEqual(keepApart([99, 0], [10, 10], 100), [95, 5]);
  assert.deepEqual(keepApart([1, 2, 3], [50, 50, 50], 100), [25, 75, 125]);
});

test("whatever their places, they keep their order and do not overlap", () => {
  const label = fc.tuple(fc.integer({ min: 0, max: 260 }), fc.integer({ min: 1, max: 60 }));
  fc.assert(
    fc.property(fc.array(label, { minLength: 1, maxLength: 12 }), (labels) => {
      const [wanted, heights] = [labels.map(([y]) => y), labels.map(([, h]) => h)];
      const middles = keepApart(wanted, heights, 260);
      const order = labels.map((_, i) => i).toSorted((a, b) => wanted[a]! - wanted[b]!);
      order.slice(1).forEach((i, at) => {
        const before = order[at]!;
        assert.ok(middles[i]! - heights[i]! / 2 >= middles[before]! + heights[before]! / 2 - 0.02);
      });
      assert.ok(middles.every((middle, i) => middle - heights[i]! / 2 >= -0.01));
    }),
  );
});
