import assert from "node:assert/strict";
import { test } from "node:test";
import { cuesShown } from "../gallery-data.ts";
import { cueShares } from "./cue-shares.ts";

type Trace = { x: number[]; text: string[]; error_x: { array: number[] } };
const [measured] = cuesShown();

test("a share a row with its interval: factors and the text that was changed, pairs together, what is left", () => {
  const figure = cueShares([measured!]);
  const [all] = figure.data as unknown as Trace[];
  const single = measured!.shares.filter((share) => share.of === "factor" || share.of === "base");
  assert.equal(all!.x.length, single.length + 2);
  assert.equal(all!.x[0], Number((100 * Math.max(...single.map(({ share }) => share))).toFixed(4)));
  assert.equal(all!.x.at(-2), Number((100 * measured!.pairsShare!.share).toFixed(4)));
  const sum = all!.x.reduce((a, b) => a + b, 0);
  assert.ok(Math.abs(sum - 100) < 0.01, `${sum}`);
  assert.equal((figure.layout.shapes ?? []).length, all!.x.length);
  assert.match(figure.alt, /names carries \d+\.\d\u00a0% \[\d/);
});

test("where one trial a wording cannot tell what is left, it has no row; without shares it is an error", () => {
  const [all] = cueShares([{ ...measured!, single: true }]).data as unknown as Trace[];
  assert.ok(all!.text.every((text) => !text.includes("what is left")));
  assert.throws(() => cueShares([{ ...measured!, shares: [] }]), /no shares to draw/);
});
