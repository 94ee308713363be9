import assert from "node:assert/strict";
import { test } from "node:test";
import { power } from "../../stats/design/power.ts";
import { powerCurves } from "./power-curves.ts";

const study = (k: number, n: number, more: object = {}) =>
  power({ k, n, rate: 0.5, gap: -0.2, tau: 0.5 }, { studies: 100, ...more });
const studies = [20, 40].flatMap((n) => [8, 4].map((k) => study(k, n)));
type Trace = { name: string; x: number[]; y: number[]; error_y?: { array: number[] } };
const traces = (figure: { data: unknown[] }) => figure.data as Trace[];

test("a line for each value of the other number that differs, along the axis, the closed form beside it", () => {
  const all = traces(powerCurves(studies));
  assert.deepEqual(
    all.map(({ name, x }) => [name.replaceAll("\u00a0", " "), x]),
    [
      ["n = 20, closed form", [4, 8]],
      ["n = 40, closed form", [4, 8]],
      ["n = 20", [4, 8]],
      ["n = 40", [4, 8]],
    ],
  );
  assert.deepEqual(
    all[2]!.y,
    [studies[1]!.power * 100, studies[0]!.power * 100].map((y) => Number(y.toFixed(4))),
  );
  assert.ok(all[2]!.error_y!.array[0]! > 0);
});

test("along what it costs, where a model and its tokens were given", () => {
  const priced = [4, 8].map((k) => study(k, 20, { model: "openai/gpt-5.5", tokens: { input: 1000, output: 500 } }));
  const [, drawn] = traces(powerCurves(priced, { x: "usd", lines: "n" }));
  assert.deepEqual(
    drawn!.x,
    priced.map(({ usd }) => usd),
  );
  assert.throws(() => powerCurves(studies.slice(0, 2), { x: "usd", lines: "n" }), /no price: give power\(\) a model/);
});

test("what cannot be shown in two dimensions is an error that says what to do", () => {
  assert.throws(() => powerCurves([study(4, 20)]), /power at one k only/);
  assert.throws(() => powerCurves(studies, { x: "gap" }), /power at one gap only|differ in/);
  assert.throws(
    () => powerCurves([...studies, power({ k: 4, n: 20, rate: 0.6, gap: -0.1, tau: 1 }, { studies: 100 })]),
    /differ in n and rate and gap and tau besides k/,
  );
});
