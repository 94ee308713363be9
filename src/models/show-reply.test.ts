import assert from "node:assert/strict";
import { test } from "node:test";
import { openModel } from "./open.ts";
import { listen } from "./provider-server.ts";

type Shown = Record<symbol, () => { "text/html": string; "text/plain": string }>;
const request = {
  messages: [{ role: "user" as const, content: "?" }],
  params: {},
  seed: null,
  schema: null,
  choices: null,
};

async function replyOf(said: { text: string; reasoning?: string; stop?: "refusal" }) {
  await using server = Object.assign(await listen(() => said), {
    [Symbol.asyncDispose]: () => server.close(),
  });
  const model = await openModel("anthropic/claude-opus-4-6", {
    baseUrl: server.anthropic,
    env: { ANTHROPIC_API_KEY: "k" },
  });
  return await model.generate(request, {});
}

test("a reply shows its text, its reasoning and how it ended", async () => {
  const reply = await replyOf({ text: "I would rather not.", reasoning: "They may watch.", stop: "refusal" });
  const shown = (reply as unknown as Shown)[Symbol.for("Jupyter.display")]!();
  assert.match(shown["text/plain"], /I would rather not\.\n\(stopped: refusal/);
  assert.match(shown["text/html"], /<details><summary>reasoning<\/summary>.*They may watch/s);
});

test("a hostile reply is shown as text, and the reply stays plain data", async () => {
  const reply = await replyOf({ text: "</div><script>alert(1)</script>\u001b[31m" });
  const { "text/html": html, "text/plain": plain } = (reply as unknown as Shown)[Symbol.for("Jupyter.display")]!();
  assert.ok(!html.includes("<script>") && html.includes("&lt;script&gt;"));
  assert.ok(!plain.includes("\u001b"));
  assert.deepEqual(Object.getOwnPropertySymbols({ ...reply }), []);
});
