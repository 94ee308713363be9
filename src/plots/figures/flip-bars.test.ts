import assert from "node:assert/strict";
import { test } from "node:test";
import { trialsOf } from "../../stats/fixture.ts";
import { flips } from "../../stats/wordings/flips.ts";
import { flipBars } from "./flip-bars.ts";

const found = flips(trialsOf({ k: 2, inputs: 20, epochs: 1 }));

test("a bar a paraphrase, whose four parts are all its pairs", () => {
  const parts = flipBars(found).data as unknown as { name: string; x: number[] }[];
  assert.deepEqual(
    parts.map(({ name }) => name),
    ["only published", "both", "neither", "only paraphrase"],
  );
  found.forEach((flips, i) => {
    const shares = parts.map(({ x }) => x[i]!);
    assert.ok(Math.abs(shares.reduce((a, b) => a + b, 0) - 100) < 1e-9);
    assert.equal(shares[0], (flips.firstOnly / flips.pairs) * 100);
  });
});

test("nothing paired is an error", () => {
  assert.throws(() => flipBars(found.map((flips) => ({ ...flips, pairs: 0 }))), /nothing is paired/);
});
