import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { rowOf } from "../../frames/fixture.ts";
import type { Row } from "../../frames/row.ts";
import { random, shuffle } from "../../lib/random.ts";
import { tQuantile } from "../numbers/distributions.ts";
import { cellOf, countsOf, trialsOf } from "../fixture.ts";
import { gap, type Gap } from "./gap.ts";
import { meta } from "../numbers/meta.ts";

const one = (data: Parameters<typeof gap>[0], options?: Parameters<typeof gap>[1]): Gap => {
  const gaps = gap(data, options);
  assert.equal(gaps.length, 1);
  return gaps[0]!;
};

function near(actual: number | null | undefined, expected: number, tolerance = 1e-12) {
  assert.ok(actual != null && Math.abs(actual - expected) < tolerance, `${actual}, expected ${expected}`);
}

function nearEnds(actual: readonly number[] | null, [low, high]: readonly [number, number], tolerance = 1e-12) {
  near(actual?.[0], low, tolerance);
  near(actual?.[1], high, tolerance);
}

const counts: [number, number][] = [
  [30, 60],
  [12, 50],
  [20, 50],
  [9, 40],
  [31, 60],
  [15, 50],
];

test("from counts: both intervals are the ones written down in their definition", () => {
  const found = one(countsOf(counts[0]!, ...counts.slice(1)));
  const p = counts.map(([s, n]) => s / n);
  const v = counts.map(([s, n]) => ((s / n) * (1 - s / n)) / n);
  const [p0, ...rates] = p as [number, ...number[]];
  const [v0, ...variances] = v as [number, ...number[]];
  const perTrial = variances.reduce((a, b) => a + b, 0) / counts.slice(1).reduce((sum, [, n]) => sum + 1 / n, 0);
  const fit = meta(
    rates,
    counts.slice(1).map(([, n]) => perTrial / n),
  );
  near(found.gap, fit.mean - p0);
  near(found.tau, Math.sqrt(fit.tau2));

  const hk = fit.seHartungKnapp ** 2;
  const steadier = ((31 / 62) * (31 / 62)) / 60;
  const like = hk + steadier;
  const likeDf = like ** 2 / (hk ** 2 / 4 + steadier ** 2 / 59);
  const likeHalf = tQuantile(0.975, likeDf) * Math.sqrt(like);
  nearEnds(found.ciLike, [fit.mean - p0 - likeHalf, fit.mean - p0 + likeHalf]);

  const mean = rates.reduce((a, b) => a + b, 0) / 5;
  const parts = [...variances.map((x, i) => ({ x: x / 25, df: counts[i + 1]![1] - 1 })), { x: v0, df: 59 }];
  const these = parts.reduce((sum, { x }) => sum + x, 0);
  const theseDf = these ** 2 / parts.reduce((sum, { x, df }) => sum + x ** 2 / df, 0);
  const theseHalf = tQuantile(0.975, theseDf) * Math.sqrt(these);
  near(found.gapThese, mean - p0);
  nearEnds(found.ciThese, [mean - p0 - theseHalf, mean - p0 + theseHalf]);

  const half = tQuantile(0.975, 4);
  nearEnds(found.paraphraseCi, [fit.mean - half * Math.sqrt(hk), fit.mean + half * Math.sqrt(hk)]);
  const wide = half * Math.sqrt(fit.tau2 + hk);
  nearEnds(found.predictionInterval, [fit.mean - wide, fit.mean + wide]);
  assert.deepEqual([found.publishedN, found.n, found.k], [60, 250, 5]);
  assert.equal(found.publishedText, "published/w0");
});

test("rates and standard errors are those of the counts behind them, but weigh by their own precision", () => {
  const cells = countsOf(counts[0]!, ...counts.slice(1));
  const rated = cells.map((cell) => {
    const rate = cell.successes! / cell.trials!;
    return { ...cell, successes: null, trials: null, rate, se: Math.sqrt((rate * (1 - rate)) / cell.trials!) };
  });
  const [a, b] = [one(cells), one(rated)];
  near(b.gapThese, a.gapThese!);
  nearEnds(b.ciThese, a.ciThese!, 1e-9);
  const paraphrases = b.wordings.filter(({ arm }) => arm === "paraphrase");
  const fit = meta(
    paraphrases.map(({ rate }) => rate),
    paraphrases.map(({ se }) => se! ** 2),
  );
  near(b.paraphrase, fit.mean, 1e-9);
  near(a.gap, b.gap!, 0.02);
  assert.deepEqual([b.publishedN, b.n], [null, null]);
});

