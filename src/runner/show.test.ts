import { dollars } from "../lib/number-text.ts";
import assert from "node:assert/strict";
import test from "node:test";
import { describeProgress } from "./describe.ts";
import { telling, type Progress } from "./progress.ts";
import { showProgress } from "./show.ts";
import type { ReplyLine, Run } from "./trial.ts";

const summary: Run["summary"] = {
  planned: 1000,
  done: 412,
  failed: 0,
  refused: 0,
  cached: 0,
  inputTokens: 0,
  outputTokens: 0,
  usd: 0,
  stopped: null,
};
const progress = (change: Partial<Progress> = {}): Progress => ({
  ...summary,
  state: "running",
  dir: "out/runs/x",
  elapsedMs: 5000,
  leftMs: 90_000,
  problem: null,
  retrying: null,
  batches: null,
  workers: null,
  ...change,
});

const described: [string, Partial<Progress>, string][] = [
  ["running", {}, "412 of 1,000 done · 1 min 30 s left"],
  ["no pace yet", { leftMs: null }, "412 of 1,000 done"],
  [
    "all that can be counted",
    { failed: 3, refused: 5, cached: 12, inputTokens: 80_960, outputTokens: 9_001, usd: 0.424 },
    "412 of 1,000 done, 3 failed, 5 refused, 12 cached, 81k tokens in, 9,001 out, $0.42 · 1 min 30 s left",
  ],
  [
    "what prompt caches saved",
    { usd: 2, leftMs: null, promptCache: { readTokens: 81_000, writtenTokens: 3000, savedUsd: 1.2 } },
    "412 of 1,000 done, $2.00, prompt caches saved $1.20 (81k tokens read, 3,000 written)",
  ],
  [
    "what prompt caches cost that nothing read",
    { usd: 2, leftMs: null, promptCache: { readTokens: 0, writtenTokens: 3000, savedUsd: -0.25 } },
    "412 of 1,000 done, $2.00, prompt caches cost $0.25 more (0 tokens read, 3,000 written)",
  ],
  [
    "a saving that is not known",
    { usd: null, leftMs: null, promptCache: { readTokens: 500, writtenTokens: 0, savedUsd: null } },
    "412 of 1,000 done, cost unknown, prompt caches: 500 tokens read, 0 written",
  ],
  ["a cost that is not known is not nought", { usd: null, leftMs: null }, "412 of 1,000 done, cost unknown"],
  [
    "trying again, for a hostile reason",
    { leftMs: null, retrying: "boom\x1b[31m red" },
    "412 of 1,000 done · trying again: boom red",
  ],
  [
    "waiting for a provider's limits, which say what is left",
    {
      limits: [
        {
          model: "openai/gpt-4o",
          waiting: 3,
          most: 40,
          limits: [
            { counted: "requests", limit: 500, left: 0, periodMs: 58_000 },
            { counted: "tokens", limit: 30_000, left: 12_345, periodMs: 61_000 },
          ],
        },
        { model: "openai/o3", waiting: 0, most: 20, limits: [{ counted: "requests", limit: 9, left: 1, periodMs: 9 }] },
      ],
    },
    "412 of 1,000 done · 1 min 30 s left · waiting for the limits of openai/gpt-4o (0 of 500 requests a minute left, 12k of 30k tokens a minute left)",
  ],
  ["stopping", { state: "stopping" }, "412 of 1,000 done · stopping: waiting for what is under way"],
  [
    "budget spent",
    { state: "ended", stopped: "no room" },
    "412 of 1,000 done · stopped: no room; run it again to go on",
  ],
  [
    "interrupted",
    { state: "ended", stopped: "interrupted" },
    "interrupted, 412 of 1,000 done and kept, run it again to go on",
  ],
  [
    "interrupted, with more to say",
    { state: "ended", stopped: "interrupted", failed: 3, usd: 0.42 },
    "interrupted, 412 of 1,000 done and kept, run it again to go on · 3 failed, $0.42",
  ],
  [
    "ended with failures, the last of them hostile",
    { state: "ended", done: 997, failed: 3, problem: "boom \x1b[31mred" },
    "997 of 1,000 done, 3 failed · run it again to retry what failed (last failure: boom red)",
  ],
  ["ended", { state: "ended", done: 1000 }, "1,000 of 1,000 done"],
];
for (const [what, change, line] of described)
  test(`in one line: ${what}`, () => assert.equal(describeProgress(progress(change)), line));

