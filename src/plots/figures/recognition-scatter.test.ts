import assert from "node:assert/strict";
import { test } from "node:test";
import { countsOf } from "../../stats/fixture.ts";
import { gap } from "../../stats/gap/gap.ts";
import { mediation } from "../../stats/wordings/mediation.ts";
import { recognitionScatter } from "./recognition-scatter.ts";

const of = (outcome: string, ...ones: [number, ...number[]]) => {
  const [first, ...rest] = ones.map((count): [number, number] => [count, 50]);
  return gap(countsOf(first!, ...rest).map((cell) => ({ ...cell, outcome })))[0]!;
};
const found = mediation(of("acted", 40, 14, 18, 24, 28, 19), of("recognised", 45, 5, 10, 20, 30, 15))!;
type Trace = { name: string; x: number[]; y: number[]; customdata?: string[][] };

test("a point a wording, recognition along, behaviour up, the paraphrases' line drawn on to the published side", () => {
  const [fitted, paraphrases, published] = recognitionScatter(found).data as unknown as Trace[];
  assert.deepEqual([published!.x, published!.y], [[90], [80]]);
  assert.deepEqual(
    [paraphrases!.x, paraphrases!.y],
    [
      [10, 20, 40, 60, 30],
      [28, 36, 48, 56, 38],
    ],
  );
  assert.deepEqual(fitted!.x, [10, 90]);
  const rise = (fitted!.y[1]! - fitted!.y[0]!) / 80;
  assert.ok(Math.abs(rise - found.slope.estimate) < 1e-4);
  assert.match(paraphrases!.customdata![0]![0]!, /outcome=acted&wording=w1/);
});

test("it says what of the gap goes with recognition, what is left, and what it is not", () => {
  const { alt } = recognitionScatter(found);
  assert.match(alt, /Of the gap, −\d+\.\d .* goes with recognition and .* is left/);
  assert.match(alt, /An observation, not an experiment/);
  assert.match(alt, /n = 300 scored trials/);
});

test("either axis has its own unit, and either outcome its n", () => {
  const words = (figure: object) => JSON.stringify(figure).replace(/<br>|\u00a0/g, " ");
  const points = found.points.map((point) => ({ ...point, successes: [point.successes[0], null] as [number, null] }));
  const figure = words(recognitionScatter({ ...found, points }).layout);
  assert.match(figure, /↑ acted, % of trials/);
  assert.match(figure, /recognised, %, mean over trials/);
  assert.match(words(recognitionScatter(found)), /300 scored trials of the behaviour, 300 of recognition/);
  const isDifference: [boolean, boolean] = [true, false];
  assert.match(
    words(recognitionScatter({ ...found, isDifference }).layout),
    /↑ acted, percentage points of difference/,
  );
});
