import assert from "node:assert/strict";
import { test } from "node:test";
import { calibration } from "../../stats/design/calibration.ts";
import { calibrationFigure } from "./calibration-figure.ts";

const calibrated = calibration({ k: 8, n: 50, rate: 0.5, gap: 0, tau: 1.2 }, { sets: 100 });
type Trace = { name: string; x: number[]; y: number[] };
const named = (figure: { data: unknown[] }, name: string) =>
  (figure.data as Trace[]).find((each) => each.name === name)!;

test("every share beside what it should be: α under either null, the level for coverage", () => {
  const figure = calibrationFigure([calibrated]);
  const shown = [...named(figure, "as promised").x, ...named(figure, "not as promised").x];
  const shares = calibrated.tests.flatMap(({ rejects, covers, truth, test }) => [
    ...(truth === "draw" && test === "headline interval" ? [] : [rejects]),
    ...(covers === null || truth === "draw" ? [] : [covers]),
  ]);
  assert.deepEqual(shown.toSorted(), shares.map((share) => Number((share * 100).toFixed(4))).toSorted());
  assert.deepEqual(named(figure, "should be").x, [5, 5, 5, 5, 5, 95]);
  assert.match(figure.alt, /pooled z-test: .* of data sets, should be 5\.0/);
});

test("with a true gap, what rejects is power, which is promised nothing", () => {
  const figure = calibrationFigure([calibration({ k: 8, n: 50, rate: 0.5, gap: 0.2, tau: 0.5 }, { sets: 100 })]);
  assert.deepEqual(named(figure, "should be").x, [5, 5, 5, 95]);
  assert.match(JSON.stringify(figure.layout.annotations), /Finds a gap on average/);
});

test("several designs are told apart by what differs; none is an error", () => {
  const figure = calibrationFigure([calibrated, { ...calibrated, k: 20 }]);
  assert.match(figure.alt, /outlier test, K\u00a0=\u00a020/);
  assert.doesNotMatch(figure.alt, /outlier test, n/);
  assert.throws(() => calibrationFigure([]), /no calibration to draw/);
});
