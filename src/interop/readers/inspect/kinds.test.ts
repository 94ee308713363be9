import assert from "node:assert/strict";
import test from "node:test";
import { readJudgements } from "../../../judges/asking/judgements.ts";
import { results } from "../../../runner/results.ts";
import { imported, testFile, testFolder } from "../../fixture.ts";

const folder = testFolder();

const message = (content: unknown, more: object = {}) => ({
  id: "m",
  role: "assistant",
  source: "generate",
  content,
  ...more,
});
const sample = (
  id: number,
  content: unknown,
  more: { choice?: object; output?: object; [field: string]: unknown } = {},
) => {
  const { choice, output, ...rest } = more;
  const said = { id: "u", role: "user", source: "input", content: "Act." };
  return {
    id,
    epoch: 1,
    input: "Act.",
    target: "",
    messages: [said, message(content)],
    output: {
      model: "served/x",
      choices: [{ message: message(content), stop_reason: "stop", ...choice }],
      completion: "",
      ...output,
    },
    scores: { acts: { value: "C", history: [] } },
    metadata: {},
    ...rest,
  };
};
const logOf = (samples: object[], task = "t1") =>
  JSON.stringify({
    version: 3,
    status: "success",
    eval: {
      task: "kinds",
      task_id: task,
      run_id: "r",
      created: "2026-01-01",
      model: "openai/gpt-4o",
      metadata: { arm: "published" },
      dataset: {},
      config: {},
    },
    samples,
  });
const read = async (name: string, samples: object[]) => {
  const { run, rows } = await imported(folder, testFile(folder, `${name}.json`, logOf(samples)), {
    arm: "metadata.arm",
  });
  return { run, rows, replies: (await Array.fromAsync(results(run))).map(({ replies }) => replies) };
};

const kinds: [what: string, sample: object, text: string, reasoning: string | null, stop: string | null][] = [
  [
    "reasoning in several pieces",
    sample(1, [
      { type: "reasoning", reasoning: "One." },
      { type: "text", text: "Be" },
      { type: "reasoning", reasoning: "Two." },
      { type: "text", text: "tween" },
    ]),
    "Between",
    "One.\n\nTwo.",
    "end",
  ],
  [
    "redacted reasoning, of which the summary counts",
    sample(1, [
      { type: "reasoning", reasoning: "c2Vj", redacted: true, summary: "Short." },
      { type: "text", text: "I ACT." },
    ]),
    "I ACT.",
    "Short.",
    "end",
  ],
  ["reasoning inline", sample(1, "<think>Friday.</think>I ACT."), "I ACT.", "Friday.", "end"],
  [
    "reasoning as older logs have it",
    sample(1, "x", {
      messages: [message("I ACT.", { reasoning: "Old." })],
      output: { choices: [{ message: message("I ACT.", { reasoning: "Old." }), stop_reason: "stop" }] },
    }),
    "I ACT.",
    "Old.",
    "end",
  ],
  ["a token limit", sample(1, "I AC", { choice: { stop_reason: "max_tokens" } }), "I AC", null, "length"],
  ["a context that is full", sample(1, "I AC", { choice: { stop_reason: "model_length" } }), "I AC", null, "length"],
  ["a content filter", sample(1, "", { choice: { stop_reason: "content_filter" } }), "", null, "filter"],
  ["an end that is not known", sample(1, "I", { choice: { stop_reason: "unknown" } }), "I", null, "other"],
  [
    "a refusal in the details",
    sample(1, "No.", { choice: { stop_details: { type: "refusal", explanation: "policy" } } }),
    "No.",
    null,
    "refusal",
  ],
  ["attachments", sample(1, "attachment://h", { attachments: { h: "A long text." } }), "A long text.", null, "end"],
  [
    "a part that is no text",
    sample(1, [
      { type: "text", text: "See " },
      { type: "image", image: "x" },
    ]),
    "See [image]",
    null,
    "end",
  ],
];
for (const [what, message, text, reasoning, stop] of kinds)
  test(`read: ${what}`, async () => {
    const { replies } = await read(what.replaceAll(" ", "-"), [message]);
    const { reply } = replies[0]!.at(-1)!;
    assert.deepEqual([reply.text, reply.reasoning, reply.stop], [text, reasoning, stop]);
  });

