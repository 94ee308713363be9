import assert from "node:assert/strict";
import { test } from "node:test";
import { normal, random } from "../../lib/random.ts";
import type { CsvCell } from "../csv/csv-cell.ts";
import { cellOf, countsOf } from "../fixture.ts";
import { gap } from "../gap/gap.ts";
import { mediation } from "./mediation.ts";
import { meta } from "../numbers/meta.ts";
import { metaRegression } from "../numbers/meta-regression.ts";

const near = (actual: number, expected: number, tolerance = 1e-12) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual}, expected ${expected}`);

const of = (outcome: string, ...counts: [[number, number], ...[number, number][]]) =>
  gap(countsOf(...counts).map((cell) => ({ ...cell, outcome })))[0]!;

test("indirect is the slope across paraphrases times the gap in recognition, and direct the rest", () => {
  const recognized = of("recognized", [45, 50], [5, 50], [10, 50], [20, 50], [30, 50], [15, 50]);
  const acted = of("acted", [40, 50], [14, 50], [18, 50], [24, 50], [28, 50], [19, 50]);
  const found = mediation(acted, recognized)!;
  const rate = (counts: number[]) => counts.map((s) => s / 50);
  const p = rate([14, 18, 24, 28, 19]);
  const variance = p.reduce((sum, x) => sum + (x * (1 - x)) / 50, 0) / 5;
  const fit = metaRegression(
    p,
    p.map(() => variance),
    rate([5, 10, 20, 30, 15]),
  );
  near(found.slope.estimate, fit.slope);
  const seen = rate([5, 10, 20, 30, 15]);
  const chance = seen.reduce((sum, x) => sum + (x * (1 - x)) / 50, 0) / 5;
  const { tau2 } = meta(
    seen,
    seen.map(() => chance),
  );
  near(found.reliability, tau2 / (tau2 + chance));
  near(found.indirect.estimate, fit.slope * recognized.gap!);
  near(found.direct.estimate + found.indirect.estimate, acted.gap!);
  assert.deepEqual(found.total.ci, acted.ciLike);
  for (const { estimate, ci } of [found.total, found.indirect, found.direct, found.recognition, found.slope])
    assert.ok(ci[0] < estimate && estimate < ci[1]);
  assert.deepEqual(
    found.points.map(({ published, recognition, behaviour, n }) => [published, recognition, behaviour, n]).slice(0, 2),
    [
      [true, 0.9, 0.8, [50, 50]],
      [false, 0.1, 0.28, [50, 50]],
    ],
  );
  assert.ok(found.extrapolates);
  assert.deepEqual(mediation(acted, recognized), found);
});

/** Behaviour moves with recognition by `slope`, and by `direct` besides on paraphrases. */
function study(seed: number, slope: number, direct: number) {
  const next = random(seed);
  const cells: CsvCell[] = [];
  const n = 400;
  const count = (p: number) => {
    let successes = 0;
    for (let i = 0; i < n; i++) if (next() < p) successes++;
    return { successes, trials: n };
  };
  for (let w = 0; w <= 16; w++) {
    const r = w === 0 ? 0.7 : 0.1 + 0.5 * next();
    const p = 0.3 + slope * r + (w === 0 ? 0 : direct + 0.04 * normal(next));
    const wording = { wording: `w${w}`, arm: w === 0 ? "published" : "paraphrase" };
    cells.push(cellOf({ ...wording, outcome: "recognized", ...count(r) }));
    cells.push(cellOf({ ...wording, outcome: "acted", ...count(p) }));
  }
  const gaps = gap(cells);
  return mediation(
    gaps.find(({ outcome }) => outcome === "acted")!,
    gaps.find(({ outcome }) => outcome === "recognized")!,
    { replicates: 2000 },
  )!;
}

test("simulated studies: both effects are recovered, and their intervals cover", () => {
  const [slope, direct] = [0.5, -0.1];
  const indirect = slope * (0.35 - 0.7);
  let [sum, rest, covered, coveredDirect] = [0, 0, 0, 0];
  const studies = 60;
  for (let seed = 1; seed <= studies; seed++) {
    const found = study(seed, slope, direct);
    sum += found.indirect.estimate;
    rest += found.direct.estimate;
    if (found.indirect.ci[0] <= indirect && indirect <= found.indirect.ci[1]) covered++;
    if (found.direct.ci[0] <= direct && direct <= found.direct.ci[1]) coveredDirect++;
  }
  near(sum / studies, indirect, 0.02);
  near(rest / studies, direct, 0.02);
  assert.ok(covered >= 52 && coveredDirect >= 52, `${covered}, ${coveredDirect} of ${studies}`);
});

test("recognition that behaviour does not follow mediates nothing", () => {
  const found = study(7, 0, -0.2);
  assert.ok(found.indirect.ci[0] < 0 && 0 < found.indirect.ci[1]);
  assert.ok(found.direct.ci[1] < 0);
});

test("a poorly measured recognition is said to be one", () => {
  const recognized = of("recognized", [9, 10], [4, 10], [5, 10], [4, 10], [5, 10], [6, 10]);
  const acted = of("acted", [40, 50], [14, 50], [18, 50], [24, 50], [28, 50], [19, 50]);
  const found = mediation(acted, recognized)!;
  assert.ok(found.reliability < 0.5);
  assert.ok(found.notes.some((note) => note.includes("too near zero")));
});

test("what cannot be decomposed is null, or refused", () => {
  const acted = of("acted", [40, 50], [14, 50], [18, 50], [24, 50]);
  assert.equal(mediation(acted, of("recognized", [45, 50], [5, 50], [10, 50], [20, 50])), null);
  const more = of("acted", [40, 50], [14, 50], [18, 50], [24, 50], [30, 50]);
  assert.equal(mediation(more, of("recognized", [45, 50], [5, 50], [5, 50], [5, 50], [5, 50])), null);
  assert.throws(() => mediation(more, { ...more, scenario: "other" }), /the same scenario/);
});
