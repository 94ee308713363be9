import assert from "node:assert/strict";
import { test } from "node:test";
import { adjust } from "../../stats/numbers/adjust.ts";
import { galleryGaps } from "../gallery-data.ts";
import { heatMap } from "./heat-map.ts";
import { light } from "../theme.ts";

const gaps = galleryGaps();
type Texts = { x: number[]; text: string[]; customdata: string[][] };
const tiles = heatMap(gaps).data[0] as unknown as Texts;

test("models across, scenarios down, a number a gap; starred by the adjusted p, not the raw one", () => {
  const adjusted = adjust(gaps.map(({ gapP }) => gapP));
  assert.equal(tiles.text.length, gaps.length);
  tiles.text.forEach((text, i) => {
    const place = gaps.findIndex(
      (gap) =>
        tiles.customdata[i]![0]!.includes(encodeURIComponent(gap.model)) &&
        (!gap.condition || tiles.customdata[i]![0]!.includes(encodeURIComponent(gap.condition))),
    );
    const p = adjusted[place]!;
    assert.equal(text.includes("*"), p !== null && p < 0.05, `${text}, ${p}`);
  });
  const barely = [0.02, 0.03, 0.04].map((gapP, i) => ({ ...gaps[0]!, model: `m${i}`, gapP }));
  const texts = (heatMap(barely).data[0] as unknown as Texts).text;
  assert.ok(texts.every((text) => !text.includes("*")));
  assert.ok(
    (heatMap(barely, { adjustment: "bh" }).data[0] as unknown as Texts).text.every((text) => text.includes("*")),
  );
});

test("blue below zero, orange above, nothing where there is no gap", () => {
  const fill = (gap: number | null) => heatMap([{ ...gaps[0]!, gap }]).layout.shapes![0]!.fillcolor;
  assert.deepEqual([-0.3, -0.05, 0.01, 0.12, null].map(fill), [
    light.down3,
    light.down1,
    light.level,
    light.up2,
    light.paper,
  ]);
});

test("no gaps, or more models than fit, are an error", () => {
  assert.throws(() => heatMap([]), /no gaps to draw/);
  const many = Array.from({ length: 9 }, (_, i) => ({ ...gaps[0]!, model: `m${i}` }));
  assert.throws(() => heatMap(many), /9 models: a heat map holds eight/);
});
