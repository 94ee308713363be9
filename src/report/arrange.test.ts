import assert from "node:assert/strict";
import { test } from "node:test";
import { galleryGaps } from "../plots/gallery-data.ts";
import type { Gap } from "../stats/gap/gap.ts";
import { arrange, inOrder } from "./arrange.ts";

const [sample] = galleryGaps();
const gapOf = (scenario: string, model: string, condition: string, set: Partial<Gap> = {}): Gap => ({
  ...sample!,
  scenario,
  model,
  condition,
  headline: true,
  ...set,
});
const nameOf = ({ scenario, model, condition }: Gap) => `${scenario}${model}${condition}`;
const all = ["a", "b"].flatMap((scenario) =>
  ["1", "2", "3"].flatMap((model) => ["x", "y"].map((condition) => gapOf(scenario, model, condition))),
);

test("a page opens with each scenario's first, then each model's, whatever came out", () => {
  const { first, further } = arrange(all);
  assert.deepEqual(
    first.map(({ gap }) => nameOf(gap)),
    ["a1x", "a2x", "a3x", "b1x"],
  );
  assert.equal(further.length, all.length - 4);
  const other = all.map((gap, i) => ({ ...gap, gap: i / 100, outlierP: 1 / (i + 1) }));
  assert.deepEqual(
    arrange(other).first.map(({ gap }) => nameOf(gap)),
    first.map(({ gap }) => nameOf(gap)),
  );
});

test("controls follow their scenarios, other outcomes what was asked, and what has no figure comes last", () => {
  const bare = gapOf("a", "1", "z", { gap: null });
  const tone = gapOf("a", "1", "x", { outcome: "tone", headline: false });
  const control = gapOf("c", "1", "x", { controlFor: "a" });
  const ordered = inOrder([bare, tone, control, gapOf("a", "1", "x"), gapOf("b", "1", "x")]);
  assert.deepEqual(
    ordered.map((gap) => `${nameOf(gap)} ${gap.headline ? "" : "tone"}`.trim()),
    ["a1x", "c1x", "b1x", "a1x tone", "a1z"],
  );
});
