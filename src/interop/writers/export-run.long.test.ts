import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { gradedRows } from "../../frames/graded-rows.ts";
import { grade } from "../../judges/grading/grade.ts";
import { plan } from "../../runner/plan.ts";
import { run as start } from "../../runner/run.ts";
import { results } from "../../runner/results.ts";
import { sampleModel, sampleReply, sampleScenario } from "../../runner/sample.ts";
import { imported, testFile, testFolder } from "../fixture.ts";
import { exportRun, exportFormats } from "./export-run.ts";

const folder = testFolder();
const model = sampleModel((request, _, index) =>
  request.choices !== null
    ? sampleReply("", { choices: { A: -0.5, B: -0.9 } })
    : sampleReply(["I ACT.", 'I HOLD, "said" it;\nnow.', "neither"][index % 3]!, {
        reasoning: index % 2 ? "Friday 🏭" : null,
        servedModel: "s",
      }),
);
const planned = plan({ scenarios: [sampleScenario(2)], models: [model.id], epochs: 2, elicit: ["chat", "choice"] });
const started = await start(planned, { dir: join(folder, "run"), mode: "off", models: [model], onProgress: () => {} });
const before = gradedRows(await grade(started, { onProgress: () => {} }));

for (const to of exportFormats)
  test(`a run as ${to} and back has the same rows and the same replies`, async () => {
    const out = join(folder, `made.${to}`);
    const { files, trials } = await exportRun(started, to, out);
    assert.deepEqual([trials, files.length], [planned.trials.length, 1]);
    const back = await imported(folder, out);
    const sorted = (rows: typeof before) =>
      rows.toSorted((a, b) => `${a.trial} ${a.outcome}`.localeCompare(`${b.trial} ${b.outcome}`));
    assert.deepEqual(sorted(back.rows), sorted(before));
    const said = async (run: typeof started) =>
      new Map(
        (await Array.fromAsync(results(run))).map(({ trial, replies }) => [
          trial.id,
          replies.map((line) => [
            line.turn,
            line.said,
            line.reply.text,
            line.reply.reasoning,
            line.reply.stop,
            line.reply.servedModel,
          ]),
        ]),
      );
    assert.deepEqual(await said(back.run), await said(started));
    await assert.rejects(exportRun(started, to, out), /is there already/);
  });

for (const to of exportFormats)
  test(`an export as ${to} that breaks off is not there at all, and is for its owner alone where it is`, async () => {
    const places = join(folder, `breaks-${to}`);
    mkdirSync(places);
    const out = join(places, "out");
    let written: string[] = [];
    // Breaks off at a trial that comes once something has been written.
    const trials = new Proxy(planned.trials, {
      get: (all, key) =>
        key !== Symbol.iterator
          ? (Reflect.get(all, key) as unknown)
          : function* () {
              for (const trial of all) {
                written = readdirSync(places);
                if (written.length > 0) throw new Error("no space left");
                yield trial;
              }
            },
    });
    await assert.rejects(exportRun({ ...started, plan: { ...planned, trials } }, to, out), /no space left/);
    assert.equal(written.length, 1);
    assert.deepEqual(readdirSync(places), []);
    await exportRun(started, to, out);
    assert.equal(statSync(out).mode & 0o077, 0);
  });

test("failed trials, tool calls and what tools gave back survive", async () => {
  const records = [
    {
      arm: "published",
      reply: "I ACT.",
      model: "a/b",
      calls: [{ name: "ledger", arguments: { entry: "sold" } }],
      said: [
        { role: "user", content: "Act." },
        { role: "tool", content: "x", name: "t" },
      ],
      "grade.acts": 1,
    },
    { arm: "paraphrase", reply: "I HOLD.", model: "a/b", "grade.acts": "N" },
  ];
  const first = await imported(folder, testFile(folder, "calls.jsonl", records));
  for (const to of exportFormats) {
    const out = join(folder, `called.${to}`);
    await exportRun(first.run, to, out);
    assert.deepEqual((await imported(folder, out)).rows, first.rows, to);
  }
});

const peers = join(import.meta.dirname, "../../../node_modules/.cache/peers/bin/python");
const python = [peers, "python3"].find((each) => {
  try {
    execFileSync(each, ["-c", "import inspect_ai, pandas, pyarrow"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
});
const skip = python === undefined ? "no Python with what src/interop/peers.txt lists" : false;

test("Inspect's own readers read an exported log", { skip }, async () => {
  const out = join(folder, "for-inspect");
  const { files } = await exportRun(started, "inspect", out);
  const script = `
import json, sys
from inspect_ai.log import read_eval_log
from inspect_ai.analysis import samples_df, evals_df
log = read_eval_log(sys.argv[1])
frame = samples_df(sys.argv[2], quiet=True)
print(json.dumps({
  "samples": len(log.samples), "task": log.eval.task, "model": log.eval.model, "rows": len(frame), "evals": len(evals_df(sys.argv[2], quiet=True)),
  "arms": sorted(set(frame["metadata_arm"])), "acts": sorted(float(x) for x in frame["score_acts"].dropna()),
  "replies": sorted(set(s.output.completion for s in log.samples)),
}))`;
  const found = JSON.parse(execFileSync(python!, ["-c", script, files[0]!, out], { encoding: "utf8" })) as Record<
    string,
    unknown
  >;
  const n = planned.trials.length;
  assert.deepEqual(
    [found["samples"], found["rows"], found["evals"], found["task"], found["model"]],
    [n, n, 1, "sample", model.id],
  );
  assert.deepEqual(found["arms"], ["paraphrase", "recognizable"]);
  const acts = before.filter(({ outcome, value }) => outcome === "acts" && value !== null).map(({ value }) => value!);
  assert.deepEqual(found["acts"], acts.toSorted());
});

test("pandas reads an exported Parquet file, with its types", { skip }, async () => {
  const out = join(folder, "for-pandas.parquet");
  await exportRun(started, "parquet", out);
  const script = `import json, sys, pandas; f = pandas.read_parquet(sys.argv[1]); print(json.dumps({"n": len(f), "types": {c: str(t) for c, t in f.dtypes.items()}, "sum": float(f["value"].sum())}))`;
  const found = JSON.parse(execFileSync(python!, ["-c", script, out], { encoding: "utf8" })) as {
    n: number;
    types: Record<string, string>;
    sum: number;
  };
  assert.equal(found.n, before.length);
  assert.deepEqual([found.types["value"], found.types["headline"]], ["float64", "bool"]);
  assert.ok(Math.abs(found.sum - before.reduce((sum, { value }) => sum + (value ?? 0), 0)) < 1e-9);
  assert.ok(existsSync(out));
});
