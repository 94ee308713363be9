import assert from "node:assert/strict";
import { test } from "node:test";
import { aa } from "../../stats/gap/aa.ts";
import { againShown, cellsShown, galleryGaps } from "../gallery-data.ts";
import { noiseFloor } from "./noise-floor.ts";

const floors = aa(cellsShown, againShown);
type Trace = { name: string; x: number[] };

test("each gap that has an A/A, with it and the floor behind both", () => {
  const figure = noiseFloor(galleryGaps(), floors);
  const [gap, again] = figure.data as unknown as Trace[];
  assert.deepEqual([gap!.name, again!.name, gap!.x.length, again!.x.length], ["gap", "second run", 2, 2]);
  const measured = floors.filter(({ difference }) => difference !== null);
  assert.deepEqual(
    again!.x,
    measured.map(({ difference }) => Number((difference! * 100).toFixed(4))),
  );
  const [band] = figure.layout.shapes!;
  assert.equal(band!.x1, Number((measured[0]!.floor! * 100).toFixed(4)));
  assert.equal(band!.x0, -band!.x1!);
});

test("gaps without an A/A are an error that says how to make one", () => {
  assert.throws(() => noiseFloor(galleryGaps(), []), /run the published side again/);
});
