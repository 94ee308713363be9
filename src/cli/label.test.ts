import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, type TestContext } from "node:test";
import { plan } from "../runner/plan.ts";
import { run } from "../runner/run.ts";
import { sampleModel, sampleReply, sampleScenario } from "../runner/sample.ts";
import { here } from "./fixture.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-cli-label-"));
after(() => rmSync(root, { recursive: true }));
const model = sampleModel(() => sampleReply("I HOLD."));
const dir = join(root, "run");
await run(plan({ scenarios: [sampleScenario(1)], models: [model.id] }), {
  dir,
  cache: join(root, "cache.sqlite"),
  models: [model],
  onProgress: () => {},
});

const parallax = (t: TestContext, ...args: string[]) => here(t, "label", ...args);

test("a sheet is drawn, filled in and checked against the grades", async (t) => {
  const drawn = await parallax(t, dir, "--draw", "4", "--seed", "7");
  assert.deepEqual([drawn.code, drawn.errors], [0, ""]);
  assert.match(drawn.out, /^4 trials to label\nread .*labels\.md\nfill in .*labels\.csv$/);
  const file = join(dir, "labels.csv");
  const [head, ...lines] = readFileSync(file, "utf8").trim().split("\n");
  writeFileSync(file, [head, ...lines.map((line, i) => line.replace(/,,,$/, `,${i === 0 ? 1 : 0},ada,`))].join("\n"));
  const checked = await parallax(t, dir, "--check", file);
  assert.match(checked.out, /pattern · ada +4 +0: 0 ×3 1 ×0; 1: 0 ×1 1 ×0 +3\/4/);
});

test("wrong arguments are said in a line, with code 2", async (t) => {
  for (const [args, said] of [
    [[dir], /either --draw N, --open or --check FILE/],
    [[dir, "--draw", "none"], /--draw none: expected a number/],
    [[dir, "--check", "nowhere.csv"], /nowhere\.csv/],
    [[dir, "--check", "x", "--stands-for", "a"], /--stands-for a: expected GRADED=LABELLED/],
    [["--draw", "1"], /name a run folder, or several/],
  ] as const) {
    const { code, errors } = await parallax(t, ...args);
    assert.equal(code, 2);
    assert.match(errors, said);
  }
});
