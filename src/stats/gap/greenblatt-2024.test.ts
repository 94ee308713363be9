import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { greenblatt2024 } from "../fixtures/greenblatt-2024.ts";
import { gap, type Gap } from "./gap.ts";
import { readCells } from "../csv/read-cells.ts";
import { meta } from "../numbers/meta.ts";

const file = new URL("../../../data/results/greenblatt-2024.csv", import.meta.url);
const tables = new URL("../../../../shared/results/greenblatt-2024-prompt-variations.csv", import.meta.url);
const cells = readCells(fileURLToPath(file));
const gaps = gap(cells);

const find = (setting: string, outcome: string): Gap =>
  gaps.find(
    (gap) =>
      gap.scenario === `alignment-faking-${setting}` && gap.outcome === outcome && gap.model.endsWith("claude-3-opus"),
  )!;

/**
 * R 4.2, metafor 3.8: rma(yi, sei, method = "REML", test = "knha"), predict(); and method = "DL".
 * In percent.
 */
const expected = [
  [
    "animal-welfare",
    "noncompliance-training",
    50.8,
    21.7115,
    13.913,
    29.5101,
    81.754,
    -1.0468,
    44.4698,
    21.6915,
    2.9953,
  ],
  [
    "animal-welfare",
    "noncompliance-unmonitored",
    65.6,
    31.891,
    20.654,
    43.128,
    175.0041,
    -1.3474,
    65.1295,
    31.8909,
    4.7453,
  ],
  ["animal-welfare", "compliance-gap", 14.8, 9.9778, 4.9785, 14.9771, 25.6503, -2.9997, 22.9553, 9.9758, 2.0929],
  [
    "helpful-only",
    "noncompliance-training",
    85.8,
    86.3322,
    79.6205,
    93.0439,
    51.7445,
    68.0463,
    104.6181,
    86.3622,
    2.7882,
  ],
  [
    "helpful-only",
    "noncompliance-unmonitored",
    97.2,
    96.3839,
    94.6334,
    98.1344,
    1.3192,
    93.1527,
    99.615,
    96.4965,
    0.7591,
  ],
  ["helpful-only", "compliance-gap", 11.3, 9.0746, 3.3099, 14.8393, 29.9572, -5.0935, 23.2427, 9.0393, 2.3857],
] as const;

for (const [setting, outcome, published, mean, low, high, tau2, predictLow, predictHigh, dlMean, dlSe] of expected) {
  test(`metafor's figures for the paraphrases of ${setting}, ${outcome}`, () => {
    const found = find(setting, outcome);
    const near = (proportion: number, percent: number, what: string) =>
      assert.ok(Math.abs(100 * proportion - percent) < 1e-4, `${what}: ${100 * proportion}, expected ${percent}`);
    near(found.published!, published, "published");
    near(found.paraphrase!, mean, "mean");
    near(found.paraphraseCi![0], low, "lower end");
    near(found.paraphraseCi![1], high, "upper end");
    near(found.tau!, Math.sqrt(tau2), "tau");
    near(found.predictionInterval![0], predictLow, "prediction, lower end");
    near(found.predictionInterval![1], predictHigh, "prediction, upper end");
    near(found.gap!, mean - published, "gap");
    assert.equal(found.k, 8);
    assert.equal(found.rankFloor, 1 / 9);
    const paraphrases = found.wordings.filter(({ arm }) => arm === "paraphrase");
    const dl = meta(
      paraphrases.map(({ rate }) => rate),
      paraphrases.map(({ se }) => se! ** 2),
      { method: "DL" },
    );
    near(dl.mean, dlMean, "DL mean");
    near(dl.se, dlSe, "DL standard error");
  });
}

test("the published wording lies outside the prediction interval in training, in the animal-welfare setting", () => {
  const { published, predictionInterval, outlierP, rankP, rankFloor } = find(
    "animal-welfare",
    "noncompliance-training",
  );
  assert.ok(published! > predictionInterval![1]);
  assert.ok(outlierP! < 0.05);
  assert.equal(rankP, rankFloor);
});

test("a printed standard error of zero is given that of a smoothed rate, at the paraphrases' own sample size", () => {
  const found = find("helpful-only", "af-reasoning");
  const zero = found.wordings.find(({ wording }) => wording === "paraphrase-3")!;
  assert.equal(zero.rate, 0);
  const p = 0.5 / 87;
  assert.ok(Math.abs(zero.se! / Math.sqrt((p * (1 - p)) / 86) - 1) < 0.02, `${zero.se}`);
  const { se, from } = found.standIns.find(({ wording }) => wording === "paraphrase-3")!;
  assert.deepEqual([se, from], [zero.se, "trials implied by its fellows"]);
});

test("where only standard errors are printed, and rates are near an end, the mean is said to lean", () => {
  const leans = (setting: string, outcome: string) => find(setting, outcome).leans;
  assert.ok(leans("helpful-only", "noncompliance-unmonitored"));
  assert.ok(!leans("animal-welfare", "noncompliance-training"));
});

test("edited prompts and other models are shown and do not enter the gap", () => {
  const found = find("animal-welfare", "noncompliance-training");
  assert.equal(found.wordings.filter(({ arm }) => arm === "edit").length, 69);
  const without = gap(cells.filter(({ arm }) => arm !== "edit"));
  assert.deepEqual(
    without.find(
      (gap) => gap.scenario === found.scenario && gap.outcome === found.outcome && gap.model === found.model,
    )!.ciLike,
    found.ciLike,
  );
  const sonnet = gaps.find((gap) => gap.model.endsWith("claude-3-sonnet"))!;
  assert.equal(sonnet.gap, null);
});

test("all 145 variations are there, each wording once a cell", () => {
  assert.equal(new Set(cells.map(({ extra }) => extra.source_row)).size, 145);
  assert.equal(cells.length, 4 * 145);
});

test(
  "the file is what its script makes of the printed tables",
  { skip: existsSync(tables) ? false : `skipped: ${tables.pathname} is not here to compare with` },
  () => assert.equal(readFileSync(file, "utf8"), greenblatt2024(readFileSync(tables, "utf8"))),
);

test(
  "no label of the printed tables that is a phrase is copied",
  { skip: existsSync(tables) ? false : `skipped: ${tables.pathname} is not here to compare with` },
  () => {
    const printed = readFileSync(tables, "utf8")
      .split("\n")
      .slice(1)
      .flatMap((line) => /^[^,]*,\d+,("(?:[^"]|"")*"|[^,]*)/.exec(line)?.[1] ?? []);
    const phrases = printed
      .map((label) => label.replace(/^"|"$/g, "").toLowerCase())
      .filter((label) => label.split(" ").length > 2);
    const text = readFileSync(file, "utf8").toLowerCase();
    assert.ok(phrases.length > 50);
    for (const phrase of phrases) {
      assert.ok(!text.includes(phrase), phrase);
      assert.ok(!text.includes(phrase.replaceAll(" ", "-")), phrase);
    }
  },
);
