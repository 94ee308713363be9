import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { rows } from "../frames/rows.ts";
import { grade } from "../judges/grading/grade.ts";
import { openRun } from "../runner/open-run.ts";
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
