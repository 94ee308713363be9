import assert from "node:assert/strict";
import { test } from "node:test";
import { readCells } from "../csv/read-cells.ts";
import { fileURLToPath } from "node:url";
import { contrast } from "./contrast.ts";
import { did } from "./did.ts";
import { tQuantile } from "../numbers/distributions.ts";
import { cellOf, countsOf, trialsOf } from "../fixture.ts";
import { gap } from "./gap.ts";
import { meta } from "../numbers/meta.ts";

const near = (actual: number | null | undefined, expected: number, tolerance = 1e-12) =>
  assert.ok(actual != null && Math.abs(actual - expected) < tolerance, `${actual}, expected ${expected}`);

const at = (condition: string, ...counts: [[number, number], ...[number, number][]]) =>
  countsOf(...counts).map((cell) => ({ ...cell, condition }));

test("a difference between conditions is an outcome by wording, and its gap is that of the differences", () => {
  const paid = at("paid", [30, 60], [20, 50], [25, 50], [10, 50]);
  const free = at("free", [12, 60], [15, 50], [10, 50], [8, 50]);
  const [found] = contrast([...paid, ...free], { column: "condition", plus: "paid", minus: "free" });
  assert.equal(found!.condition, "paid − free");
  near(found!.published, 0.5 - 0.2);
  const rates = [0.1, 0.3, 0.04];
  near(found!.gapThese, rates.reduce((a, b) => a + b, 0) / 3 - 0.3);
  const variance = (p: number, n: number) => (p * (1 - p)) / n;
  const variances = [
    [0.4, 0.3],
    [0.5, 0.2],
    [0.2, 0.16],
  ].map(([a, b]) => variance(a!, 50) + variance(b!, 50));
  const mean = variances.reduce((a, b) => a + b, 0) / 3;
  const fit = meta(rates, [mean, mean, mean]);
  near(found!.paraphrase, fit.mean);
  near(found!.gapSe, Math.sqrt(fit.seHartungKnapp ** 2 + variance(0.5, 60) + variance(0.2, 60)), 1e-9);
  assert.deepEqual(found!.contrast, { column: "condition", plus: ["paid"], minus: ["free"] });
});

test("wordings that are not at both levels are left out and counted", () => {
  const cells = [...at("paid", [30, 60], [20, 50], [25, 50]), ...at("free", [12, 60], [15, 50])];
  const [found] = contrast(cells, { column: "condition", plus: "paid", minus: "free" });
  assert.equal(found!.k, 1);
  assert.deepEqual(found!.dropped, { "wording not at every level": 1 });
});

test("graded trials: the same difference, paired by input", () => {
  const rows = [1, 2].flatMap((seed) =>
    trialsOf({ seed, k: 4, inputs: 6, epochs: 4 }).map((row) => ({
      ...row,
      condition: `tier=${seed}`,
      trial: `${seed}-${row.trial}`,
    })),
  );
  const [found] = contrast(rows, { column: "condition", plus: "tier=1", minus: "tier=2" });
  const [one, two] = gap(rows);
  near(found!.gapThese, one!.gapThese! - two!.gapThese!);
  const rate = (condition: string, wording: string, input: string) => {
    const values = rows
      .filter((row) => row.condition === condition && row.wording === wording && row.input === input)
      .map(({ value }) => value);
    return values.reduce((a, b) => a + b, 0) / values.length;
  };
  const differences = Array.from({ length: 6 }, (_, q) => {
    const d = (w: number) => rate("tier=1", `w${w}`, `q${q}`) - rate("tier=2", `w${w}`, `q${q}`);
    return (d(1) + d(2) + d(3) + d(4)) / 4 - d(0);
  });
  const mean = differences.reduce((a, b) => a + b, 0) / 6;
  const half = tQuantile(0.975, 5) * Math.sqrt(differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / 5 / 6);
  near(found!.ciThese![0], mean - half, 1e-10);
});

