import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { agreement } from "./agreement.ts";
import { errorsBySide } from "./errors-by-side.ts";

type Side = [hits: number, ones: number, passes: number, zeros: number];
interface Fixture {
  sides: { published: Side; paraphrase: Side; sensitivity: number; specificity: number; p: number }[];
}

/** Made by fixtures/judged.py with SciPy. */
const { sides } = JSON.parse(readFileSync(new URL("../fixtures/judged.json", import.meta.url), "utf8")) as Fixture;

const times = (n: number, value: number): number[] => Array.from({ length: n }, () => value);

/** What a judge gave, and what is so. */
function side([hits, ones, passes, zeros]: Side) {
  const judge = [...times(hits, 1), ...times(ones - hits, 0), ...times(passes, 0), ...times(zeros - passes, 1)];
  return { ...agreement(judge, [...times(ones, 1), ...times(zeros, 0)]), drawnFrom: 400 };
}

for (const { published, paraphrase, ...reference } of sides)
  test(`SciPy's exact test of equal errors: ${published.join(" ")} beside ${paraphrase.join(" ")}`, () => {
    const { equal, ...found } = errorsBySide(side(published), side(paraphrase))!;
    for (const name of ["sensitivity", "specificity"] as const)
      assert.ok(Math.abs(equal[name]!.p - reference[name]) < 1e-9, `${equal[name]!.p}, expected ${reference[name]}`);
    assert.ok(Math.abs(equal.p! - reference.p) < 1e-9);
    assert.deepEqual(
      [found.published.sensitivity!.successes, found.paraphrase.specificity!.trials],
      [published[0], paraphrase[3]],
    );
    const apart = paraphrase[0] / paraphrase[1] - published[0] / published[1];
    assert.ok(Math.abs(equal.sensitivity!.difference - apart) < 1e-12);
  });

test("what a side has no label of is not told, nor is anything of words", () => {
  const { equal } = errorsBySide(side([4, 5, 0, 0]), side([5, 5, 3, 4]))!;
  assert.deepEqual([equal.specificity, equal.p], [null, equal.sensitivity!.p]);
  const none = errorsBySide(side([0, 0, 0, 0]), side([5, 5, 3, 4]))!;
  assert.deepEqual([none.published.n, none.equal.p], [0, null]);
  const words = { ...agreement(["a", "b"], ["a", "a"]), drawnFrom: 2 };
  assert.equal(errorsBySide(words, words), null);
});
