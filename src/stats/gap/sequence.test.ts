import assert from "node:assert/strict";
import test from "node:test";
import { rowOf } from "../../frames/fixture.ts";
import type { Row } from "../../frames/row.ts";
import { random } from "../../lib/random.ts";
import { cellOf, trialsOf } from "../fixture.ts";
import { confidenceSequence } from "../numbers/confidence-sequence.ts";
import { sequence } from "./sequence.ts";

/** A trial of a wording, `p` the published one, with a value. */
function trial(wording: string, value: number, set: Partial<Row> = {}): Row {
  const published = wording === "p";
  const arm = published ? ("verbatim" as const) : ("paraphrase" as const);
  const id = `${wording} ${Math.random()}`;
  return rowOf({ trial: id, wording, arm, published, value, status: "scored", model: "m", simulated: false, ...set });
}

test("rounds are of one trial a wording, in order; what is beyond the last full one waits", () => {
  const rows = [trial("a", 1), trial("b", 0), trial("p", 1), trial("a", 1), trial("p", 0), trial("a", 0)];
  const [found] = sequence(rows);
  const { published, paraphrase, gap, wordings, waiting } = found!;
  assert.deepEqual([published!.rounds, paraphrase!.rounds, gap!.rounds, wordings, waiting], [2, 1, 1, 3, 3]);
  assert.deepEqual([published!.estimate, paraphrase!.estimate, gap!.estimate], [0.5, 0.5, -0.5]);
});

test("its ends are those of the sequence of its rounds, the gap's on their own scale", () => {
  const rows = trialsOf({ k: 3, inputs: 5, epochs: 6 });
  const [found] = sequence(rows, { level: 0.9 });
  const of = (wording: string) => rows.filter((row) => row.wording === wording).map(({ value }) => value);
  const means = of("w1").map((value, i) => (value + of("w2")[i]! + of("w3")[i]!) / 3);
  assert.deepEqual(found!.published!.interval, confidenceSequence(of("w0"), { level: 0.9 }).at(-1));
  assert.deepEqual(found!.paraphrase!.interval, confidenceSequence(means, { level: 0.9 }).at(-1));
  const gaps = means.map((mean, i) => (1 + mean - of("w0")[i]!) / 2);
  const [low, high] = confidenceSequence(gaps, { level: 0.9 }).at(-1)!;
  const { interval } = found!.gap!;
  assert.ok(Math.abs(interval[0] - (2 * low - 1)) < 1e-9 && Math.abs(interval[1] - (2 * high - 1)) < 1e-9);
});

test("unscored trials wait for the next, arms that enter no gap are not looked at, and a side may lack", () => {
  const missing = trial("p", NaN, { status: "unscored", reason: "refused" });
  const [found] = sequence([missing, trial("p", 1), trial("a", 0), trial("e", 1, { arm: "edit" })]);
  assert.deepEqual([found!.gap!.estimate, found!.wordings], [-1, 2]);
  const [one] = sequence([trial("p", 1)]);
  assert.deepEqual([one!.gap, one!.paraphrase, one!.published!.rounds], [null, null, 1]);
  assert.deepEqual(sequence([]), []);
});

test("copies of a reply count once", () => {
  const copy = { replyHash: "same", temperature: 0, replyLength: 20, input: "q" };
  const rows = [...Array.from({ length: 8 }, () => trial("p", 1, copy)), trial("a", 0, copy), trial("a", 0, copy)];
  const [found] = sequence(rows);
  assert.deepEqual([found!.published!.rounds, found!.gap!.rounds, found!.copies], [1, 1, 8]);
  const sampled = rows.map((row) => ({ ...row, temperature: 1 }));
  assert.equal(sequence(sampled)[0]!.copies, 0);
});

test("over wordings that differ, one in twenty at most ever misses the gap of exactly these", () => {
  const next = random("gap over rounds");
  const rates = [0.5, 0.2, 0.9, 0.3, 0.7];
  const truth = (0.2 + 0.9 + 0.3 + 0.7) / 4 - 0.5;
  const draw = () => rates.map((rate, i) => trial(i === 0 ? "p" : `a${i}`, Number(next() < rate)));
  let missed = 0;
  for (let set = 0; set < 60; set++) {
    const rows = Array.from({ length: 40 }, draw).flat();
    const everOut = Array.from({ length: 8 }, (_, look) => sequence(rows.slice(0, 25 * (look + 1)))[0]!.gap!.interval);
    if (everOut.some(([low, high]) => truth < low || truth > high)) missed++;
  }
  assert.ok(missed <= 3, `${missed} of 60`);
});

for (const [what, data, options, says] of [
  ["rates by wording", [cellOf({ successes: 1, trials: 2 })], {}, /takes trials in their order/],
  ["several scenarios", [trial("p", 1)], { by: ["outcome"] }, /keep scenario in by/],
  ["no level", [trial("p", 1)], { level: 95 }, /a level of 95/],
] as const)
  test(`refused: ${what}`, () => assert.throws(() => sequence(data as never, options as never), says));

test("it shows what it speaks of", () => {
  const shown = (sequence([trial("p", 1), trial("a", 0)]) as unknown as Record<symbol, () => Record<string, string>>)[
    Symbol.for("Jupyter.display")
  ]!();
  assert.match(shown["text/plain"]!, /trials on exactly these wordings/);
});