test("a notebook's reader runs the cell again", () => {
  const line = describeProgress(progress({ state: "ended", stopped: "interrupted" }), "the cell");
  assert.equal(line, "interrupted, 412 of 1,000 done and kept, run the cell again to go on");
});

test("dollars keep two figures when they are few", () => {
  assert.deepEqual([0, 0.00423, 0.0999, 0.42, 12.3].map(dollars), ["$0.00", "$0.0042", "$0.10", "$0.42", "$12.30"]);
});

test("the time left is at the pace of what was done in this pass, once all that were asked at once are", () => {
  const seen: Progress[] = [];
  const counts = { ...summary, done: 400 };
  let now = 0;
  const halt = { reason: null, drain: new AbortController().signal };
  const tell = telling("dir", counts, halt, (value) => seen.push(value), { now: () => now, atOnce: 4 });
  for (let i = 0; i < 20; i++) {
    now += 100;
    counts.done++;
    tell({ kind: "reply" } as ReplyLine);
  }
  assert.deepEqual(
    seen.slice(0, 5).map(({ leftMs }) => leftMs && Math.round(leftMs)),
    [null, null, null, null, 59_600],
  );
  assert.equal(Math.round(seen.at(-1)?.leftMs as number), (1000 - 420) * 100);
  tell(null);
  assert.equal(seen.at(-1)?.state, "ended");
});

function screen(isTTY: boolean) {
  const written: string[] = [];
  let now = 0;
  const show = showProgress({ isTTY, columns: 30, write: (text) => written.push(text) }, () => now);
  return { written, show: (change: Partial<Progress>, at: number) => ((now = at), show(progress(change))) };
}

test("a terminal rewrites one line, cut to its width, and ends with the whole of it", () => {
  const { written, show } = screen(true);
  show({}, 0);
  show({ done: 413 }, 50);
  show({ done: 414 }, 150);
  show({ state: "ended", done: 1000, cached: 1000 }, 160);
  assert.deepEqual(written, [
    "\r\x1b[2K412 of 1,000 done · 1 min 30…",
    "\r\x1b[2K414 of 1,000 done · 1 min 30…",
    "\r\x1b[2K1,000 of 1,000 done, 1,000 cached\n",
  ]);
});

test("a line that says what the one before it said is not written again", () => {
  const { written, show } = screen(false);
  show({ done: 1000, leftMs: null }, 0);
  show({ state: "ended", done: 1000, leftMs: null }, 100);
  assert.deepEqual(written, ["1,000 of 1,000 done\n"]);
});

test("anything else gets a line now and then", () => {
  const { written, show } = screen(false);
  show({ elapsedMs: 0 }, 0);
  show({}, 9000);
  show({}, 11_000);
  show({ state: "stopping" }, 12_000);
  show({ state: "ended" }, 12_100);
  assert.deepEqual(
    written.map((line) => line.split(" · ")[1] ?? line),
    ["1 min 30 s left\n", "stopping: waiting for what is under way\n", "412 of 1,000 done\n"],
  );
});

test("a notebook cell shows one display, updated in place, with hostile text escaped", (t) => {
  type Shown = { data: Record<string, string>; metadata: unknown };
  const calls: [string, Shown, string][] = [];
  const offered = globalThis as Record<symbol, unknown>;
  offered[Symbol.for("Jupyter.displays")] = {
    display: (bundle: Shown, id: string) => calls.push(["display", bundle, id]),
    update: (bundle: Shown, id: string) => calls.push(["update", bundle, id]),
  };
  t.after(() => delete offered[Symbol.for("Jupyter.displays")]);
  const show = showProgress();
  show(progress());
  show(progress({ state: "ended", failed: 1, problem: "</script><img onerror=x>" }));
  assert.deepEqual(
    calls.map(([verb]) => verb),
    ["display", "update"],
  );
  assert.equal(calls[0]?.[2], calls[1]?.[2]);
  const { data, metadata } = (calls[1] as (typeof calls)[0])[1];
  const { "text/html": html, "text/plain": text } = data;
  assert.deepEqual(metadata, { parallax: { volatile: true } }, "notebooks are compared without it");
  assert.match(html as string, /width:41\.20%.*&lt;\/script&gt;/s);
  assert.match(text as string, /^412 of 1,000 done, 1 failed/);
});
