import assert from "node:assert/strict";
import { test } from "node:test";
import { rowOf } from "../../frames/fixture.ts";
import { tQuantile } from "../numbers/distributions.ts";
import { cellOf, countsOf, trialsOf } from "../fixture.ts";
import { gap, type Gap } from "./gap.ts";

const near = (actual: number | null | undefined, expected: number, tolerance = 1e-12) =>
  assert.ok(actual != null && Math.abs(actual - expected) < tolerance, `${actual}, expected ${expected}`);

function nearEnds(actual: readonly number[] | null, [low, high]: readonly [number, number], tolerance = 1e-12) {
  near(actual?.[0], low, tolerance);
  near(actual?.[1], high, tolerance);
}

const edges: [name: string, data: Parameters<typeof gap>[0], check: (found: Gap) => void][] = [
  [
    "nobody ever does it: a gap of zero with an interval, not ± 0",
    countsOf([0, 50], [0, 50], [0, 50], [0, 50]),
    (found) => {
      assert.equal(found.gap, 0);
      assert.ok(found.ciLike![0] < -0.005 && found.ciLike![1] > 0.005);
      assert.ok(found.ciThese![0] < 0 && found.ciThese![1] > 0);
      assert.equal(found.outlierP, 1);
      assert.equal(found.rankP, 1);
      assert.ok(found.notes.some((note) => note.startsWith("fewer than 5 trials of one kind")));
    },
  ],
  [
    "everyone always does it on paraphrases, no one on the published wording",
    countsOf([0, 50], [50, 50], [50, 50], [50, 50]),
    (found) => {
      assert.equal(found.gap, 1);
      assert.ok(found.ciLike![0] > 0.9 && found.gapP! < 1e-4);
      assert.ok(found.ciLike![1] > 1 && !found.notes.some((note) => note.startsWith("an interval is wider")));
    },
  ],
  [
    "one paraphrase says nothing of wordings like it",
    countsOf([20, 50], [30, 50]),
    (found) => {
      near(found.gap, 0.2);
      assert.ok(found.ciThese);
      for (const name of ["ciLike", "paraphraseCi", "predictionInterval", "tau", "outlierP"] as const)
        assert.equal(found[name], null);
      assert.ok(found.notes.some((note) => note.startsWith("one paraphrase")));
    },
  ],
  [
    "two paraphrases: an interval on one degree of freedom, with a caution",
    countsOf([20, 50], [30, 50], [10, 50]),
    (found) => {
      assert.ok(found.ciLike![1] - found.ciLike![0] > 1);
      assert.ok(found.notes.some((note) => note.startsWith("fewer than 6 paraphrases")));
    },
  ],
  [
    "one trial of the published wording: an interval wider than all gaps there can be says so",
    countsOf([1, 1], [4, 20], [8, 20], [9, 20], [12, 20]),
    (found) => {
      assert.ok(found.ciLike![0] < -1);
      assert.ok(
        found.notes.some((note) => note.startsWith("an interval is wider than all gaps there can be, from −100")),
      );
    },
  ],
  [
    "no paraphrase",
    countsOf([20, 50]),
    (found) => {
      assert.deepEqual(
        [found.published, found.k, found.gap, found.paraphrase, found.rankFloor],
        [0.4, 0, null, null, null],
      );
      assert.deepEqual([found.k, found.gap], [0, null]);
    },
  ],
  [
    "no published side",
    countsOf([20, 50], [30, 50], [10, 50]).slice(1),
    (found) => {
      assert.deepEqual(
        [found.published, found.publishedN, found.gap, found.ciLike, found.rankP],
        [null, 0, null, null, null],
      );
      assert.ok(found.paraphraseCi);
    },
  ],
  [
    "several published wordings: their mean, and no rank test",
    [...countsOf([20, 50], [30, 50], [10, 50]), cellOf({ wording: "v", arm: "published", successes: 30, trials: 50 })],
    (found) => {
      near(found.published, 0.5);
      assert.equal(found.publishedN, 100);
      assert.equal(found.rankP, null);
      assert.equal(found.publishedText, "published/w0 + published/v");
    },
  ],
  [
    "a wording without trials is left out and counted",
    countsOf([20, 50], [30, 50], [10, 50], [0, 0]),
    (found) => {
      assert.equal(found.k, 2);
      assert.deepEqual(found.dropped, { "wording with no trials": 1 });
    },
  ],
  [
    "all standard errors printed as zero: the gap without intervals",
    ["published", "paraphrase", "paraphrase"].map((arm, i) => cellOf({ wording: `w${i}`, arm, rate: 0, se: 0 })),
    (found) => {
      assert.equal(found.gap, 0);
      assert.deepEqual([found.ciLike, found.ciThese], [null, null]);
      assert.deepEqual(
        found.standIns.map(({ se, from }) => [se, from]),
        [
          [null, null],
          [null, null],
          [null, null],
        ],
      );
    },
  ],
  [
    "rewordings that agree better than chance would have them: never surer than their sampling error",
    countsOf([25, 50], [25, 50], [25, 50], [25, 50]),
    (found) => {
      assert.equal(found.tau, 0);
      assert.ok(found.paraphraseCi![1] - found.paraphraseCi![0] > 0.1);
      assert.equal(found.variance, "sampling");
    },
  ],
  [
    "probabilities read off the model have no sampling error: an interval for wordings like these only",
    ["a", "b", "c", "d"].map((wording, i) =>
      rowOf({
        wording,
        trial: wording,
        arm: i === 0 ? "verbatim" : "paraphrase",
        published: i === 0,
        elicit: "choice",
        value: 0.2 + i * 0.1,
      }),
    ),
    (found) => {
      near(found.gap, 0.2, 1e-9);
      assert.equal(found.ciThese, null);
      const half = (tQuantile(0.975, 2) * 0.1) / Math.sqrt(3);
      nearEnds(found.ciLike, [0.2 - half, 0.2 + half], 1e-6);
      assert.ok(found.readOff);
    },
  ],
  [
    "the published wording asked of 3 inputs of 30: no surer than 3 inputs are, and said",
    trialsOf({ inputs: 30 }).filter(({ published, input }) => !published || ["q0", "q1", "q2"].includes(input)),
    (found) => {
      assert.ok(found.gapDf! <= 2, `${found.gapDf}`);
      assert.equal(found.clustering!.partial, 1);
    },
  ],
  [
    "missing cells here and there, and an input that one side lacks",
    trialsOf({ inputs: 12 }).filter((row, i) => i % 7 !== 0 && (row.published || row.input !== "q3")),
    (found) => {
      assert.ok(found.gapDf! > 3 && found.ciThese! && found.ciLike![0] < found.gap! && found.gap! < found.ciLike![1]);
    },
  ],
  [
    "rates of 0 and 1 with no trials known and errors printed as zero: their spread is not τ",
    [0.5, 0, 1, 1].map((rate, i) =>
      cellOf({ wording: `w${i}`, arm: i === 0 ? "published" : "paraphrase", rate, se: 0 }),
    ),
    (found) => {
      near(found.gapThese, 1 / 6);
      assert.deepEqual([found.tau, found.i2, found.ciThese], [null, null, null]);
    },
  ],
  [
    "no trial of a wording scored",
    [
      ...trialsOf({ k: 3, inputs: 1 }),
      rowOf({ wording: "mute", trial: "m", arm: "paraphrase", status: "unscored", value: NaN, reason: "refused" }),
    ],
    (found) => {
      assert.equal(found.k, 3);
      assert.deepEqual(found.dropped, { refused: 1, "wording without a scored trial": 1 });
    },
  ],
];

for (const [name, data, check] of edges) {
  test(name, () => {
    const [found] = gap(data) as [Gap];
    check(found);
    const numbers = JSON.stringify(found, (_, value) =>
      typeof value === "number" && Number.isNaN(value) ? "NaN" : value,
    );
    assert.ok(!numbers.includes('"NaN"'), numbers);
  });
}

test("what is no data is an error that says what is, not an empty list of gaps", () => {
  assert.throws(
    () => gap(Promise.resolve([]) as never),
    /expected rows, a frame or cells, not a promise, which nobody awaited/,
  );
  assert.throws(
    () => gap({ run: {}, trials: [], grades: [] } as never),
    /not an object with run, trials, grades: pass await frame/,
  );
  assert.throws(() => gap(undefined as never), /not undefined/);
});

test("several published wordings: no rank test and no floor, and no word of one", () => {
  const second = cellOf({ wording: "v", arm: "published", successes: 18, trials: 20 });
  const found = gap([...countsOf([10, 20], [5, 20], [7, 20], [9, 20]), second])[0]!;
  assert.deepEqual([found.rankP, found.rankFloor], [null, null]);
  assert.ok(!found.notes.some((note) => note.includes("floor")));
});
