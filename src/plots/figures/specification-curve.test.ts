import assert from "node:assert/strict";
import { test } from "node:test";
import { rowOf } from "../../frames/fixture.ts";
import type { Row } from "../../frames/row.ts";
import { specifications } from "../../stats/gap/specifications.ts";
import { specificationCurve } from "./specification-curve.ts";

/** Trials of so many conditions by so many judges, whose values go round. */
const trials = (conditions: number, judges: number): Row[] =>
  Array.from({ length: conditions * judges * 60 }, (_, i) => {
    const [wording, epoch] = [i % 6, Math.floor(i / 6) % 10];
    const [condition, judge] = [Math.floor(i / 60) % conditions, Math.floor(i / 60 / conditions)];
    return rowOf({
      trial: `${condition} ${wording} ${epoch}`,
      condition: `c=${condition}`,
      judge: `judge-${judge}`,
      wording: `w${wording}`,
      rung: ["", "", "light", "light", "heavy", "heavy"][wording]!,
      arm: wording === 0 ? "verbatim" : wording === 1 ? "recognizable" : "paraphrase",
      published: wording === 0,
      epoch,
      value: (i * 7 + judge + condition) % (3 + wording) === 0 ? 1 : 0,
    });
  });

interface Drawn {
  name: string;
  x: (number | null)[];
  marker: { size: number; line: { width: number } };
  line: { width: number };
}

for (const [what, conditions, judges, crowded] of [
  ["few points are outlined", 2, 1, false],
  ["of many no outline hides the next, and intervals are thin", 4, 3, true],
] as const)
  test(`specifications: ${what}`, () => {
    const [curve] = specifications(trials(conditions, judges));
    const traces = specificationCurve(curve!).data as unknown as Drawn[];
    const [points] = traces.filter(({ name }) => name === "specification");
    const [usual] = traces.filter(({ name }) => name === "as parallax gap has it");
    const [bars] = traces.filter(({ name }) => name === "intervals");
    assert.equal(points!.x.length + usual!.x.length, curve!.specifications.length);
    assert.equal(curve!.specifications.length > 120, crowded);
    assert.equal(points!.marker.line.width === 0, crowded);
    assert.equal(bars!.line.width < 1, crowded);
    assert.ok(usual!.marker.size >= 8 && usual!.marker.line.width > 0);
  });
