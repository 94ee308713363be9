import assert from "node:assert/strict";
import test from "node:test";
import { describeSeparation } from "./describe-checks.ts";
import type { WordingCheck } from "./gate.ts";
import { separation } from "./separation.ts";

const check = (rung: WordingCheck["rung"], overlap: number, edit: number): WordingCheck => ({
  scenario: "pears",
  wording: `${rung}-${overlap}`,
  file: "",
  arm: "paraphrase",
  rung,
  hash: "",
  against: "orla",
  verdict: "pass",
  findings: [],
  measures: { overlap, edit, embedding: edit } as WordingCheck["measures"],
});

test("rungs are in order where the means are, wordings weighing alike; not known where a rung is empty", () => {
  const ladder = [
    check("light", 0.5, 0.4),
    check("light", 0.3, 0.6),
    check("medium", 0.2, 0.4),
    check("heavy", 0, 0.9),
  ];
  const rows = separation(ladder);
  const [overlap, edit] = ["overlap", "edit"].map((name) => rows.find(({ distance }) => distance === name)!);
  assert.deepEqual([overlap!.separated, edit!.separated], [true, false]);
  assert.deepEqual(overlap!.means, { light: 0.6, medium: 0.8, heavy: 1 });
  assert.deepEqual(overlap!.n, { light: 2, medium: 1, heavy: 1 });
  assert.equal(separation(ladder.slice(0, 3))[0]!.separated, null);
  assert.match(describeSeparation(rows), /pears +overlap +0\.600 \(2\) +0\.800 \(1\) +1\.000 \(1\) +yes/);
});
