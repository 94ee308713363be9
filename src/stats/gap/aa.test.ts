import assert from "node:assert/strict";
import { test } from "node:test";
import { aa } from "./aa.ts";
import { controlAdjusted } from "./control-adjusted.ts";
import { did } from "./did.ts";
import type { CsvCell } from "../csv/csv-cell.ts";
import { tQuantile } from "../numbers/distributions.ts";
import { countsOf, trialsOf } from "../fixture.ts";
import { gap } from "./gap.ts";
import { methods } from "../paper/methods.ts";

const near = (actual: number | null | undefined, expected: number, tolerance = 1e-12) =>
  assert.ok(actual != null && Math.abs(actual - expected) < tolerance, `${actual}, expected ${expected}`);

test("counts: the difference of two runs of the published wording, Agresti and Caffo's variances, Welch's df; paraphrases do not enter", () => {
  const [found] = aa(countsOf([20, 50], [1, 50]), countsOf([26, 40], [49, 50]));
  near(found!.difference, 0.65 - 0.4);
  assert.deepEqual([found!.first, found!.second, found!.n], [0.4, 0.65, [50, 40]]);
  const [p, q] = [21 / 52, 27 / 42];
  const [a, b] = [(p * (1 - p)) / 50, (q * (1 - q)) / 40];
  const half = tQuantile(0.975, (a + b) ** 2 / (a ** 2 / 49 + b ** 2 / 39)) * Math.sqrt(a + b);
  near(found!.floor, half);
  near(found!.ci![0], 0.25 - half);
});

test("trials: paired by input, the same trial ids in both runs", () => {
  const [one, two] = [trialsOf({ seed: 1, inputs: 6, epochs: 4 }), trialsOf({ seed: 2, inputs: 6, epochs: 4 })];
  const [found] = aa(one, two);
  const rate = (rows: typeof one, input: string) => {
    const ofInput = rows.filter((row) => row.published && row.input === input);
    return ofInput.reduce((sum, { value }) => sum + value, 0) / ofInput.length;
  };
  const d = [0, 1, 2, 3, 4, 5].map((q) => rate(two, `q${q}`) - rate(one, `q${q}`));
  const mean = d.reduce((a, b) => a + b, 0) / 6;
  near(found!.difference, mean);
  near(found!.floor, tQuantile(0.975, 5) * Math.sqrt(d.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 30), 1e-10);
  const columns = Object.keys(one[0]!);
  const frame = (rows: typeof one) => ({
    columns,
    values: rows.map((row) => columns.map((name) => row[name as keyof typeof row])),
  });
  assert.deepEqual(aa(frame(one), frame(two)), [found]);
});

test("over many pairs of runs the interval holds zero about 95 times in 100", () => {
  let held = 0;
  for (let seed = 1; seed <= 200; seed++) {
    const rows = trialsOf({ seed, k: 0, inputs: 8, epochs: 12 });
    const [{ ci }] = aa(
      rows.filter(({ epoch }) => epoch < 6),
      rows.filter(({ epoch }) => epoch >= 6),
    ) as [ReturnType<typeof aa>[0]];
    if (ci === null || (ci[0] <= 0 && ci[1] >= 0)) held++;
  }
  assert.ok(held >= 178 && held <= 199, `${held}`);
});

test("a second run answered from the first one's cache is refused", () => {
  const rows = trialsOf({});
  assert.throws(
    () =>
      aa(
        rows,
        rows.map((row) => ({ ...row, cached: true })),
      ),
    /from the cache of the first/,
  );
});

test("runs that agree on every input leave no noise to be measured, which is said", () => {
  const rows = trialsOf({ k: 0 });
  const [found] = aa(rows, rows);
  assert.deepEqual([found!.difference, found!.ci, found!.floor], [0, null, null]);
  assert.ok(found!.notes.some((note) => note.startsWith("both runs agree on every input")));
});

test("a run without a published side has no noise floor", () => {
  const [found] = aa(countsOf([20, 50], [1, 50]), countsOf([26, 40], [49, 50]).slice(1));
  assert.deepEqual([found!.first, found!.second, found!.difference, found!.floor], [0.4, null, null, null]);
});

/** Of a control, which scenario it controls. */
const controlled = (scenario: string): Record<string, string> => (scenario.startsWith("s-") ? { controlFor: "s" } : {});
const judgedBy = (judge: string) => (cell: CsvCell) => ({ ...cell, extra: { ...cell.extra, judge } });

test("a gap less its control's, at the same model, condition and outcome", () => {
  const of = (scenario: string, model: string, ...counts: [[number, number], ...[number, number][]]) =>
    countsOf(...counts).map((cell) => ({ ...cell, scenario, model, extra: controlled(scenario) }));
  const gaps = gap([
    ...of("s", "a", [40, 50], [20, 50], [25, 50], [15, 50]),
    ...of("s-control", "a", [25, 50], [20, 50], [25, 50], [30, 50]),
    ...of("s", "b", [40, 50], [20, 50], [25, 50]),
    ...of("other", "a", [40, 50], [20, 50], [25, 50]),
  ]);
  const found = controlAdjusted(gaps);
  assert.deepEqual(
    found.map(({ scenario, control, model }) => [scenario, control, model]),
    [["s", "s-control", "a"]],
  );
  const both = did(gaps[1]!, gaps[0]!);
  assert.deepEqual(gaps[0]!.adjusted, { control: "s-control", ...both });
  assert.deepEqual(
    gaps.slice(1).map(({ adjusted }) => adjusted),
    [null, null, null],
  );
  assert.deepEqual({ onAverage: found[0]!.onAverage, asDraws: found[0]!.asDraws }, both);
  near(both.asDraws!.estimate, found[0]!.gap! - found[0]!.controlGap!);
  assert.ok(both.asDraws!.se > both.onAverage!.se, "single wordings differ, too");
  assert.match(methods(gaps), /under two questions.*Only the second is taken as evidence on recognition/);
  assert.throws(
    () =>
      gap([
        ...of("s", "a", [40, 50], [20, 50]),
        ...of("s-control", "a", [4, 50], [2, 50]),
        ...of("s-second", "a", [4, 50], [2, 50]),
      ]),
    /s-control and s-second both say that they control s/,
  );

  const judged = gap(
    ["x", "y"].flatMap((judge, i) => [
      ...of("s", "a", [40, 50], [20, 50], [25 + i, 50], [15, 50]).map(judgedBy(judge)),
      ...of("s-control", "a", [25, 50], [20, 50], [25, 50], [30 - i, 50]).map(judgedBy(judge)),
    ]),
    { by: ["scenario", "model", "condition", "outcome", "judge"] },
  );
  assert.deepEqual(
    controlAdjusted(judged).map(({ levels, controlGap }) => [levels, controlGap]),
    judged
      .filter(({ scenario }) => scenario === "s-control")
      .map(({ levels, gap: controlGap }) => [levels, controlGap]),
  );
});

test("beside a gap stands the A/A of its own level of a further column, and none of another's", () => {
  const by = ["scenario", "model", "condition", "outcome", "judge"];
  const of = (judge: string, seed: number) =>
    trialsOf({ seed }).map((row) => ({ ...row, judge, trial: `${judge} ${seed} ${row.trial}` }));
  const first = [...of("x", 1), ...of("y", 2)];
  const floors = aa(first, [...of("x", 3), ...of("y", 4)], { by });
  assert.deepEqual(
    gap(first, { by, floors }).map(({ levels, floors: beside }) => [levels["judge"], beside.map(({ floor }) => floor)]),
    floors.map(({ levels, floor }) => [levels["judge"], [floor]]),
  );
});
