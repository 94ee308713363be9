import assert from "node:assert/strict";
import test from "node:test";
import { openLedger } from "./ledger.ts";
import { plan } from "./plan.ts";
import { sampleReply, sampleScenario } from "./sample.ts";
import type { FailureLine, ReplyLine, Trial } from "./trial.ts";

const planned = plan({
  scenarios: [sampleScenario(0)],
  models: ["openai-compatible/sample"],
  elicit: ["chat", "choice"],
});
const [chat, other] = planned.trials.filter(({ elicit }) => elicit === "chat") as [Trial, Trial];
const choice = planned.trials.find(({ elicit }) => elicit === "choice") as Trial;

const line = (trial: Trial, turn: string, text: string, rest: Partial<ReplyLine> = {}): ReplyLine => ({
  kind: "reply",
  trial: trial.id,
  turn,
  key: "",
  said: [],
  reply: sampleReply(text),
  cached: false,
  usd: 0.5,
  attempts: [],
  ...rest,
});
const failure = (trial: Trial): FailureLine => ({
  kind: "failure",
  trial: trial.id,
  turn: "action",
  error: "boom",
  attempts: [],
});

test("a trial is done when its script has none left to ask", async () => {
  const ledger = await openLedger(planned);
  assert.equal(ledger.add(line(chat, "action", "I ACT.")), false);
  assert.deepEqual([ledger.summary.done, ledger.begun.get(chat.id)?.length], [0, 1]);
  assert.equal(ledger.add(line(chat, "reason", "Because.")), true);
  assert.equal(ledger.add(line(other, "action", "I HOLD.")), true);
  assert.equal(ledger.add(line(choice, "one-first", "")), false);
  assert.equal(ledger.add(line(choice, "zero-first", "")), true);
  assert.deepEqual([ledger.summary.done, ledger.begun.size, ledger.isDone(chat.id)], [3, 0, true]);
  assert.deepEqual([ledger.summary.inputTokens, ledger.summary.outputTokens, ledger.summary.usd], [50, 25, 2.5]);
});

test("a failure is forgotten when the trial goes on", async () => {
  const ledger = await openLedger(planned);
  ledger.add(failure(chat));
  ledger.add(failure(chat));
  assert.equal(ledger.summary.failed, 1);
  ledger.add(line(chat, "action", "I ACT."));
  assert.equal(ledger.summary.failed, 0);
});

test("a line that is there twice counts once", async () => {
  const ledger = await openLedger(planned);
  for (let i = 0; i < 2; i++) ledger.add(line(other, "action", "I HOLD."));
  for (let i = 0; i < 2; i++) ledger.add(line(chat, "action", "I ACT."));
  assert.deepEqual([ledger.summary.done, ledger.summary.usd, ledger.begun.get(chat.id)?.length], [1, 1, 1]);
});

test("cached replies cost nothing; a cached trial is one whose every reply was", async () => {
  const ledger = await openLedger(planned);
  ledger.add(line(chat, "action", "I ACT.", { cached: true }));
  ledger.add(line(chat, "reason", "Because."));
  ledger.add(line(other, "action", "I HOLD.", { cached: true }));
  assert.deepEqual([ledger.summary.cached, ledger.summary.usd], [1, 0.5]);
});

test("one unknown cost makes the sum unknown, and counts as the dearest against a budget", async () => {
  const ledger = await openLedger(planned);
  ledger.add(line(chat, "action", "I ACT.", { usd: 0.25 }));
  ledger.add(line(chat, "reason", "Because."));
  ledger.add(line(other, "action", "", { usd: null, reply: sampleReply("", { stop: "filter" }) }));
  assert.deepEqual([ledger.summary.usd, ledger.spent(), ledger.summary.refused], [null, 1.25, 1]);
});

test("a line of a trial that is not in the plan is an error", async () => {
  const ledger = await openLedger(planned);
  assert.throws(() => ledger.add(line({ ...chat, id: "feed" }, "action", "")), /trial feed is not in plan/);
});

test("a plan whose list was made by hand, with a trial twice, has it once", async () => {
  const ledger = await openLedger({ ...planned, trials: [other, choice, other, chat] });
  for (const [trial, turn] of [
    [choice, "one-first"],
    [choice, "zero-first"],
    [other, "action"],
    [chat, "action"],
  ] as const)
    ledger.add(line(trial, turn, "I HOLD."));
  assert.deepEqual([ledger.summary.done, ledger.begun.size], [3, 0]);
});