test("trials on one input are the counts they add up to", () => {
  const rows = trialsOf({ inputs: 1, epochs: 40 });
  const cells = [...Map.groupBy(rows, ({ wording }) => wording).values()].map((trials) =>
    cellOf({
      wording: trials[0]!.wording,
      arm: trials[0]!.arm,
      successes: trials.filter(({ value }) => value === 1).length,
      trials: trials.length,
    }),
  );
  const [a, b] = [one(rows), one(cells)];
  nearEnds(a.ciLike, b.ciLike!);
  nearEnds(a.ciThese, b.ciThese!);
  near(a.outlierP, b.outlierP!);
});

test("with inputs crossed, the interval for these wordings is that of the mean difference by input", () => {
  const rows = trialsOf({ k: 4, inputs: 7, epochs: 3 });
  const found = one(rows);
  const rate = (of: Row[]) => of.reduce((sum, { value }) => sum + value, 0) / of.length;
  const differences = [...Map.groupBy(rows, ({ input }) => input).values()].map((trials) => {
    const wordings = [...Map.groupBy(trials, ({ wording }) => wording).values()].map(rate);
    return wordings.slice(1).reduce((a, b) => a + b, 0) / 4 - wordings[0]!;
  });
  const mean = differences.reduce((a, b) => a + b, 0) / 7;
  const variance = differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / 6 / 7;
  const half = tQuantile(0.975, 6) * Math.sqrt(variance);
  near(found.gapThese, mean);
  nearEnds(found.ciThese, [mean - half, mean + half], 1e-10);
  assert.deepEqual(found.clustering, { inputs: 7, paired: true, partial: 0 });
});

test("what is shared by all wordings of an input does not widen the gap, and does widen the paraphrase mean", () => {
  const shared = trialsOf({ inputs: 12, epochs: 6 });
  const apart = shared.map((row, i) => ({ ...row, input: `${row.wording}-${row.input}`, trial: String(i) }));
  const width = (ends: readonly number[] | null) => ends![1]! - ends![0]!;
  assert.ok(width(one(shared).ciThese) < width(one(apart).ciThese));
  assert.ok(width(one(shared).paraphraseCi) > width(one(apart).paraphraseCi));
});

test("unscored trials change what is said of them, the counts of what was left out and nothing else", () => {
  const rows = trialsOf({});
  const unscored = ["refused", "refused: policy", "pending"].map((reason, i) =>
    rowOf({ ...rows[0]!, trial: `x${i}`, status: "unscored", value: NaN, reason }),
  );
  const { dropped, droppedBySide, missing, notes, ...found } = one([...rows, ...unscored]);
  const { dropped: none, droppedBySide: noneBySide, missing: nothing, notes: others, ...without } = one(rows);
  assert.deepEqual([missing!.published.reasons, nothing], [dropped, null]);
  assert.deepEqual(notes.slice(missing!.material ? 1 : 0), others);
  assert.deepEqual(dropped, { refused: 2, pending: 1 });
  assert.deepEqual(
    droppedBySide.map(({ side, reason, count }) => [side, reason, count]),
    [
      ["published", "refused", 2],
      ["published", "pending", 1],
    ],
  );
  assert.deepEqual([none, noneBySide], [{}, []]);
  assert.deepEqual(found, without);
});

test("a trial that comes twice counts once; one that two judges graded is refused, or told apart by judge", () => {
  const rows = trialsOf({});
  const twice = one([...rows, rows[3]!]);
  near(twice.gap, one(rows).gap!);
  assert.deepEqual(twice.dropped, { "trial counted already": 1 });
  const judged = [...rows, ...rows.map((row) => ({ ...row, judge: "other" }))];
  assert.throws(() => gap(judged), /grades by j and other.*judge/);
  assert.equal(gap(judged, { by: ["scenario", "outcome", "judge"] }).length, 2);
});

test("relabelling the sides flips the sign, however many wordings and inputs a side has", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 3 }),
      (seed, k, inputs, sides) => {
        const rows = trialsOf({ seed, k: k + sides - 1, inputs, epochs: 5 }).map((row): Row => {
          const published = Number(row.wording.slice(1)) < sides;
          return { ...row, published, arm: published ? "verbatim" : "paraphrase" };
        });
        const turned = rows.map((row): Row => ({
          ...row,
          published: !row.published,
          arm: row.published ? "paraphrase" : "verbatim",
        }));
        const [a, b] = [one(rows), one(turned)];
        near(b.gapThese, -a.gapThese!, 1e-9);
        if (a.ciThese) nearEnds(b.ciThese, [-a.ciThese[1], -a.ciThese[0]], 1e-9);
        else assert.equal(b.ciThese, null);
      },
    ),
    { numRuns: 40, seed: 21 },
  );
});

