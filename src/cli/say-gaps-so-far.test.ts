import assert from "node:assert/strict";
import test from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import type { Progress } from "../runner/progress.ts";
import { sayGapsSoFar } from "./say-gaps-so-far.ts";

const gaps = [{ name: "S: O", of: "m", gap: "−3.0", interval: "[−9.0, +3.0]", width: "", counts: "2 vs 9, K = 3", unscored: "" }]; // prettier-ignore
const at = (done: number, state: Progress["state"] = "running") => ({ dir: "d", done, planned: 10, state }) as Progress;

test("gaps so far are said at a fifth, a half and four fifths, and nothing once the run has ended", async () => {
  const lines: string[] = [];
  const tell = sayGapsSoFar(
    (line) => lines.push(line),
    async () => ({ gaps }),
  );
  for (const done of [0, 1, 2, 3, 4, 7, 7, 9]) {
    tell(at(done));
    await turn();
  }
  tell(at(10, "ended"));
  tell(at(10));
  await turn();
  const line = "  −3.0 [−9.0, +3.0] points: S: O (2 vs 9, K = 3)";
  assert.deepEqual(
    lines,
    [2, 7, 9].map((done) => `so far, of ${done} of 10 trials:\n${line}`),
  );
});

test("what cannot be read is said, and a run that ends meanwhile is not spoken over", async () => {
  const lines: string[] = [];
  const failing = sayGapsSoFar(
    (line) => lines.push(line),
    () => Promise.reject(new Error("no such run")),
  );
  failing(at(3));
  await turn();
  assert.deepEqual(lines, ["so far, of 3 of 10 trials: not known (no such run)"]);
  const { promise, resolve } = Promise.withResolvers<{ gaps: typeof gaps }>();
  const late = sayGapsSoFar(
    (line) => lines.push(line),
    () => promise,
  );
  late(at(5));
  late(at(10, "ended"));
  resolve({ gaps });
  await turn();
  assert.equal(lines.length, 1);
});
