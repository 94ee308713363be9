import assert from "node:assert/strict";
import test from "node:test";
import { random } from "../lib/random.ts";
import { interleave } from "./order.ts";

interface Item {
  arm: string;
  wording: string;
  index: number;
}

const items: Item[] = [
  ...Array.from({ length: 40 }, (_, index) => ({ arm: "published", wording: "p0", index })),
  ...Array.from({ length: 8 }, (_, wording) =>
    Array.from({ length: 40 }, (_, index) => ({ arm: "paraphrase", wording: `p${wording + 1}`, index })),
  ).flat(),
];
const keys = [(item: Item) => item.arm, (item: Item) => item.wording];
const label = (item: Item) => `${item.wording} ${item.index}`;

test("every item once, in an order that the seed alone decides", () => {
  const order = interleave(items, keys, random(1));
  assert.deepEqual(order.map(label).sort(), items.map(label).sort());
  assert.deepEqual(interleave(items, keys, random(1)), order);
  assert.notDeepEqual(interleave(items, keys, random(2)), order);
});

test("every arm and every wording has its share of each quarter of the order", () => {
  for (let seed = 0; seed < 20; seed++) {
    const order = interleave(items, keys, random(seed));
    for (let quarter = 0; quarter < 4; quarter++) {
      const part = order.slice((quarter * order.length) / 4, ((quarter + 1) * order.length) / 4);
      const of = (name: string) => part.filter((item) => item.arm === name || item.wording === name).length;
      assert.ok(Math.abs(of("published") - 10) <= 2, `seed ${seed}, published: ${of("published")}`);
      for (let wording = 1; wording <= 8; wording++)
        assert.ok(Math.abs(of(`p${wording}`) - 10) <= 3, `seed ${seed}, p${wording}: ${of(`p${wording}`)}`);
    }
  }
});

test("a drift over the run leaves no gap between arms", () => {
  for (let seed = 0; seed < 20; seed++) {
    const order = interleave(items, keys, random(seed));
    const meanPosition = (arm: string) => {
      const at = order.flatMap((item, position) => (item.arm === arm ? [position / order.length] : []));
      return at.reduce((sum, position) => sum + position, 0) / at.length;
    };
    assert.ok(Math.abs(meanPosition("published") - meanPosition("paraphrase")) < 0.01);
  }
});

test("within a wording the order is random: no item has a fixed place", () => {
  const firsts = new Set(
    Array.from({ length: 30 }, (_, seed) => label(interleave(items, keys, random(seed))[0] as Item)),
  );
  assert.ok(firsts.size > 15, `${firsts.size} different first items in 30 orders`);
});