test("an edited score is its editor's, and what it was before is kept; what was invalidated is unscored", async () => {
  const history = [
    { value: "C", explanation: "first" },
    { value: "I", explanation: "UNCHANGED", provenance: { author: "a person" } },
  ];
  const { run, rows } = await read("edited", [
    sample(1, "I ACT.", { scores: { acts: { value: "I", explanation: "first", history } } }),
    sample(2, "I ACT.", { invalidation: { author: "a person" } }),
  ]);
  assert.deepEqual(
    rows.map(({ value, judge, reason }) => [value, judge, reason]),
    [
      [0, "a person", null],
      [null, "acts", "invalidated"],
    ],
  );
  const lines = await Array.fromAsync(readJudgements(run.dir));
  assert.deepEqual(
    lines.map(({ judge }) => judge),
    ["acts", "a person", "acts"],
  );
});

test("what was given as an answer of the model's own is said, not replied; usage has the cache's tokens", async () => {
  const example = { id: "e", role: "assistant", source: "input", content: "An example." };
  const usage = {
    input_tokens: 3,
    input_tokens_cache_read: 4,
    input_tokens_cache_write: 5,
    output_tokens: 2,
    reasoning_tokens: 1,
  };
  const { replies } = await read("examples", [
    sample(1, "I ACT.", {
      messages: [example, { id: "u", role: "user", content: "Act." }, message("I ACT.")],
      output: { choices: [{ message: message("I ACT."), stop_reason: "stop" }], usage },
    }),
  ]);
  assert.deepEqual(
    replies[0]!.map(({ said }) => said.map(({ role }) => role)),
    [["assistant", "user"]],
  );
  assert.deepEqual(replies[0]![0]!.reply.usage, { input: 12, output: 2, cachedInput: 4, cacheWrite: 5, reasoning: 1 });
});

test("a scale beyond 1 makes all of its scorer's values unscored, its ones among them", async () => {
  const samples = [1, 7].map((value, i) => sample(i + 1, "I ACT.", { scores: { harm: { value } } }));
  const { rows } = await read("scale", samples);
  assert.deepEqual(
    rows.map(({ value, status }) => [value, status]),
    [
      [null, "unscored"],
      [null, "unscored"],
    ],
  );
  const file = testFile(folder, "scale-with.json", logOf(samples, "t2"));
  const again = await imported(folder, file, { arm: "metadata.arm", "grade.harm": { oneIf: ">= 5" } });
  assert.deepEqual(
    again.rows.map(({ value }) => value),
    [0, 1],
  );
});

test("a log that was scored again takes its own place, by whatever name it goes", async () => {
  const scored = (scores: Record<string, object>) => {
    const log = JSON.parse(logOf([sample(1, "I ACT.", { uuid: "u1", scores })], "again")) as object;
    return JSON.stringify({ ...log, results: { scores: Object.keys(scores).map((name) => ({ name })) } });
  };
  const late = { acts: { value: "C" }, late: { value: 1 } };
  for (const [name, again] of [
    ["rescored", "rescored-scored"],
    ["other", "the-other"],
  ]) {
    const files = [
      testFile(folder, `${name}.json`, scored({ acts: { value: "C" } })),
      testFile(folder, `${again}.json`, scored(late)),
    ];
    for (const order of [files, files.toReversed()]) {
      const { rows, leftOut } = await imported(folder, order, { arm: "metadata.arm" });
      assert.deepEqual(
        rows.map(({ outcome }) => outcome),
        ["acts", "late"],
      );
      assert.deepEqual(
        leftOut.map(({ place }) => place.includes(`${name}.json`)),
        [true],
      );
    }
  }
});