test("unscored trials anywhere, and in any number, change no estimate", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.array(fc.tuple(fc.nat(), fc.constantFrom("refused", "cut short")), { minLength: 1, maxLength: 20 }),
      (seed, where) => {
        const rows = trialsOf({ seed, k: 3, inputs: 1 + (seed % 3), epochs: 4 });
        const unscored = where.map(([at, reason], i) =>
          rowOf({ ...rows[at % rows.length]!, trial: `x${i}`, status: "unscored", value: NaN, reason }),
        );
        const { dropped, ...found } = one(shuffle([...rows, ...unscored], random(seed)));
        const { dropped: none, ...without } = one(rows);
        assert.deepEqual([Object.values(dropped).reduce((a, b) => a + b, 0), none], [where.length, {}]);
        for (const name of ["gap", "gapThese", "gapSe", "published", "n", "publishedN", "k"] as const)
          near(found[name], without[name]!, 1e-9);
        assert.deepEqual(found.notes.slice(found.missing?.material ? 1 : 0), without.notes);
      },
    ),
    { numRuns: 30, seed: 22 },
  );
});

test("the order of rows never matters, and intervals contain their estimate", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.integer({ min: 2, max: 6 }),
      fc.integer({ min: 1, max: 5 }),
      (seed, k, inputs) => {
        const rows = trialsOf({ seed, k, inputs, epochs: 4 });
        const [a, b] = [one(rows), one(shuffle(rows, random(seed)))];
        for (const name of ["gap", "gapThese", "tau", "outlierP", "rankP"] as const) near(b[name], a[name]!, 1e-9);
        for (const [centre, ends] of [
          [a.gap, a.ciLike],
          [a.gapThese, a.ciThese],
          [a.paraphrase, a.paraphraseCi],
          [a.paraphrase, a.predictionInterval],
        ] as const) {
          assert.ok(ends![0] < centre! && centre! < ends![1]);
        }
        for (const { rate, ci } of a.wordings) assert.ok(ci![0] <= rate && rate <= ci![1]);
      },
    ),
    { numRuns: 40, seed: 20241218 },
  );
});

test("trials counted apart, or rows of an input in two parts, are those counted together", () => {
  const whole = countsOf([20, 50], [22, 100], [30, 50], [18, 60]);
  const apart = [
    ...countsOf([20, 50], [10, 50], [30, 50], [18, 60]),
    cellOf({ wording: "w1", successes: 12, trials: 50 }),
  ];
  for (const name of ["gap", "gapThese", "gapSe", "tau", "outlierP", "n"] as const)
    near(one(apart)[name], one(whole)[name]!);
  assert.deepEqual(one(apart).wordings[1], one(whole).wordings[1]);
  const rated = cellOf({ wording: "w1", rate: 0.2, se: 0.05 });
  assert.throws(() => gap([...whole, rated]), /paraphrase\/w1 is there 2 times/);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 4 }), (seed, inputs) => {
      const rows = trialsOf({ seed, k: 4, inputs, epochs: 6 });
      const [late, early] = [rows.filter(({ epoch }) => epoch > 2), rows.filter(({ epoch }) => epoch <= 2)];
      near(one([...late, ...early]).gapSe, one(rows).gapSe!, 1e-9);
    }),
    { numRuns: 20, seed: 13 },
  );
});

test("wordings with as many trials weigh alike: rare behaviour is not made out rarer", () => {
  const found = one(countsOf([4, 50], [0, 50], [1, 50], [3, 50], [12, 50]));
  near(found.gap, found.gapThese!);
  near(found.paraphrase, 16 / 200);
});

test("an interval for wordings like these is never narrower than that for exactly these, and says where it was held", () => {
  const width = (ends: readonly number[] | null) => ends![1]! - ends![0]!;
  const check = (found: Gap) => assert.ok(width(found.ciLike) >= width(found.ciThese) - 1e-12);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 12, max: 90 })), {
        minLength: 3,
        maxLength: 12,
      }),
      fc.integer({ min: 1, max: 1e6 }),
      (counts, seed) => {
        check(one(countsOf(counts[0]!, ...counts.slice(1))));
        check(one(trialsOf({ seed, k: 3 + (seed % 9), inputs: 2 + (seed % 3), epochs: 4, spread: (seed % 5) / 5 })));
      },
    ),
    { numRuns: 150, seed: 8 },
  );
  const unequal = one(countsOf([100, 200], [8, 20], [10, 20], [200, 400], [205, 400]));
  near(unequal.gapSe, width(unequal.ciThese) / 2 / tQuantile(0.975, unequal.gapDf!), 0.02);
  assert.ok(unequal.heldToThese);
  assert.equal(unequal.tau, 0);
});

