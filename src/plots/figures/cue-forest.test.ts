import assert from "node:assert/strict";
import { test } from "node:test";
import { cuesShown } from "../gallery-data.ts";
import { cueForest } from "./cue-forest.ts";

type Trace = { name: string; x: number[]; y: number[]; customdata?: string[][]; marker: { color: string } };
const traces = (figure: { data: unknown[] }) => figure.data as Trace[];
const words = (figure: object) => JSON.stringify(figure).replace(/<br>|\u00a0/g, " ");
const [measured, simulated] = cuesShown();

test("an effect a row, the largest first, the control's and the one on recognition below it", () => {
  const [effects, control, recognised] = traces(cueForest([measured!]));
  assert.equal(effects!.x.length, measured!.effects.length);
  const sizes = effects!.x.map(Math.abs);
  assert.deepEqual(
    sizes,
    sizes.toSorted((a, b) => b - a),
  );
  assert.ok(effects!.y.every((y, i) => y < control!.y[i]! && control!.y[i]! < recognised!.y[i]!));
  const names = measured!.effects.find(({ factor }) => factor === "names")!;
  assert.equal(effects!.x[0], Number((100 * names.pooled.estimate).toFixed(4)));
  assert.equal(recognised!.x[0], Number((100 * names.recognised!.estimate).toFixed(4)));
  assert.match(effects!.customdata![0]![0]!, /scenario=alignment-faking-animal-welfare&/);
  assert.match(control!.customdata![0]![0]!, /scenario=alignment-faking-animal-welfare-control&/);
});

test("without a control or anything said, only effects are drawn; a simulated subject's are hollow", () => {
  const all = traces(cueForest([simulated!]));
  assert.deepEqual([all.map(({ name }) => name), all[0]!.marker.color], [["effect on the outcome"], "#ffffff"]);
  assert.match(words(cueForest([simulated!]).layout), /a simulated subject whose rates we set/);
  assert.doesNotMatch(words(cueForest([measured!]).layout), /a simulated subject/);
});

test("what recognition is, is said where it is drawn", () => {
  const silent = { ...measured!, effects: measured!.effects.map((effect) => ({ ...effect, recognised: null })) };
  const said = ([measured!, silent] as const).map((of) =>
    /Recognised: the subject says/.test(words(cueForest([of]).layout)),
  );
  assert.deepEqual(said, [true, false]);
});

test("it says how many effects were looked at, and levels by their titles where these are known", () => {
  const names = { "alignment-faking-animal-welfare/change.names=other": "names that nobody knows" };
  const figure = cueForest([measured!], { names });
  assert.match(words(figure.layout), new RegExp(`${measured!.looked} effects were looked at: p is adjusted`));
  assert.match(figure.alt, /names: names that nobody knows, not kept: effect on the outcome/);
});

test("an effect that is not told is not drawn; without any it is an error", () => {
  const untold = { estimate: NaN, sd: NaN, ci: [NaN, NaN] as [number, number], learnt: NaN };
  const effects = measured!.effects.map((effect) =>
    effect.factor === "form" ? { ...effect, pooled: untold } : effect,
  );
  assert.equal(traces(cueForest([{ ...measured!, effects }]))[0]!.x.length, effects.length - 2);
  assert.throws(() => cueForest([{ ...measured!, effects: [] }]), /no effects to draw/);
});
