import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { grade } from "../../judges/grading/grade.ts";
import { plan } from "../../runner/plan.ts";
import { run as start } from "../../runner/run.ts";
import { sampleModel, sampleReply, sampleScenario } from "../../runner/sample.ts";
import { rows } from "../rows.ts";
import { hasDuckdb } from "./load-duckdb.ts";
import { askSql, sql } from "./sql.ts";
import { writeRows } from "./write-rows.ts";

const withDuckdb = { skip: !hasDuckdb() && "DuckDB (@duckdb/node-api) is not installed" };
const root = mkdtempSync(join(tmpdir(), "parallax-sql-test-"));
after(() => rmSync(root, { recursive: true, force: true }));

const odd = "I HOLD; '; DROP VIEW results; -- \0 \uD800 ?";
const model = sampleModel((_, __, index) => sampleReply(["I ACT.", odd, "neither"][index % 3]!));
const asked = (epochs: number) => plan({ scenarios: [sampleScenario(2)], models: [model.id], epochs });
const planned = asked(2);
const runOf = (epochs: number, name: string) =>
  start(asked(epochs), { dir: join(root, name), mode: "off", models: [model], onProgress: () => {} });
// A name that would end a text of SQL, or stand for other files.
const run = await runOf(2, "o'brien [1] *?");
const one = async (statement: string, values?: unknown[]) => (await askSql(run, statement, values)).rows;

test("a table that two statements write at once is whole", async () => {
  const file = join(root, "twice.parquet");
  const columns = ["n", "a", "b", "c"].map((name) => ({ name, type: "DOUBLE" as const }));
  const counting = async function* () {
    for (let n = 0; n < 110_000; n++) yield [n, Math.sin(n), Math.cos(n), Math.sqrt(n)];
  };
  await Promise.all([1, 2].map(() => writeRows(file, "facts", columns, counting())));
  const found = await parquetReadObjects({ file: await asyncBufferFromFile(file) });
  assert.deepEqual([found.length, found.every(({ n }, at) => n === at)], [110_000, true]);
  assert.deepEqual(
    readdirSync(root).filter((name) => name.startsWith("twice")),
    ["twice.parquet"],
  );
});

test("results are the rows of the frame, what is missing NULL", withDuckdb, async () => {
  const expected = rows(await grade(run, { onProgress: () => {} }));
  assert.ok(expected.some(({ status }) => status === "unscored"));
  const { rows: found, types } = await askSql(run, "SELECT * FROM results ORDER BY trial, outcome");
  const sorted = expected.toSorted((a, b) => (a.trial + a.outcome < b.trial + b.outcome ? -1 : 1));
  assert.deepEqual(
    found,
    sorted.map((row) => ({ ...row })),
  );
  assert.deepEqual([types["value"], types["published"], types["model"]], ["number", "boolean", "string"]);
  const [unscored] = await one("SELECT count(*) AS n FROM results WHERE value IS NULL");
  assert.deepEqual(unscored, { n: expected.filter(({ value }) => Number.isNaN(value)).length });
});

test("replies are data, whatever is in them, and so are values and a folder's name", withDuckdb, async () => {
  const kept = odd.toWellFormed();
  const [found] = await one("SELECT count(*) AS n, max(text) = ? AS same FROM replies WHERE text = ?", [kept, kept]);
  assert.equal(found?.["same"], true);
  assert.ok(Number(found["n"]) > 0);
  assert.deepEqual(await one("SELECT count(DISTINCT trial) AS n FROM replies"), [{ n: planned.trials.length }]);
});

test("the answer is a frame, of any type of DuckDB's", withDuckdb, async () => {
  const statement = `SELECT 1::HUGEINT AS whole, 2.5::DECIMAL(9, 2) AS part, NULL::DOUBLE AS none, NULL::VARCHAR AS empty, true AS yes,
    DATE '2026-02-03' AS day, [1, 2] AS list, {'a': 1::BIGINT} AS pair, 7 AS whole`;
  const df = await sql(run, statement);
  assert.deepEqual(df.columns, ["whole", "part", "none", "empty", "yes", "day", "list", "pair", "whole:1"]);
  assert.equal(df.shape[0], 1);
  const [row] = await one(statement);
  const { none, day, pair, list, ...rest } = row!;
  assert.deepEqual(rest, { whole: 1, part: 2.5, empty: "", yes: true, "whole:1": 7 });
  assert.ok(Number.isNaN(none));
  assert.match(String(day), /^2026-02-03/);
  assert.deepEqual([JSON.parse(String(list)), String(pair)], [[1, 2], '{"a":"1"}']);
});

test("tables are kept until the run changes, for their owner alone; several runs are one", withDuckdb, async () => {
  const file = join(run.dir, "sql/results.parquet");
  await one("SELECT 1 FROM results LIMIT 1");
  const before = statSync(file);
  assert.equal(before.mode & 0o77, 0);
  await one("SELECT 1 FROM results LIMIT 1");
  assert.equal(statSync(file).ino, before.ino);
  const other = await runOf(1, "other");
  const count = "SELECT run, count(DISTINCT trial) AS n FROM results GROUP BY run ORDER BY n";
  const { rows: both } = await askSql([run, other], count);
  assert.deepEqual(
    both.map(({ n }) => n),
    [other.plan.trials.length, planned.trials.length],
  );
  const { rows: alone } = await askSql(join(other.dir, "sql/results.parquet"), count);
  assert.deepEqual(
    alone.map(({ n }) => n),
    [other.plan.trials.length],
  );
});

test("what cannot be asked says why", withDuckdb, async () => {
  await assert.rejects(sql(run, "SELECT nothing FROM results"), /nothing/);
  await assert.rejects(sql({} as never, "SELECT 1"), /takes a run, several, or a Parquet file/);
  await assert.rejects(sql(run, "SELECT * FROM range(1000001)"), /over 1,000,000 rows: group them/);
});
