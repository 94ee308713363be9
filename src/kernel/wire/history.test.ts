import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { openHistory } from "./history.ts";

function file(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "history-"));
  t.after(() => rmSync(folder, { recursive: true }));
  return join(folder, "deep", "history.sqlite");
}

test("tail, range and search over two kernels of one user", (t) => {
  const path = file(t);
  const first = openHistory(path);
  first.add(1, "a = 1", null);
  first.add(2, "a", "1");
  first.flush();
  const second = openHistory(path);
  second.add(1, "a", "2");
  second.add(2, "b", null);

  const find = (request: object) => second.find({ output: false, ...request });
  assert.deepEqual(find({ hist_access_type: "tail", n: 3 }), [
    [1, 2, "a"],
    [2, 1, "a"],
    [2, 2, "b"],
  ]);
  assert.deepEqual(find({ hist_access_type: "tail", n: 1, output: true }), [[2, 2, ["b", null]]]);
  assert.deepEqual(find({ hist_access_type: "range", session: 0, start: 1, stop: 2 }), [[2, 1, "a"]]);
  assert.deepEqual(find({ hist_access_type: "range", session: -1, start: 0, stop: null }), [
    [1, 1, "a = 1"],
    [1, 2, "a"],
  ]);
  assert.deepEqual(find({ hist_access_type: "range", session: 1, start: 2 }), [[1, 2, "a"]]);
  assert.deepEqual(find({ hist_access_type: "search", pattern: "a*" }), [
    [1, 1, "a = 1"],
    [1, 2, "a"],
    [2, 1, "a"],
  ]);
  assert.deepEqual(find({ hist_access_type: "search", pattern: "a*", n: 2 }), [
    [1, 2, "a"],
    [2, 1, "a"],
  ]);
  assert.deepEqual(find({ hist_access_type: "search", pattern: "a*", unique: true }), [
    [1, 1, "a = 1"],
    [2, 1, "a"],
  ]);
  assert.deepEqual(find({ hist_access_type: "search", pattern: "'; DROP TABLE entries; --" }), []);
});