test("between models on the same wordings it is a difference in differences, several models a side averaged", () => {
  const cells = [
    ["a", 40],
    ["b", 30],
    ["c", 10],
  ].flatMap(([model, s]) =>
    countsOf([s as number, 50], [20, 50], [25, 50]).map((cell) => ({ ...cell, model: model as string })),
  );
  const [found] = contrast(cells, { column: "model", plus: ["a", "b"], minus: "c" });
  assert.equal(found!.model, "a + b − c");
  near(found!.gapThese, -(0.7 - 0.2));
});

test("what cannot be contrasted is refused in words", () => {
  const cells = at("paid", [30, 60], [20, 50]);
  assert.throws(() => contrast(cells, { column: "outcome", plus: "a", minus: "b" }), /nothing in common.*did\(\)/);
  assert.throws(() => contrast(cells, { column: "condition", plus: "a", minus: ["a", "b"] }), /"a" on both sides/);
  assert.throws(() => contrast(cells, { column: "tier", plus: "a", minus: "b" }), /cannot group by "tier"/);
  const [none] = contrast(cells, { column: "condition", plus: "paid", minus: "free" });
  assert.deepEqual([none!.gap, none!.k], [null, 0]);
});

test("the printed compliance gap of 2024 is the contrast of its two rates", () => {
  const file = fileURLToPath(new URL("../../../data/results/greenblatt-2024.csv", import.meta.url));
  const opus = readCells(file).filter(({ model }) => model === "anthropic/claude-3-opus");
  const levels = opus
    .filter(({ outcome }) => outcome.startsWith("noncompliance-"))
    .map((cell) => ({ ...cell, condition: cell.outcome.slice(14), outcome: "noncompliance" }));
  const computed = contrast(levels, { column: "condition", plus: "unmonitored", minus: "training" });
  const printed = gap(opus.filter(({ outcome }) => outcome === "compliance-gap"));
  computed.forEach((found, i) => {
    near(found.published, printed[i]!.published!, 0.0011);
    near(found.gap, printed[i]!.gap!, 0.01);
  });
});

test("a scenario's gap less its control's", () => {
  const [one] = gap(countsOf([40, 50], [20, 50], [25, 50], [15, 50]));
  const [control] = gap(countsOf([25, 50], [20, 50], [25, 50], [30, 50]));
  const { onAverage, asDraws } = did(control!, one!);
  assert.deepEqual([onAverage!.question, asDraws!.question], ["onAverage", "asDraw"]);
  for (const found of [onAverage!, asDraws!]) {
    near(found.estimate, one!.gap! - control!.gap!);
    assert.ok(found.ci[0] < found.estimate && found.estimate < found.ci[1]);
  }
  const sides = [one!, control!].map(({ gapSe, gapDf }) => ({ variance: gapSe! ** 2, df: gapDf! }));
  near(onAverage!.se, Math.hypot(one!.gapSe!, control!.gapSe!));
  near(onAverage!.df, satterthwaite(sides), 1e-9);
  const drawn = [one!, control!].map(({ gapSe, tau, k }) => ({ variance: gapSe! ** 2 + tau! ** 2, df: k - 1 }));
  near(asDraws!.se ** 2, drawn[0]!.variance + drawn[1]!.variance);
  near(asDraws!.df, satterthwaite(drawn), 1e-9);
  const lone = gap([cellOf({ successes: 1, trials: 5 })])[0]!;
  assert.deepEqual(did(control!, lone), { onAverage: null, asDraws: null });
  assert.deepEqual(did(lone, control!), { onAverage: null, asDraws: null });
  for (const unknown of [{ gapSe: null }, { gapSe: 0 }, { gapDf: null }])
    assert.deepEqual(did(control!, { ...one!, ...unknown }), { onAverage: null, asDraws: null });
});

const satterthwaite = (parts: { variance: number; df: number }[]): number =>
  parts.reduce((sum, { variance }) => sum + variance, 0) ** 2 /
  parts.reduce((sum, { variance, df }) => sum + variance ** 2 / df, 0);
