import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { mcnemar } from "./mcnemar.ts";

/** Made by fixtures/tests.R. */
const fixture = JSON.parse(readFileSync(new URL("../fixtures/tests.json", import.meta.url), "utf8")) as {
  mcnemar: { first: number; second: number; p: number }[];
};

for (const { first, second, p } of fixture.mcnemar) {
  test(`McNemar on ${first} and ${second} discordant pairs agrees with R`, () => {
    const pairs = [
      ...Array<[number, number]>(first).fill([1, 0]),
      ...Array<[number, number]>(second).fill([0, 1]),
      [1, 1],
      [0, 0],
      [0, 0],
    ];
    const found = mcnemar(
      pairs.map(([a]) => a!),
      pairs.map(([, b]) => b!),
    );
    assert.ok(Math.abs(found.p / p - 1) < 1e-11, `${found.p}, R has ${p}`);
    assert.deepEqual([found.firstOnly, found.secondOnly, found.bothOne, found.bothZero], [first, second, 1, 2]);
  });
}

/** Made by fixtures/python.py with statsmodels and SciPy. */
const python = JSON.parse(readFileSync(new URL("../fixtures/python.json", import.meta.url), "utf8")) as {
  mcnemar: { first: number; second: number; p: number; binomial: number }[];
};

test("and with statsmodels' exact McNemar and SciPy's binomial test", () => {
  for (const { first, second, p, binomial } of python.mcnemar) {
    const ones = [...Array<number>(first).fill(1), ...Array<number>(second).fill(0)];
    const found = mcnemar(
      ones,
      ones.map((value) => 1 - value),
    );
    for (const expected of [p, binomial])
      assert.ok(Math.abs(found.p / expected - 1) < 1e-9, `${found.p}, expected ${expected}`);
  }
});

test("McNemar leaves out pairs with a missing value, and refuses what is not 0 or 1", () => {
  assert.equal(mcnemar([1, NaN, 0], [0, 1, NaN]).pairs, 1);
  assert.throws(() => mcnemar([0.5], [1]), /expected 0 or 1/);
  assert.throws(() => mcnemar([1], []), /expected pairs/);
});
