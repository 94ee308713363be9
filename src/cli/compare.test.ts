import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { sampleRun } from "../report/view/fixture.ts";
import { here } from "./fixture.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-compare-"));
const [first, second] = ["first", "second"].map((name) => join(root, name)) as [string, string];
before(async () => {
  await sampleRun(first);
  await sampleRun(second, { epochs: 4 });
});
after(() => rmSync(root, { recursive: true }));

test("the changes of two runs stand in a table, and whole in JSON", async (t) => {
  const { code, out } = await here(t, "compare", first, second);
  assert.equal(code, 0);
  assert.match(out, /second − first/);
  const json = JSON.parse((await here(t, "compare", first, second, "--json")).out) as Record<string, unknown>[];
  assert.deepEqual(Object.keys(json[0]!), ["first", "second", "change"]);
});

test("it takes two runs", async (t) => {
  assert.equal((await here(t, "compare", first)).code, 2);
  assert.equal((await here(t, "compare", first, second, first)).code, 2);
  assert.match((await here(t, "compare", first, `${first}/`)).errors, /is there twice: name another run/);
});
