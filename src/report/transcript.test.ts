import assert from "node:assert/strict";
import test from "node:test";
import { lineOf } from "../judges/fixture.ts";
import type { ReplyLine, TrialResult } from "../runner/trial.ts";
import { compare, show } from "./transcript.ts";

const SHOW = Symbol.for("Jupyter.display") as never as "display";
const shown = (value: object) => (value as Record<"display", () => Record<"text/html" | "text/plain", string>>)[SHOW]();

function resultOf(replies: ReplyLine[], set: Partial<TrialResult> = {}): TrialResult {
  const text = { id: "t", scenario: "s", wording: "w", wordingHash: "h", input: "q1", model: "simulated/x" };
  const trial = { ...text, arm: "paraphrase" as const, condition: { tier: "free" }, epoch: 2, elicit: "chat" as const };
  return { trial, status: "done", replies, error: null, ...set };
}

test("a trial as HTML and as text: who, what was said and replied, reasoning folded, how it ended, its grades", () => {
  const replies = [
    lineOf("action", "I hold.", { reasoning: "a thought" }),
    lineOf("report", "no", { stop: "refusal", stopDetail: "policy" }),
  ];
  const grade = { trial: "t", outcome: "traded", judge: "pattern", hash: "", status: "scored" as const, value: 0 };
  const other = { ...grade, trial: "u", outcome: "elsewhere", evidence: null };
  const both = shown(show(resultOf(replies), { grades: [{ ...grade, evidence: "reads as held" }, other] }));
  for (const text of Object.values(both)) {
    for (const part of [
      "s · paraphrase · w",
      "tier=free · input q1 · simulated/x · epoch 2",
      "I hold.",
      "reply action",
    ])
      assert.ok(text.includes(part), `${part} in ${text}`);
    assert.match(text, /reply report.*stopped: refusal \(policy\)/);
    assert.match(text, /traded: 0 \(pattern\) · reads as held/);
    assert.doesNotMatch(text, /elsewhere/);
  }
  assert.match(both["text/html"], /<details[^>]*><summary[^>]*>reasoning before action · 9 characters<.*a thought/);
  assert.match(both["text/plain"], /\[reasoning before action, 9 characters\]/);
});

test("a forced choice shows the probability of each letter and which counts", () => {
  const choices = { A: Math.log(0.25), B: null as never };
  const text = shown(show(resultOf([lineOf("zero-first", "", { choices })])))["text/plain"];
  assert.match(text, /A 25\.0 %\n {2}B not given \(counts as 1\)/);
});

test("what a judge quoted is marked, in the reply and in the reasoning, and nothing else is", () => {
  const replies = [lineOf("action", "I hold. I <hold>.", { reasoning: "He said “hold” twice." })];
  const grade = { trial: "t", outcome: "traded", judge: "judge/x", hash: "", status: "scored" as const, value: 0 };
  const member = {
    judge: "judge/y",
    hash: "",
    status: "scored" as const,
    value: 0,
    evidence: "“He said “hold” twice” so",
  };
  const grades = [
    { ...grade, evidence: "“I <hold>” and “more” reason", members: [member] },
    { ...grade, outcome: "told", evidence: "“not there” (not word for word in the reply)" },
  ];
  const html = shown(show(resultOf(replies), { grades }))["text/html"];
  const marks = [...html.matchAll(/<mark[^>]* title="([^"]*)">(.*?)<\/mark>/g)].map(([, by, words]) => [by, words]);
  assert.deepEqual(marks, [
    ["traded (judge/y)", "He said “hold” twice"],
    ["traded (judge/x)", "I &lt;hold&gt;"],
  ]);
  assert.match(html, /21 characters · quoted by a judge<\/summary>/);
});

test("a trial that is not complete says so", () => {
  assert.match(
    shown(show(resultOf([], { status: "failed", error: "status 500" })))["text/plain"],
    /failed: status 500$/,
  );
  assert.match(shown(show(resultOf([], { status: "pending" })))["text/html"], /not complete yet/);
});

test("hostile text stays text, and huge text is cut with what was cut", () => {
  const danger = "</script></details><img src=x onerror=alert(1)>\u001b[2J\u202e\ud800 & ";
  const replies = [lineOf(danger, danger.repeat(100_000), { reasoning: danger, stop: "other", stopDetail: danger })];
  replies[0]!.said = [{ role: "system", content: danger.repeat(100) }];
  const result = resultOf(replies, { status: "failed", error: danger });
  result.trial.condition = { [danger]: danger };
  const { "text/html": html, "text/plain": text } = shown(show(result));
  for (const bad of ["</script>", "<img", "\u001b", "\u202e", "\ud800"]) assert.ok(!html.includes(bad), bad);
  for (const bad of ["\u001b", "\u202e", "\ud800"]) assert.ok(!text.includes(bad), bad);
  assert.ok(html.length < 150_000 && text.length < 20_000);
  assert.match(html, /more characters\)/);
  assert.equal(html.match(/<details/g)?.length, html.match(/<\/details>/g)?.length);
});

test("several trials stand side by side", () => {
  const both = shown(compare(resultOf([lineOf("a", "first")]), resultOf([lineOf("a", "second")])));
  assert.equal(both["text/html"].match(/<section/g)?.length, 2);
  assert.match(both["text/plain"], /first[^]*second/);
  const grade = { outcome: "traded", judge: "j", hash: "", status: "scored" as const, value: 1, evidence: "“second”" };
  const graded = compare(resultOf([lineOf("a", "first")]), resultOf([lineOf("a", "second")]), {
    grades: [{ ...grade, trial: "t" }],
  });
  assert.equal(shown(graded)["text/html"].match(/<mark/g)?.length, 1);
  assert.throws(() => (compare as () => unknown)(), /needs at least one trial/);
});
