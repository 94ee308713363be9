import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { results } from "../../runner/results.ts";
import { sampleScenario } from "../../runner/sample.ts";
import type { Scenario } from "../../scenarios/scenario.ts";
import { grade } from "../grading/grade.ts";
import { importTranscripts, type ImportSpec } from "./import-transcripts.ts";
import { readTranscripts } from "./read-transcripts.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-import-"));
after(() => rmSync(root, { recursive: true }));

const sample = sampleScenario(1);
const scenario: Scenario = {
  ...sample,
  wordings: sample.wordings.map((wording) => ({ ...wording, turns: wording.turns.slice(0, 3) })),
};
const as = scenario.wordings[0]!.id;
const spec: ImportSpec = {
  scenario,
  as,
  model: "anthropic/claude-opus-4",
  condition: { tier: "free" },
  dir: join(root, "run"),
};
const said = [{ role: "user" as const, content: "Act or {{ hold }}?" }];

test("transcripts become a run: complete, graded by the wording's patterns, with ids of their own text", async () => {
  const file = join(root, "replies.jsonl");
  const lines = [{ out: "I ACT." }, { out: "I HOLD.", why: "Safer." }, { out: "I HOLD.", why: "Safer." }];
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join("\n"));
  const fields = { wording: "theirs", reply: "out", reasoning: "why", said };
  const transcripts = await readTranscripts(file, fields);
  const run = await importTranscripts(transcripts, spec);
  const { grades, trials } = await grade(run, { onProgress: () => {} });
  const acts = grades.filter(({ outcome }) => outcome === "acts");
  assert.deepEqual(
    acts.map((each) => each.status === "scored" && each.value),
    [1, 0, 0],
  );
  assert.deepEqual([run.summary.done, run.summary.usd], [3, null]);
  assert.equal(new Set(trials.map(({ trial }) => trial.id)).size, 3);
  const played = await Array.fromAsync(results(run));
  assert.deepEqual(played[1]!.replies[0]!.said, said);
  assert.equal(played[1]!.replies[0]!.reply.reasoning, "Safer.");
  assert.deepEqual((await importTranscripts(transcripts, spec)).summary, run.summary);
  const elsewhere = await importTranscripts(transcripts, { ...spec, dir: join(root, "again"), arm: "verbatim" });
  assert.deepEqual(
    elsewhere.plan.trials.map(({ id }) => id),
    run.plan.trials.map(({ id }) => id),
  );
  await assert.rejects(importTranscripts(transcripts.slice(1), spec), /holds the run of another plan/);
  await assert.rejects(
    readTranscripts(file, { ...fields, reply: "text" }),
    /transcript 1 has no text "text": it has out/,
  );
});

test("the same reply under two wordings is two trials, and can be graded", async () => {
  const transcripts = ["a", "b"].map((wording) => ({ wording, reply: "I ACT." }));
  const run = await importTranscripts(transcripts, { ...spec, dir: join(root, "same") });
  assert.equal(new Set(run.plan.trials.map(({ id }) => id)).size, 2);
  assert.equal((await grade(run, { onProgress: () => {} })).trials.length, 2);
});

test("a wording that does not fit is refused", async () => {
  const transcripts = [{ wording: "theirs", reply: "I ACT." }];
  await assert.rejects(importTranscripts(transcripts, { ...spec, as: "other" }), /no wording other to import as/);
  await assert.rejects(
    importTranscripts(transcripts, { ...spec, scenario: sample, dir: join(root, "two") }),
    /has 2 replies, expected one/,
  );
});
