import assert from "node:assert/strict";
import test from "node:test";
import type { Turn, Wording } from "../scenarios/scenario.ts";
import { sampleReply, sampleScenario } from "./sample.ts";
import { nextAsk, type Ask } from "./script.ts";
import type { Elicit } from "./trial.ts";

const wording = sampleScenario(0).wordings[0] as Wording;

/** Every ask of a conversation in which the subject gives these replies. */
function walk(
  replies: Parameters<typeof sampleReply>[],
  turns: Turn[] = wording.turns,
  elicit: Elicit = "chat",
): Ask[] {
  const asks: Ask[] = [];
  const answered: { turn: string; said: Ask["said"]; reply: ReturnType<typeof sampleReply> }[] = [];
  for (;;) {
    const ask = nextAsk(elicit, wording, turns, answered);
    if (ask === null) return asks;
    asks.push(ask);
    const reply = replies[answered.length];
    if (reply === undefined) return asks;
    answered.push({ turn: ask.turn, said: ask.said, reply: sampleReply(...reply) });
  }
}

const names = (asks: Ask[]) => asks.map((ask) => ask.turn);

test("a branch is taken when the earlier reply reads so, and only then", () => {
  assert.deepEqual(names(walk([["I ACT."], ["Because."]])), ["action", "reason"]);
  assert.deepEqual(names(walk([["I HOLD."]])), ["action"]);
  assert.deepEqual(names(walk([["Who knows."]])), ["action"]);
  assert.deepEqual(names(walk([["ACT or HOLD?"]])), ["action"], "a reply that reads two ways takes neither");
});

test("each ask carries what is said now, and the whole conversation", () => {
  const [first, second] = walk([["I ACT."], ["Because."]]) as [Ask, Ask];
  assert.deepEqual(
    first.said.map(({ role }) => role),
    ["system", "user"],
  );
  assert.deepEqual(second.said, [{ role: "user", content: "published: You acted. Why?" }]);
  assert.deepEqual(second.messages, [...first.said, { role: "assistant", content: "I ACT." }, ...second.said]);
});

test("a conversation ends on a refusal, a filtered reply and an empty one", () => {
  for (const reply of [["I ACT.", { stop: "refusal" }], ["I ACT.", { stop: "filter" }], [" \n"]] as const)
    assert.deepEqual(names(walk([[...reply] as Parameters<typeof sampleReply>])), ["action"]);
});

test("a reply cut at its length goes on", () => {
  assert.deepEqual(names(walk([["I ACT.", { stop: "length" }], ["Because."]])), ["action", "reason"]);
});

test("turns of one role in a row are one message", () => {
  const say = (role: "user" | "system" | "assistant", text: string): Turn => ({ kind: "say", role, text, when: null });
  const turns = [
    say("user", "a"),
    say("user", "b"),
    say("assistant", "c"),
    say("user", "d"),
    ...wording.turns.slice(2, 3),
  ];
  assert.deepEqual(walk([], turns)[0]?.messages, [
    { role: "user", content: "a\n\nb" },
    { role: "assistant", content: "c" },
    { role: "user", content: "d" },
  ]);
});

test("a forced choice is asked in both orders, after the conversation up to the first reply", () => {
  const asks = walk([[""], [""]], wording.turns, "choice");
  assert.deepEqual(names(asks), ["one-first", "zero-first"]);
  const options = asks.map((ask) => /A\. (\w+)\nB\. (\w+)/.exec(ask.messages.at(-1)?.content ?? "")?.slice(1));
  assert.deepEqual(options, [
    ["Act", "Hold"],
    ["Hold", "Act"],
  ]);
  for (const { messages, choices } of asks) {
    assert.deepEqual(choices, ["A", "B"]);
    assert.deepEqual(
      messages.map(({ role }) => role),
      ["system", "user"],
    );
    assert.match(messages.at(-1)?.content ?? "", /^published: It is .*\n\nWhat do you do\?\n\nA\. /s);
  }
});
