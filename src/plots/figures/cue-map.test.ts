import assert from "node:assert/strict";
import { test } from "node:test";
import { cuesShown } from "../gallery-data.ts";
import { cueMap } from "./cue-map.ts";

type Trace = { name: string; x: number[]; y: number[]; customdata?: string[][] };
const traces = (figure: { data: unknown[] }) => figure.data as Trace[];
const [measured] = cuesShown();

test("a point a wording by distance and rate, with a look for each level of the factor with the largest effect", () => {
  const [line, kept, other] = traces(cueMap(measured!));
  assert.deepEqual([kept!.name, other!.name], ["names kept", "names other"]);
  assert.equal(kept!.x.length + other!.x.length, measured!.points.length);
  const slope = (line!.y[1]! - line!.y[0]!) / (line!.x[1]! - line!.x[0]!) / 100;
  assert.ok(Math.abs(slope - measured!.distance.alone.estimate) < 1e-4);
  assert.match(kept!.customdata![0]![0]!, /wording=b0-0/);
});

test("the ends of rates and of distances are named beside their points, and said below", () => {
  const figure = cueMap(measured!);
  const signs = traces(figure).find(({ name }) => name === "names")! as Trace & { text: string[] };
  const points = measured!.points;
  const highest = Math.max(...points.map(({ rate }) => rate));
  assert.ok(signs.text.length >= 1 && signs.text.length <= 4);
  const below = JSON.stringify(figure.layout).replaceAll("<br>", " ").replaceAll("\u00a0", " ");
  for (const tag of signs.text) assert.match(below, new RegExp(`"${tag}, (highest|lowest|nearest|farthest)`));
  const [only] = points.filter(({ rate }) => rate === highest);
  const raised = { ...measured!, points: points.map((each) => (each === only ? { ...each, rate: 1 } : each)) };
  assert.match(JSON.stringify(cueMap(raised).layout), /highest rate[^"]*100\.0/);
  assert.match(below, /rate, as \d more have/, "six trials a wording have few rates");
  const same = points.map((point) => ({ ...point, distance: 0.5, rate: 0.5 }));
  const alike = traces(cueMap({ ...measured!, points: same }));
  assert.equal(
    alike.find(({ name }) => name === "names"),
    undefined,
    "none stands out",
  );
});

test("points at one place stand side by side", () => {
  const points = measured!.points.map((point) => ({ ...point, distance: 0.5, rate: 0.5 }));
  const [, ...levels] = traces(cueMap({ ...measured!, points }));
  const places = levels.flatMap(({ x }) => x);
  assert.equal(new Set(places).size, places.length);
});

test("another factor on request; one that is not there and unknown distances are refused", () => {
  const names = traces(cueMap(measured!, { factor: "form" })).map(({ name }) => name);
  assert.deepEqual(names.slice(1, -1), ["form prose", "form lists", "form table"]);
  assert.throws(() => cueMap(measured!, { factor: "colour" }), /no factor "colour".*names, order, review, form/);
  const points = measured!.points.map((point) => ({ ...point, distance: NaN }));
  assert.throws(() => cueMap({ ...measured!, points }), /no distances in alignment-faking/);
});
