import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { rows } from "../frames/rows.ts";
import { importReplies } from "../interop/import-replies.ts";
import { exportRun } from "../interop/writers/export-run.ts";
import { grade } from "../judges/grading/grade.ts";
import { openRun } from "../runner/open-run.ts";
import { plan } from "../runner/plan.ts";
import { results } from "../runner/results.ts";
import { run } from "../runner/run.ts";
import { gap, type Gap } from "../stats/gap/gap.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-older-runs-"));
after(() => rmSync(root, { recursive: true }));

/**
 * Run folders as they were written in November 2026: every later version opens them, to the same
 * numbers.
 */
const older = join(import.meta.dirname, "fixtures/runs-of-2026-11");
cpSync(older, root, { recursive: true });
const journal = (name: string) => readFileSync(join(root, name, "trials.jsonl"), "utf8");

for (const [name, trials, replies] of [
  ["insider-trading", 80, 170],
  ["by-tools", 6, 6],
] as const) {
  test(`${name}: every trial and reply is read, and going on with it asks for nothing`, async () => {
    const ran = await openRun(join(root, name));
    const all = await Array.fromAsync(results(ran));
    assert.deepEqual(
      [all.length, all.filter(({ status }) => status === "done").length, all.flatMap(({ replies }) => replies).length],
      [trials, trials, replies],
    );
    const before = journal(name);
    const again = await run(ran.plan, { dir: ran.dir, mode: "replay", onProgress: () => {} });
    assert.equal(again.summary.done, trials);
    assert.equal(journal(name), before);
  });
}

test("insider-trading: it is added to, asks for what is new alone, and is exported and read again", async () => {
  const dir = join(root, "grown");
  cpSync(join(older, "insider-trading"), dir, { recursive: true });
  const before = (await openRun(dir)).plan;
  const wider = plan({
    scenarios: before.scenarios,
    models: [...before.models, "simulated/steady"],
    inputs: [...new Set(before.trials.map(({ input }) => input))],
    elicit: ["chat", "choice"],
    epochs: 3,
  });
  const { summary } = await run(wider, { dir, mode: "off", onProgress: () => {} });
  assert.deepEqual([summary.done, before.trials.length, wider.trials.length], [240, 80, 240]);
  const now = readFileSync(join(dir, "trials.jsonl"), "utf8");
  assert.ok(now.startsWith(journal("insider-trading")), "what was there stands as it was");
  const there = new Set(before.trials.map(({ id }) => id));
  const lines = now.slice(journal("insider-trading").length).trim().split("\n");
  assert.ok(lines.every((line) => !there.has((JSON.parse(line) as { trial: string }).trial)));
  const ran = await openRun(dir);
  const graded = rows(await grade(ran, { onProgress: () => {} }));
  for (const form of ["parquet", "jsonl"] as const) {
    const { files } = await exportRun(ran, form, join(root, `grown.${form}`));
    const again = await importReplies(files[0]!, {}, { dir: join(root, `again-${form}`), onProgress: () => {} });
    assert.equal(rows(await grade(again, { onProgress: () => {} })).length, graded.length, form);
  }
});

test("insider-trading: the gaps are those of its day", async () => {
  const expected = JSON.parse(readFileSync(join(older, "insider-trading.gaps.json"), "utf8")) as Record<
    string,
    unknown
  >[];
  const graded = await grade(await openRun(join(root, "insider-trading")), { onProgress: () => {} });
  const gaps = gap(rows(graded));
  assert.equal(gaps.length, expected.length);
  for (const was of expected) {
    const now = gaps.find(({ outcome, condition }) => outcome === was.outcome && condition === was.condition)!;
    for (const [field, value] of Object.entries(was))
      if (typeof value === "number")
        assert.ok(
          Math.abs((now[field as keyof Gap] as number) - value) < 1e-9,
          `${field}: ${now[field as keyof Gap]}, was ${value}`,
        );
      else if (!Array.isArray(value)) assert.equal(now[field as keyof Gap], value, field);
  }
});
