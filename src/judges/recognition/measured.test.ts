import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { openMeasured } from "./measured.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-measured-"));
after(() => rmSync(root, { recursive: true }));

test("what was measured is not measured again: not at once, not later, not on a machine it was shipped to", async () => {
  const file = join(root, "deep", "measured.jsonl");
  let count = 0;
  const make = async () => [++count, 1 / 3];
  const first = await openMeasured({ shipped: null, file });
  assert.equal(first.known(["a", 1]), null);
  const both = await Promise.all([first.figures(["a", 1], make), first.figures(["a", 1], make)]);
  assert.deepEqual(both[0], [1, 0.33333333]);
  assert.deepEqual(await first.figures(["a", 2], make), [2, 0.33333333]);
  await first.close();
  for (const places of [
    { shipped: null, file },
    { shipped: file, file: join(root, "none.jsonl") },
  ]) {
    const again = await openMeasured(places);
    assert.deepEqual(await again.figures(["a", 1], make), both[0]);
    await again.close();
  }
  assert.equal(count, 2);
  assert.equal(readFileSync(file, "utf8").trim().split("\n").length, 2);
});
