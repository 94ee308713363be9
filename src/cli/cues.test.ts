import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { plan } from "../runner/plan.ts";
import { run } from "../runner/run.ts";
import type { Cues } from "../stats/cues/cue-result.ts";

const command = fileURLToPath(new URL("main.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "parallax-cues-"));
after(() => rmSync(folder, { recursive: true }));

function cues(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [command, "cues", ...args],
      { maxBuffer: 1 << 26, timeout: 240_000 },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

test("a run of perturbations: every declared factor has its effects, and distances are known", async () => {
  const dir = join(folder, "run");
  const planned = plan({
    scenarios: ["insider-trading"],
    models: ["simulated/steady"],
    elicit: "choice",
    inputs: 1,
    perturb: { n: 24, factors: ["register", "review", "haste"] },
    arms: ["perturbation"],
  });
  await run(planned, { dir, mode: "off", onProgress: () => {} });
  const { code, out, err } = await cues(dir, "--by", "scenario,model,outcome", "--json");
  assert.deepEqual([code, err], [0, ""]);
  const [found, ...more] = JSON.parse(out) as Cues[];
  assert.deepEqual(more, []);
  assert.deepEqual(
    found!.effects.map(({ factor, level, from }) => [factor, level, from]),
    [
      ["register", "log", "as-is"],
      ["register", "memo", "as-is"],
      ["register", "ticket", "as-is"],
      ["review", "said", "none"],
      ["haste", "minute", "none"],
    ],
  );
  assert.deepEqual([found!.wordings, found!.simulated, found!.hasDistance, found!.assumed], [24, true, true, []]);
  assert.ok(found!.points.every(({ distance }) => distance >= 0 && distance <= 1));
  assert.ok(!out.includes("NaN"));
});

const header = "scenario,condition,model,outcome,wording,arm,successes,trials,base,changed,change.names,change.form\n";
const lines = Array.from({ length: 16 }, (_, i) => {
  const [names, form, base] = [i % 2, (i >> 1) % 2, (i >> 2) % 2];
  const changed = [...(names ? ["names"] : []), ...(form ? ["form"] : [])].join(" ");
  const successes = 10 + 20 * names + (i % 3);
  return `s,,m,o,w${i},perturbation,${successes},40,b${base},${changed},${names ? "other" : "kept"},${form ? "lists" : "prose"}`;
});

test("a file of counts: text names each change, its effect and how many were looked at", async () => {
  const file = join(folder, "counts.csv");
  writeFileSync(file, `${header}${lines.join("\n")}\n`);
  const { code, out } = await cues(file);
  assert.equal(code, 0);
  assert.match(out, /names other, not kept\n\+[345]\d\.\d/);
  assert.match(out, /16 perturbations of 2 wordings, n = 640/);
  assert.match(out, /2 effects were looked at/);
});

test("what two files have is told apart, and said so that no name writes on the terminal", async () => {
  const files = ["one\u001b[31m.csv", "two.csv"].map((name) => join(folder, name));
  for (const file of files) writeFileSync(file, `${header}${lines.join("\n")}\n`);
  const { code, err } = await cues(...files);
  assert.equal(code, 0);
  assert.match(err, /^s · m · o is in .* and .*two\.csv: told apart by file$/m);
  assert.ok(!err.includes("\u001b"));
});

test("a file without perturbations, and none at all, are refused with what to do", async () => {
  const file = join(folder, "none.csv");
  writeFileSync(file, "scenario,condition,model,outcome,wording,arm,successes,trials\ns,,m,o,w,paraphrase,1,4\n");
  const { code, out, err } = await cues(file, "--json");
  assert.deepEqual([code, out], [1, ""]);
  assert.match(err, /no perturbations in the data: .*--perturb N/s);
  assert.equal((await cues()).code, 2);
});
