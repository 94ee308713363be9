import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Row } from "../../frames/row.ts";
import { trialsOf } from "../fixture.ts";
import { leeBounds, manskiBounds, type Observed } from "../numbers/missing-bounds.ts";
import { bibtex } from "../paper/bibtex.ts";
import { methods } from "../paper/methods.ts";
import { contrast } from "./contrast.ts";
import { gap } from "./gap.ts";
import { gapTable } from "./gap-table.ts";

type Counts = [ones: number, zeros: number, unknown: number];
interface Fixture {
  lee: { first: Counts; second: Counts; lee: number[]; manski: number[] }[];
}

/** Made by fixtures/judged.py, by trimming sorted values. */
const fixture = JSON.parse(readFileSync(new URL("../fixtures/judged.json", import.meta.url), "utf8")) as Fixture;

const of = ([ones, zeros, unknown]: Counts): Observed => ({
  rate: ones / (ones + zeros),
  known: ones + zeros,
  unknown,
});

for (const { first, second, lee, manski } of fixture.lee)
  test(`bounds by trimming sorted values: ${first.join(" ")} beside ${second.join(" ")}`, () => {
    const found = [...leeBounds(of(first), of(second))!, ...manskiBounds(of(first), of(second))];
    found.forEach((end, i) => assert.ok(Math.abs(end - [...lee, ...manski][i]!) < 1e-12, `${found}`));
  });

test("nothing known of one side leaves no Lee bounds, and nothing unknown leaves the difference itself", () => {
  assert.equal(leeBounds({ rate: NaN, known: 0, unknown: 5 }, of([1, 1, 0])), null);
  assert.deepEqual(leeBounds(of([1, 1, 0]), of([3, 1, 0])), [0.25, 0.25]);
  assert.deepEqual(manskiBounds(of([1, 1, 0]), of([3, 1, 0])), [0.25, 0.25]);
});

const unscored = (row: Row, reason: string): Row => ({ ...row, status: "unscored", value: NaN, reason });
const all = trialsOf({ k: 8, inputs: 1, epochs: 50, published: 0, spread: 0.4 });
/** Six in ten of the published side's ones are unscored. */
const censored = all.map((row, i) =>
  row.published && row.value === 1 && i % 5 < 3 ? unscored(row, "filtered: by the provider") : row,
);

test("ones unscored on one side: both bounds beside the gap, said first, marked, and cited", () => {
  const [found] = gap(censored);
  const { missing } = found!;
  assert.ok(found!.ciLike![0] > 0, "the gap as it stands is shown");
  assert.deepEqual([missing!.material, missing!.paraphrase.unscored], [true, 0]);
  assert.deepEqual(missing!.published.reasons, { filtered: missing!.published.unscored });
  assert.ok(missing!.p < 1e-6);
  const truth = gap(all)[0]!.gap!;
  const [manski, lee] = [missing!.manski!, missing!.lee!];
  // Every unscored trial was a one, which is the worst case itself.
  assert.ok(Math.abs(truth - manski[0]) < 1e-12 && found!.gap! < manski[1]);
  assert.ok(manski[0] <= lee[0] && lee[0] < found!.gap! && found!.gap! < lee[1]);
  assert.match(
    found!.notes[0]!,
    /^unscored trials may have made this gap: .*filtered\) on the published side, 0 of 400/,
  );
  assert.match(gapTable([found!]), /unscored differ by side/);
  assert.match(methods([found!]), /worst-case bounds \(Manski\) and Lee bounds/);
  assert.ok(["manski1990", "lee2009"].every((key) => bibtex([found!]).includes(key)));
  assert.deepEqual(JSON.parse(JSON.stringify(found)).missing.manski, missing!.manski);
});

test("reasons count, too: as many unscored on both sides, but not for the same", () => {
  const apart = all.map((row, i) => (i % 5 < 2 ? unscored(row, row.published ? "refused" : "cut off") : row));
  const { missing } = gap(apart)[0]!;
  assert.ok(Math.abs(missing!.published.share - missing!.paraphrase.share) < 0.01);
  assert.equal(missing!.material, true);
});

for (const [what, rows, found] of [
  ["nothing is unscored", all, null],
  [
    "both sides lack the same share for the same reason",
    all.map((row, i) => (i % 5 === 0 ? unscored(row, "refused") : row)),
    null,
  ],
  ["a trial comes twice", [...all, all[0]!], null],
  ["one trial is unscored", all.map((row, i) => (i === 60 ? unscored(row, "refused") : row)), false],
] as const)
  test(`no alarm where ${what}`, () => {
    const [counted] = gap(rows);
    assert.equal(counted!.missing && counted!.missing.material, found);
    assert.ok(!counted!.notes.some((note) => note.startsWith("unscored trials")));
  });

test("of a difference between conditions it is said, without bounds", () => {
  const at = (condition: string, rows: Row[]) =>
    rows.map((row) => ({ ...row, condition, trial: `${condition}${row.trial}` }));
  const [found] = contrast([...at("a", censored), ...at("b", all)], { column: "condition", plus: "a", minus: "b" });
  assert.deepEqual([found!.missing!.material, found!.missing!.manski, found!.missing!.lee], [true, null, null]);
});
