import assert from "node:assert/strict";
import { test } from "node:test";
import Papa from "papaparse";
import { cells } from "../../frames/cells.ts";
import { danfo } from "../../frames/danfo.ts";
import type { FrameData } from "../../frames/open-frame.ts";
import { pairs } from "../../frames/pairs.ts";
import type { Row } from "../../frames/row.ts";
import { toRows } from "../../frames/to-rows.ts";
import { parseCells } from "../csv/read-cells.ts";
import { trialsOf } from "../fixture.ts";
import { keyColumns } from "./strata.ts";
import { aa } from "../gap/aa.ts";
import { bootstrap } from "../gap/bootstrap.ts";
import { contrast } from "../gap/contrast.ts";
import { gap } from "../gap/gap.ts";
import { sequence } from "../gap/sequence.ts";
import { specifications } from "../gap/specifications.ts";
import { consistency } from "../wordings/consistency.ts";
import { countsOf } from "../posterior/counts-of.ts";
import { dose } from "../wordings/dose.ts";
import { flips } from "../wordings/flips.ts";
import { glmm } from "../wordings/glmm.ts";

/**
 * Graded trials of two conditions, one simulated model, some unscored; first and last rows of the
 * published side.
 */
const rows: Row[] = ["free", "paid"].flatMap((tier, at) =>
  trialsOf({ k: 3, inputs: 3, epochs: 2, seed: at + 1 }).map((row, i) => ({
    ...row,
    run: "p",
    trial: `${tier} ${row.trial}`,
    condition: `tier=${tier}`,
    "condition.tier": tier,
    simulated: true,
    headline: at === 0,
    rung: row.published ? "" : "light",
    ...(i === 7 ? { value: NaN, status: "unscored" as const, reason: "refused" } : {}),
  })),
);
const unpublished = rows.findIndex(({ published }) => !published);

type Data = FrameData<Row>;
type Estimator = (data: Data) => unknown;
/** Every estimator that takes graded trials, and the columns it needs. */
const estimators: [name: string, estimate: Estimator][] = [
  ["gap", (data) => gap(data)],
  ["gap by a flag", (data) => gap(data, { by: ["scenario", "model", "condition", "outcome", "headline"] })],
  ["contrast", (data) => contrast(data, { column: "condition.tier", plus: "paid", minus: "free" })],
  ["contrast of a flag", (data) => contrast(data, { column: "headline", plus: "True", minus: "0" })],
  ["aa", (data) => aa(data, data)],
  ["bootstrap", (data) => bootstrap(data, { replicates: 100 })],
  ["consistency", (data) => consistency(data)],
  ["dose", (data) => dose(data)],
  ["glmm", (data) => glmm(data)],
  ["the posterior's counts", (data) => countsOf(data, keyColumns)],
  ["sequence", (data) => sequence(data)],
  ["specifications", (data) => specifications(data)],
  ["flips", (data) => flips(data)],
  ["cells", (data) => cells(data)],
  ["pairs", async (data) => (await pairs(data)).table.values],
];

const flagNames = ["published", "simulated", "headline", "cached"] as const;
const capital = (flag: boolean) => (flag ? "True" : "False");
const withFlags = (write: (flag: boolean) => unknown) =>
  rows.map((row) => ({ ...row, ...Object.fromEntries(flagNames.map((name) => [name, write(row[name]!)])) }));
const spellings: [how: string, rows: object[]][] = [
  ["real booleans", rows],
  ["0 and 1", withFlags(Number)],
  ['"0" and "1"', withFlags((flag) => String(Number(flag)))],
  ['"0.0" and "1.0"', withFlags((flag) => `${Number(flag)}.0`)],
  ["bigints", withFlags((flag) => BigInt(flag))],
  ['"true" and "false"', withFlags(String)],
  ['"True" and "False"', withFlags(capital)],
  ['"TRUE" and "FALSE"', withFlags((flag) => String(flag).toUpperCase())],
  ["values as text", rows.map((row) => ({ ...row, value: String(row.value), epoch: `${row.epoch}.0` }))],
  ["values as bigints", rows.map((row) => ({ ...row, value: row.value === row.value ? BigInt(row.value) : null }))],
  ...[null, undefined, "", "NaN", "nan", "None"].map((missing): [string, object[]] => [
    `missing as ${typeof missing} ${missing}`,
    rows.map((row) => ({
      ...row,
      value: row.status === "scored" ? row.value : missing,
      reason: row.reason || missing,
      rung: row.rung || missing,
      controlFor: missing,
    })),
  ]),
];

