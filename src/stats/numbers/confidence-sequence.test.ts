import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { random } from "../../lib/random.ts";
import { confidenceSequence, lastConfidence } from "./confidence-sequence.ts";

interface Case {
  name: string;
  x: number[];
  low: number[];
  high: number[];
}

const cases = JSON.parse(readFileSync(new URL("../fixtures/sequence.json", import.meta.url), "utf8")) as Case[];

for (const { name, x, low, high } of cases)
  test(`as confseq's betting_cs has them, to its grid: ${name}`, () => {
    const found = confidenceSequence(x);
    for (const [i, [from, to]] of found.entries()) {
      assert.ok(Math.abs(from - low[i]!) < 2e-4, `after ${i + 1}: from ${from}, not ${low[i]}`);
      assert.ok(Math.abs(to - high[i]!) < 2e-4, `after ${i + 1}: to ${to}, not ${high[i]}`);
    }
    assert.deepEqual(lastConfidence(x), found.at(-1));
  });

test("over 400 sequences of 100 looks each, one in twenty at most ever misses the mean", () => {
  const next = random("looks");
  let missed = 0;
  for (let i = 0; i < 400; i++) {
    const x = Array.from({ length: 100 }, () => Number(next() < 0.4));
    if (confidenceSequence(x).some(([low, high]) => low > 0.4 || high < 0.4)) missed++;
  }
  assert.ok(missed <= 20, `${missed} of 400`);
});

test("before anything is seen nothing is ruled out, and what is no proportion is refused", () => {
  assert.deepEqual(lastConfidence([]), [0, 1]);
  assert.throws(() => confidenceSequence([0.5, 1.2]), /value 2 is 1.2/);
});
