import assert from "node:assert/strict";
import { test } from "node:test";
import { dose } from "../../stats/wordings/dose.ts";
import { cellOf } from "../../stats/fixture.ts";
import { ladder } from "./ladder.ts";

const cells = [
  cellOf({ wording: "first", arm: "verbatim", successes: 40, trials: 50 }),
  cellOf({ wording: "near", successes: 30, trials: 50, extra: { rung: "light" } }),
  cellOf({ wording: "beside", successes: 24, trials: 50, extra: { rung: "light" } }),
  cellOf({ wording: "far", successes: 10, trials: 50, extra: { rung: "heavy" } }),
];
type Trace = { name: string; x: number[]; y: number[]; customdata?: string[][] };
const traces = (figure: { data: unknown[] }) => figure.data as Trace[];
const words = (figure: object) => JSON.stringify(figure).replace(/<br>|\u00a0/g, " ");

test("a point a wording at its distance, those that share one side by side, and the line of dose through them", () => {
  const [found] = dose(cells);
  const [slope, alone, rewordings, published] = traces(ladder(found!));
  assert.deepEqual([published!.x, published!.y], [[0], [80]]);
  const [beside, near, far] = rewordings!.x.toSorted();
  assert.ok(beside! < 2 && near! > 2 && near! - beside! < 0.3 && far === 4);
  assert.equal(slope!.y[0], Number((found!.slope!.intercept * 100).toFixed(4)));
  assert.equal(alone!.name, "rewordings alone");
  assert.match(published!.customdata![0]![0]!, /wording=first/);
});

test("distances of one's own have an axis of their own", () => {
  const at = { first: 0, near: 0.21, beside: 0.4, far: 0.83 };
  const figure = ladder(dose(cells, { distance: at })[0]!, { distance: "1 − overlap of words" });
  assert.equal(figure.layout.xaxis!.title!.text, "1 − overlap of words");
  assert.equal(figure.layout.xaxis!.ticktext, undefined);
  assert.deepEqual(traces(figure)[2]!.x, [0.21, 0.4, 0.83]);
});

test("without a slope there is no line, and the figure says so; without a point it is an error", () => {
  const two = dose(cells.slice(0, 2))[0]!;
  assert.deepEqual(
    traces(ladder(two)).map(({ name }) => name),
    ["rewording", "published side"],
  );
  assert.match(words(ladder(two)), /Line through all: no slope can be given/);
  assert.throws(() => ladder({ ...two, points: [] }), /no wording of s has a distance/);
});

test("rates are in their own unit: shares, means of proportions, differences; a slope for each rung, or of distance", () => {
  const found = dose(cells)[0]!;
  const proportions = { ...found, points: found.points.map((point) => ({ ...point, successes: null })) };
  assert.match(words(ladder(found)), /↑ o, % of trials.* points a step/);
  assert.match(words(ladder(proportions)), /↑ o, %, mean over trials/);
  assert.match(words(ladder({ ...found, isDifference: true, rungs: false })), /↑ o, percentage points of difference/);
  assert.match(words(ladder({ ...found, rungs: false })), /points for 1 more of distance/);
});