const frameOf = (data: readonly object[]) => {
  const columns = Object.keys(data[0]!);
  return { columns, values: data.map((row) => columns.map((name) => (row as Record<string, unknown>)[name])) };
};
const columnsOf = (data: readonly object[]) =>
  Object.fromEntries(
    Object.keys(data[0]!).map((name) => [name, data.map((row) => (row as Record<string, unknown>)[name])]),
  );
const typed = (data: ReturnType<typeof columnsOf>) =>
  data["value"]!.every((value) => typeof value === "number")
    ? { ...data, value: Float64Array.from(data["value"] as number[]) }
    : data;
const viaCsv = (data: readonly object[]) =>
  Papa.parse<object>(Papa.unparse([...data] as object[]), { header: true }).data;
const { DataFrame } = await danfo();
const shapes: [name: string, of: (data: readonly object[]) => unknown][] = [
  ["rows", (data) => data],
  ["a frame", frameOf],
  ["columns", (data) => typed(columnsOf(data))],
  ["the text of a CSV file", viaCsv],
  ["a danfo frame", (data) => new DataFrame(frameOf(data).values, { columns: frameOf(data).columns })],
];

/** danfo takes no bigints, and no undefined. */
const isDanfos = (how: string) => !/bigint|undefined/.test(how);
for (const [name, estimate] of estimators) {
  test(`${name}: the same rows give the same, in whatever shape and spelling`, async () => {
    const expected = await estimate(rows);
    assert.ok((expected as unknown[]).length > 0);
    for (const [how, written] of spellings)
      for (const [shape, of] of shapes) {
        if (shape === "a danfo frame" && !isDanfos(how)) continue;
        assert.deepEqual(await estimate(of(written) as Data), expected, `${how}, as ${shape}`);
      }
  });
}

test("what they share is no empty answer: a gap of a simulated model, with flips and a published side", () => {
  const [found] = gap(rows);
  assert.ok(found!.simulated && found!.gap !== null && found!.k === 3);
  assert.ok(flips(rows).every(({ simulated, pairs: paired }) => simulated && paired > 0));
});

/**
 * Where each estimator would silently have gone on, or thrown something else: all say row, column
 * and value.
 */
const misfits: [column: string, value: unknown, needed: RegExp][] = [
  ...["perhaps", "", "nan", "None", null, NaN, 2, -1, "yes"].map((value): [string, unknown, RegExp] => [
    "published",
    value,
    /./,
  ]),
  ...["maybe", null, 0.5].map((value): [string, unknown, RegExp] => ["simulated", value, /^(?!pairs)/]),
  ...["many", "50%", true, "True", 1.5, -0.1, "7", null, "nan"].map((value): [string, unknown, RegExp] => [
    "value",
    value,
    /./,
  ]),
  ...["Scored", "done", null, ""].map((value): [string, unknown, RegExp] => ["status", value, /./]),
  ...["Paraphrase", "paraphrase ", "Verbatim"].map((value): [string, unknown, RegExp] => ["arm", value, /./]),
  ["wording", { id: "w" }, /./],
  ["elicit", "Choice", /^(?!pairs|flips)/],
];
const foundOf = (column: string, value: unknown) =>
  column === "value" && (value === null || value === "nan") ? "no value" : String(value);
