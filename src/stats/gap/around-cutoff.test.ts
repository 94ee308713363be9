import assert from "node:assert/strict";
import { test } from "node:test";
import { aroundCutoff } from "./around-cutoff.ts";
import { countsOf } from "../fixture.ts";
import { gap } from "./gap.ts";

const made = (model: string, published: number, ...ones: number[]) =>
  gap(
    countsOf([published, 50], ...ones.map((count): [number, number] => [count, 50])).map((cell) => ({
      ...cell,
      model,
    })),
  )[0]!;
const gaps = [
  made("late", 45, 20, 22, 18, 25),
  made("later", 44, 24, 20, 26, 22),
  made("early", 30, 28, 31, 27, 29),
  made("earlier", 20, 22, 18, 24, 19),
];
const scenarios = [{ id: "s", source: { citation: "", url: "", published: "2024-07-01", bibtex: "" } }];
const dates: Record<string, string> = {
  late: "2024-07-01",
  later: "2025-07-01",
  early: "2024-01-01",
  earlier: "2023-07-01",
};
const cutoff = (model: string) => dates[model] ?? null;

test("months from cutoff to publication; on the day itself a model may have read it", () => {
  const { points, after, before } = aroundCutoff(gaps, scenarios, { cutoff });
  assert.deepEqual(
    points.map(({ months }) => months),
    [0, -12, 6, 12],
  );
  assert.deepEqual([after!.gaps, before!.gaps], [2, 2]);
});

test("the difference is that of the two means, on the variance of both", () => {
  const { after, before, difference } = aroundCutoff(gaps, scenarios, { cutoff });
  assert.equal(difference!.estimate, after!.mean - before!.mean);
  assert.ok(Math.abs(difference!.se - Math.hypot(after!.se, before!.se)) < 1e-12);
  assert.ok(after!.mean < -0.3 && Math.abs(before!.mean) < 0.05);
  const [one, other] = [gaps[0]!, gaps[2]!];
  const two = aroundCutoff([one, other], scenarios, { cutoff });
  assert.equal(two.after!.mean, one.gap);
  assert.ok(Math.abs(two.after!.ci[0] - one.ciLike![0]) < 1e-12);
});

test("what lacks a date or an estimate is left out and named; one side alone has no difference", () => {
  const { leftOut, difference, points } = aroundCutoff(
    [gaps[0]!, made("unknown", 20, 10), { ...gaps[1]!, scenario: "control" }, { ...gaps[2]!, gap: null }],
    scenarios,
    { cutoff },
  );
  assert.deepEqual(
    leftOut.map(({ gap: own, lacks }) => [own.scenario, own.model, lacks]),
    [
      ["s", "unknown", "cutoff"],
      ["control", "later", "publication date"],
      ["s", "early", "gap"],
    ],
  );
  assert.deepEqual([points.length, difference], [1, null]);
});
