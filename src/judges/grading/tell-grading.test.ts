import assert from "node:assert/strict";
import { test } from "node:test";
import { openHalt } from "../../runner/halt.ts";
import { describeProgress } from "../../runner/describe.ts";
import type { Progress } from "../../runner/progress.ts";
import { tellGrading } from "./tell-grading.ts";

test("the grading of many trials is told of, that of few is not", () => {
  for (const [planned, first] of [
    [20_000, ["0 of 20,000 graded", "100 of 20,000 graded"]],
    [19_999, []],
  ] as const) {
    const seen: Progress[] = [];
    using halt = openHalt({});
    const progress = tellGrading("dir", planned, halt, (value) => seen.push(value));
    for (let i = 0; i < planned; i++) progress.count();
    progress.end();
    const said = seen.map((each) => describeProgress({ ...each, leftMs: null }));
    assert.deepEqual(said.slice(0, 2), first);
    assert.equal(said.at(-1), planned === 20_000 ? "20,000 of 20,000 graded" : undefined);
  }
});

test("an interrupt ends the grading of many; what was interrupted before is graded as far as it came", () => {
  const { signal, abort } = ((controller) => ({ signal: controller.signal, abort: () => controller.abort() }))(
    new AbortController(),
  );
  const grading = (planned: number) => {
    const halt = openHalt({ signal });
    return tellGrading("dir", planned, halt, () => {});
  };
  const [many, few] = [grading(20_000), grading(10)];
  many.count();
  abort();
  assert.throws(() => many.count(), { name: "AbortError", message: "grading was interrupted: run it again" });
  few.count();
  grading(20_000).count();
});