for (const [name, estimate] of estimators)
  test(`${name}: what cannot be read is refused by row, column and value`, async () => {
    for (const [column, value] of misfits.filter(([, , of]) => of.test(name)))
      for (const [shape, of] of shapes.slice(0, 3)) {
        const bad = rows.with(unpublished, { ...rows[unpublished]!, [column]: value } as Row);
        const says = new RegExp(`^row ${unpublished}, column ${column}: expected .*, found (\\w+ )?`);
        await assert.rejects(
          async () => estimate(of(bad) as Data),
          (error: Error) => says.test(error.message) && error.message.endsWith(foundOf(column, value)),
          `${column} ${String(value)} as ${shape}`,
        );
      }
  });

test("a paraphrase that stands for the published side is refused, and so is a row without a column", () => {
  const both = rows.with(unpublished, { ...rows[unpublished]!, published: true });
  assert.throws(() => gap(both), new RegExp(`row ${unpublished}, column published: expected false in arm paraphrase`));
  const { published: _, ...lacking } = rows[2]!;
  for (const estimate of [gap, flips])
    assert.throws(() => estimate(rows.with(2, lacking as Row)), /row 2: no column published in it/);
});

test("columns of unequal length, and what is no table, are refused", () => {
  assert.throws(() => toRows({ value: [1, 0], wording: ["a"] }, ["value"]), /column wording has 1 values and value 2/);
  for (const nothing of [5, "rows", {}, { value: 1 }, null])
    assert.throws(() => toRows(nothing as never, ["value"]), /expected a frame or rows, not /);
});

const csv = (flags: (published: boolean) => string, header = "published,simulated") =>
  new TextEncoder().encode(
    [
      `scenario,condition,model,outcome,wording,arm,successes,trials,rate,se,${header}`,
      ...[6, 3, 4, 2].map(
        (ones, i) => `s,,m,o,w${i},${i === 0 ? "original" : "paraphrase"},${ones},10,,,${flags(i === 0)}`,
      ),
    ].join("\n"),
  );
const gapOf = (bytes: Uint8Array) => gap(parseCells("cells.csv", bytes));

test("a file of cells reads flags alike, whoever wrote it", () => {
  const expected = gapOf(csv((published) => `${published},true`));
  assert.ok(expected[0]!.simulated && expected[0]!.gap !== null);
  assert.equal(expected[0]!.publishedText, "original/w0");
  for (const write of [
    (published: boolean) => `${capital(published)},True`,
    (published: boolean) => `${Number(published)},1`,
    (published: boolean) => `${Number(published)}.0,1.0`,
    (published: boolean) => `${String(published).toUpperCase()},TRUE`,
  ])
    assert.deepEqual(gapOf(csv(write)), expected);
});

const badFlags: [flags: string, says: RegExp][] = [
  ["perhaps,true", /line 3, column "published":\n"perhaps" is neither true nor false\nwrite true or false/],
  [",true", /line 3, column "published":\n"" is neither/],
  ["False,nan", /line 3, column "simulated":\n"nan" is neither/],
  ["True,True", /line 3, column "published":\na paraphrase is not the published side/],
];
for (const [flags, says] of badFlags)
  test(`a file of cells with ${flags} in a row is refused by line, column and value`, () => {
    const lines = new TextDecoder().decode(csv((published) => `${published},true`)).split("\n");
    const bad = lines.with(2, lines[2]!.replace(/false,true$/, flags)).join("\n");
    assert.throws(() => gapOf(new TextEncoder().encode(bad)), says);
  });

test("figures that Python or R left out of a file of cells are missing, not refused", () => {
  const line = (ones: string, rate: string) => `s,,m,o,w,paraphrase,${ones},10,${rate},${rate}`;
  const read = (ones: string, rate: string) =>
    parseCells(
      "cells.csv",
      new TextEncoder().encode(
        `scenario,condition,model,outcome,wording,arm,successes,trials,rate,se\n${line(ones, rate)}`,
      ),
    );
  for (const missing of ["nan", "NaN", "None", "NA", "<NA>"]) assert.deepEqual(read("3", missing), read("3", ""));
  assert.deepEqual(read("3.0", ""), read("3", ""));
});