test("no data, no gaps", () => assert.deepEqual([...gap([])], []));

test("what a gap averages over: both sides over the same models, each with equal weight", () => {
  const model = (name: string, ...counts: [number, number][]) =>
    countsOf(...(counts as [[number, number]])).map((cell) => ({ ...cell, model: name }));
  const both = [...model("a", [10, 50], [20, 50], [30, 50]), ...model("b", [40, 400], [10, 50], [20, 50])];
  const found = one(both, { by: ["scenario", "outcome"] });
  near(found.published, (0.2 + 0.1) / 2);
  near(found.gapThese, (0.5 + 0.3) / 2 - 0.15);
  assert.equal(found.model, "a + b");
  const lopsided = one([...both, ...model("c", [50, 50])], { by: ["scenario", "outcome"] });
  near(lopsided.gap, found.gap!);
  assert.deepEqual(lopsided.dropped, { "level without both sides": 1 });
  const partial = one([...both, cellOf({ model: "a", wording: "extra", successes: 50, trials: 50 })], {
    by: ["scenario", "outcome"],
  });
  near(partial.gap, found.gap!);
  assert.deepEqual(partial.dropped, { "wording not at every level": 1 });
});

test("scenarios and outcomes are never averaged over, and a column must be there", () => {
  const cells = [
    ...countsOf([1, 5], [2, 5]),
    ...countsOf([1, 5], [2, 5]).map((cell) => ({ ...cell, outcome: "other" })),
  ];
  assert.throws(() => gap(cells, { by: ["scenario", "model", "condition"] }), /cannot average over 2 outcomes/);
  assert.throws(() => gap(cells, { by: "model" as never }), /by should be a list of columns, not "model": put it in/);
  assert.throws(() => gap(cells, { by: ["scenario", "outcome", "judge"] }), /cannot group by "judge"/);
  assert.throws(() => gap(trialsOf({}), { by: ["scenario", "tier"] }), /no column tier in the frame: it has/);
  assert.throws(() => gap(cells, { level: 95 }), /a level of 95/);
  assert.throws(() => gap([cellOf({ rate: 50.8, se: 2 })]), /a rate of 50.8, expected a proportion/);
  assert.throws(() => gap([cellOf({})]), /a rate of NaN/);
});

test("a frame gives what its rows give, and may be grouped by any of its columns", () => {
  const rows = trialsOf({ inputs: 2 }).map((row) => ({
    ...row,
    tier: Number(row.trial.slice(-1)) % 2 ? "free" : "paid",
  }));
  const columns = Object.keys(rows[0]!);
  const frame = { columns, values: rows.map((row) => columns.map((name) => row[name as keyof Row])) };
  near(one(frame).gap, one(rows).gap!);
  assert.deepEqual(
    gap(frame, { by: ["scenario", "outcome", "tier"] })
      .map((found) => (found as Gap & { tier: string }).tier)
      .sort(),
    ["free", "paid"],
  );
});

test("a published side is the verbatim arm where it is there, else the recognizable one, else the base", () => {
  const cells = ["verbatim", "recognizable", "base"].map((arm, i) =>
    cellOf({ wording: arm, arm, successes: 10 * i, trials: 50 }),
  );
  const paraphrase = cellOf({ successes: 25, trials: 50 });
  assert.equal(one([...cells, paraphrase]).publishedText, "verbatim/verbatim");
  assert.equal(one([...cells.slice(1), paraphrase]).publishedText, "recognizable/recognizable");
  assert.equal(one([...cells.slice(2), paraphrase]).publishedText, "base/base");
});

test("gaps show themselves as a table", () => {
  const gaps = gap(countsOf([20, 50], [30, 50], [10, 50]));
  const show = (value: object) =>
    (value as Record<symbol, () => Record<string, string>>)[Symbol.for("Jupyter.display")]!();
  for (const value of [gaps, gaps[0]!]) {
    assert.match(show(value)["text/plain"]!, /gap = paraphrase − published/);
    assert.match(show(value)["text/html"]!, /<table>/);
  }
});

test("levels that are averaged over are named in alphabetical order, whatever order the run had", () => {
  const of = (condition: string) =>
    trialsOf({ k: 3 }).map((row) => ({ ...row, condition, trial: `${condition} ${row.trial}` }));
  const by = ["scenario", "model", "outcome"];
  const [one, other] = [
    [...of("a"), ...of("b")],
    [...of("b"), ...of("a")],
  ].map((data) => gap(data, { by })[0]!);
  assert.deepEqual([one!.condition, other!.condition], ["a + b", "a + b"]);
  assert.deepEqual(one!.notes, other!.notes);
});
