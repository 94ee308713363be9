import assert from "node:assert/strict";
import { test } from "node:test";
import { rowOf } from "../../frames/fixture.ts";
import { cellOf, trialsOf } from "../fixture.ts";
import { groupsOf } from "./groups-of.ts";
import { droppedByReason } from "./dropped.ts";
import { keyColumns } from "./strata.ts";

const unscored = (arm: "verbatim" | "paraphrase" | "edit", reason: string, trial: string) =>
  rowOf({
    trial,
    arm,
    published: arm === "verbatim",
    wording: arm === "paraphrase" ? "w1" : arm,
    value: NaN,
    status: "unscored",
    reason,
  });

test("what is left out is said by side, reason and unit; other arms are in the facts and not in the sum", () => {
  const rows = trialsOf({ k: 3 });
  const [group] = groupsOf(
    [
      ...rows.map((row) => ({ ...row, condition: "tier=free" })),
      rows[0]!,
      unscored("verbatim", "refused", "a"),
      unscored("verbatim", "refused: by the provider", "b"),
      unscored("paraphrase", "refused", "c"),
      unscored("edit", "refused", "d"),
    ],
    keyColumns,
  );
  assert.deepEqual(group!.dropped, [
    { side: "published", reason: "trial counted already", unit: "trials", count: 1 },
    { side: "published", reason: "refused", unit: "trials", count: 2 },
    { side: "paraphrase", reason: "refused", unit: "trials", count: 1 },
    { side: "other", reason: "refused", unit: "trials", count: 1 },
    { side: "published", reason: "wording without a scored trial", unit: "wordings", count: 1 },
  ]);
  assert.deepEqual(droppedByReason(group!.dropped), {
    "trial counted already": 1,
    refused: 3,
    "wording without a scored trial": 1,
  });
});

test("of cells: wordings without trials, and levels and wordings that a side lacks", () => {
  const counts = { successes: 3, trials: 10 };
  const at = (condition: string, arm: string, wording: string, set = {}) =>
    cellOf({ ...counts, condition, arm, wording, ...set });
  const [group] = groupsOf(
    [
      ...["a", "b"].flatMap((condition) => [at(condition, "published", "p"), at(condition, "paraphrase", "w0")]),
      at("a", "paraphrase", "w1"),
      at("c", "published", "p"),
      at("a", "published", "q", { successes: 0, trials: 0 }),
    ],
    ["scenario", "model", "outcome"],
  );
  assert.deepEqual(group!.dropped, [
    { side: "published", reason: "wording with no trials", unit: "wordings", count: 1 },
    { side: null, reason: "level without both sides", unit: "levels", count: 1 },
    { side: "paraphrase", reason: "wording not at every level", unit: "wordings", count: 1 },
  ]);
});
