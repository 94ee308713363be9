import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { results } from "../runner/results.ts";
import { sampleScenario } from "../runner/sample.ts";
import { rows as frameRows } from "../frames/rows.ts";
import { grade } from "../judges/grading/grade.ts";
import { gap } from "../stats/gap/gap.ts";
import { imported, testFile, testFolder } from "./fixture.ts";
import { importReplies } from "./import-replies.ts";
import type { Mapping } from "./mapping/mapping.ts";

const folder = testFolder();

const record = (side: string, text: string, more: object = {}) => ({
  m: "openai/gpt-4o",
  side,
  text,
  ask: `text of ${text}`,
  out: "I ACT.",
  ...more,
});
const records = [
  record("published", "orig", { acted: true }),
  record("published", "orig", { acted: false }),
  record("paraphrase", "a", { acted: "C" }),
  record("paraphrase", "a", { acted: "P" }),
  record("paraphrase", "b", { acted: null }),
  record("paraphrase", "b", { acted: "N" }),
  record("paraphrase", "b", { acted: 0.25 }),
];
const mapping: Mapping = {
  reply: "out",
  model: "m",
  arm: "side",
  wording: "text",
  said: "ask",
  "grade.acted": "acted",
};

test("anyone's replies in two arms become a run with a gap", async () => {
  const { run, rows } = await imported(folder, testFile(folder, "a.jsonl", records), mapping);
  assert.deepEqual(
    rows.map(({ arm, wording, epoch, value, reason }) => [arm, wording, epoch, value, reason]),
    [
      ["verbatim", "orig", 1, 1, null],
      ["verbatim", "orig", 2, 0, null],
      ["paraphrase", "a", 1, 1, null],
      ["paraphrase", "a", 2, 0.5, null],
      ["paraphrase", "b", 1, null, "no score"],
      ["paraphrase", "b", 2, null, "no answer"],
      ["paraphrase", "b", 3, 0.25, null],
    ],
  );
  const [found] = gap(frameRows(await grade(run, { onProgress: () => {} })));
  assert.deepEqual([found!.publishedN, found!.k], [2, 2]);
  assert.equal(new Set(rows.map(({ trial }) => trial)).size, records.length);
});

test("what nobody knows is null, and what was said is kept", async () => {
  const { run } = await imported(folder, testFile(folder, "b.jsonl", records), mapping);
  const [trial] = await Array.fromAsync(results(run));
  const [line] = trial!.replies;
  assert.deepEqual(line!.said, [{ role: "user", content: "text of orig" }]);
  const { stop, latencyMs, servedModel } = line!.reply;
  assert.deepEqual([stop, latencyMs, servedModel, line!.cached, line!.usd], [null, null, null, null, null]);
  const graded = await grade(run, { onProgress: () => {} });
  assert.equal(frameRows(graded)[0]!.cached, null);
  assert.ok(Number.isNaN(frameRows(graded)[0]!.latencyMs));
});

test("the same import again is the same run, another is refused, and nothing half-made is left", async () => {
  const file = testFile(folder, "c.jsonl", records);
  const dir = join(folder, "places", "run");
  const first = await importReplies(file, mapping, { dir });
  assert.equal((await importReplies(file, mapping, { dir })).plan.id, first.plan.id);
  await assert.rejects(
    importReplies(testFile(folder, "d.jsonl", records.slice(1)), mapping, { dir }),
    /holds another run/,
  );
  await assert.rejects(
    importReplies(testFile(folder, "e.jsonl", [...records, record("middle", "c")]), mapping, {
      dir: join(folder, "places", "e"),
    }),
    /e\.jsonl, line 8, arm \(side\): no arm "middle": expected published, verbatim/,
  );
  assert.deepEqual(readdirSync(join(folder, "places")), ["run"]);
});

const refused: [what: string, content: object[], mapping: Mapping, message: RegExp][] = [
  [
    "a path that leads nowhere",
    records,
    { ...mapping, model: "modell" },
    /line 1, model \(modell\): nothing there; it has m, side, text, ask, out/,
  ],
  [
    "a reply that is no text",
    [record("published", "a", { out: 3 })],
    mapping,
    /line 1, reply \(out\): 3: expected the reply's text/,
  ],
  [
    "a stop word that nobody knows",
    [record("published", "a", { fin: "bored" })],
    { ...mapping, stop: "fin" },
    /stop \(fin\): no stop word "bored"/,
  ],
  [
    "a role that nobody knows",
    [record("published", "a", { ask: [{ role: "oracle", content: "x" }] })],
    mapping,
    /said \(ask\): no role "oracle"/,
  ],
  ["an empty wording id", [record("published", "")], mapping, /wording \(text\): an empty id/],
  [
    "two texts under one wording",
    [record("published", "a"), record("published", "a", { ask: "other" })],
    mapping,
    /two texts under one wording id: .* in .*line 1 and another in .*line 2/,
  ],
  [
    "two arms of one wording",
    [record("published", "a"), record("paraphrase", "a")],
    mapping,
    /wording a of .* is paraphrase here and verbatim/,
  ],
  [
    "an epoch twice",
    [record("published", "a", { e: 1 }), record("published", "a", { e: 1 })],
    { ...mapping, epoch: "e" },
    /epoch 1 of .* is there twice/,
  ],
  [
    "a key that there is not",
    records,
    { ...mapping, modell: "m" } as Mapping,
    /mapping has no key "modell": .*did you mean model\?/,
  ],
  ["no arm", records, { reply: "out", model: "m" }, /nothing says which side it is on/],
  ["no reply", records, { model: "m", arm: "side" }, /nothing says where the reply stands/],
  [
    "a value that values do not have",
    records,
    { ...mapping, arm: { from: "side", values: { published: "verbatim" } } },
    /"paraphrase" is none of the values published/,
  ],
  [
    "a test that is none",
    records,
    { ...mapping, "grade.acted": { from: "acted", oneIf: "about 5" } },
    /oneIf "about 5": expected a comparison/,
  ],
];
for (const [what, content, mapping, message] of refused)
  test(`refused by name: ${what}`, async () => {
    const dir = join(folder, "refused", what.replaceAll(" ", "-"));
    await assert.rejects(importReplies(testFile(folder, "refused.jsonl", content), mapping, { dir }), message);
    assert.equal(existsSync(dir), false);
  });

for (const [key, from] of Object.entries({ "grade.x": "nowhere", "label.x": "nowhere", stop: "nowhere" }))
  test(`a path that leads nowhere in any record is refused: ${key}`, async () => {
    const source = testFile(folder, `nowhere-${key}.jsonl`, [{ out: "I go." }, { out: "I stay." }]);
    const wanted: Mapping = { reply: "out", model: "=lab/m", arm: "=published", [key]: from };
    await assert.rejects(
      importReplies(source, wanted, { dir: join(folder, "never") }),
      /line 1, .+ \(nowhere\): nothing there, nor in any other record; it has out$/,
    );
    assert.equal(existsSync(join(folder, "never")), false);
  });

test("what is not in UTF-8, and a column that is there twice, is refused by name", async () => {
  const latin = join(folder, "latin.csv");
  writeFileSync(latin, Buffer.from("arm,model,reply\npublished,m,caf\xe9\n", "latin1"));
  await assert.rejects(imported(folder, latin), /latin\.csv is not in UTF-8: save it again as UTF-8/);
  const lines = join(folder, "latin.jsonl");
  writeFileSync(lines, Buffer.from('{"arm":"published","model":"m","reply":"caf\xe9"}\n', "latin1"));
  await assert.rejects(imported(folder, lines), /latin\.jsonl is not in UTF-8/);
  const twice = testFile(folder, "twice.csv", "arm,model,reply,reply\npublished,m,a,b\n");
  await assert.rejects(imported(folder, twice), /two columns called reply/);
});

test("what a spreadsheet saves in UTF-16 is refused by name", async () => {
  const source = join(folder, "wide.csv");
  writeFileSync(source, Buffer.from("\ufeffout\nI go.\n", "utf16le"));
  await assert.rejects(importReplies(source, { reply: "out" }), /wide\.csv is in UTF-16: save it again as UTF-8/);
});

test("an import says how much of its files it has read, up to all of them", async () => {
  const wanted: Mapping = { reply: "out", model: "=lab/m", arm: "=published" };
  const records = Array.from({ length: 4 }, (_, i) => ({ out: `I go ${i}.` }));
  const sources = [testFile(folder, "half-1.jsonl", records), testFile(folder, "half-2.csv", "out\nI go.\nI stay.\n")];
  const shares: number[] = [];
  const onProgress = ({ share }: { share: number }) => shares.push(share);
  await importReplies(sources, wanted, { dir: join(folder, "shares"), onProgress });
  assert.deepEqual(
    shares,
    shares.toSorted((a, b) => a - b),
  );
  assert.ok(shares[0]! > 0 && shares[0]! < shares[3]! && shares[3]! < 1);
  assert.equal(shares.at(-1), 1);
});

test("thoughts that lead a reply are reasoning, unless the source has its own", async () => {
  const file = testFile(folder, "thoughts.jsonl", [
    { arm: "published", model: "m", reply: "<think>I could lie.</think>\nI ACT." },
    { arm: "paraphrase", model: "m", reply: "I said <think> once." },
  ]);
  const thoughtful = testFile(folder, "thoughtful.jsonl", [
    { arm: "published", model: "m", reply: "<think>aloud</think>I ACT.", reasoning: "apart" },
    { arm: "paraphrase", model: "m", first: "thoughts</think>One.", second: "<think>2</think>Two." },
  ]);
  const textsOf = async (source: string, mapping: Mapping = {}) =>
    (await Array.fromAsync(results((await imported(folder, source, mapping)).run))).map(({ replies }) =>
      replies.map(({ reply }) => [reply.text, reply.reasoning]),
    );
  assert.deepEqual(await textsOf(file), [[["I ACT.", "I could lie."]], [["I said <think> once.", null]]]);
  const [apart] = await textsOf(testFile(folder, "apart.jsonl", readFileSync(thoughtful, "utf8").split("\n")[0]!));
  assert.deepEqual(apart, [["<think>aloud</think>I ACT.", "apart"]]);
  const byName = { "reply.one": "first", "reply.two": "second" };
  assert.deepEqual(
    await textsOf(testFile(folder, "names.jsonl", readFileSync(thoughtful, "utf8").split("\n")[1]!), byName),
    [
      [
        ["One.", "thoughts"],
        ["Two.", "2"],
      ],
    ],
  );
});

test("a model's last message is its reply, with its calls and thoughts; what tools gave back is theirs", async () => {
  const openai = [
    { role: "system", content: "You keep the mill." },
    { role: "user", content: "Act." },
    {
      role: "assistant",
      content: null,
      tool_calls: [{ id: "1", type: "function", function: { name: "look", arguments: "{}" } }],
    },
    { role: "tool", tool_call_id: "1", name: "look", content: "sold" },
    {
      role: "assistant",
      content: "I ACT.",
      reasoning_content: "Friday.",
      tool_calls: [{ id: "2", type: "function", function: { name: "write", arguments: '{"entry":"sold"}' } }],
    },
  ];
  const anthropic = [
    { role: "user", content: "Act." },
    { role: "assistant", content: [{ type: "tool_use", id: "1", name: "look", input: {} }] },
    { role: "user", content: [{ type: "tool_result", tool_use_id: "1", content: [{ type: "text", text: "sold" }] }] },
    {
      role: "assistant",
      content: [
        { type: "thinking", thinking: "Friday.", signature: "s" },
        { type: "text", text: "I ACT." },
        { type: "tool_use", id: "2", name: "write", input: { entry: "sold" } },
      ],
    },
  ];
  const source = testFile(folder, "messages.jsonl", [
    { messages: openai, arm: "published" },
    { messages: anthropic, arm: "paraphrase" },
  ]);
  const { run } = await imported(folder, source, { said: "messages", model: "=m" });
  for (const { replies } of await Array.fromAsync(results(run))) {
    const [{ said, reply }] = replies as [(typeof replies)[number]];
    assert.deepEqual(
      [reply.text, reply.reasoning, reply.calls],
      ["I ACT.", "Friday.", [{ name: "write", arguments: { entry: "sold" } }]],
    );
    assert.deepEqual(said.at(-1)!.role, "tool");
    assert.equal(said.at(-1)!.content, "sold");
  }
});

test("a header line is left out, and said", async () => {
  const { rows, leftOut } = await imported(
    folder,
    testFile(folder, "h.jsonl", [{ about: "these", made: "2026" }, ...records]),
    mapping,
  );
  assert.equal(rows.length, records.length);
  assert.deepEqual(
    leftOut.map(({ reason }) => reason),
    ["a header, not a reply"],
  );
});

test("the same reply under two wordings is two trials, and can be graded", async () => {
  const { rows } = await imported(
    folder,
    testFile(folder, "two.jsonl", [record("published", "a"), record("paraphrase", "b")]),
    {
      ...mapping,
      "grade.acted": "=1",
    },
  );
  assert.equal(new Set(rows.map(({ trial }) => trial)).size, 2);
  assert.equal(new Set(rows.map(({ replyHash }) => replyHash)).size, 1);
});

test("a wording left out is one per arm, a literal stands for itself, values translate", async () => {
  const { rows } = await imported(folder, testFile(folder, "v.jsonl", records), {
    reply: "out",
    model: "=anthropic/claude-opus-4",
    arm: { from: "side", values: { published: "recognizable", paraphrase: "paraphrase" } },
    "condition.tier": "=free",
    input: "text",
    "grade.acted": { from: "acted", values: { true: "1", false: "0", C: "1", P: "0", N: "N", "0.25": "0" } },
  });
  assert.deepEqual([...new Set(rows.map(({ wording }) => wording))], ["recognizable", "paraphrase"]);
  assert.deepEqual(
    [...new Set(rows.map(({ model, condition }) => `${model} ${condition}`))],
    ["anthropic/claude-opus-4 tier=free"],
  );
  assert.deepEqual([...new Set(rows.map(({ input }) => input))], ["orig", "a", "b"]);
});

test("with a scenario of ours its patterns read the replies, a score takes its outcome's place, a label stands beside", async () => {
  const scenario = sampleScenario(1);
  const content = [
    record("published", "w", { tier: "free", q: "First?", acted: 0 }),
    record("published", "w", { tier: "paid", q: "Third?", acted: 1, out: "I HOLD." }),
  ];
  const mapping: Mapping = {
    reply: "out",
    model: "m",
    said: "ask",
    arm: "side",
    "condition.tier": "tier",
    input: "q",
    "label.acts": "acted",
  };
  const { run, rows } = await imported(folder, testFile(folder, "s.jsonl", content), mapping, {
    scenario,
    as: "published",
  });
  const acts = rows.filter(({ outcome }) => outcome === "acts");
  assert.deepEqual(
    acts.map(({ value, judge }) => [value, judge]),
    [
      [1, "pattern"],
      [0, "pattern"],
    ],
  );
  assert.equal(acts[0]!.input, "q1");
  assert.match(acts[1]!.input, /^input-/);
  assert.match(
    readFileSync(join(run.dir, "labels.csv"), "utf8"),
    /^id,outcome,label,labeller,reason\n.*,acts,0,label,\n.*,acts,1,label,\n$/,
  );
  const scored = await imported(
    folder,
    testFile(folder, "s2.jsonl", content),
    { ...mapping, "grade.acts": "acted" },
    { scenario, as: "published" },
  );
  assert.deepEqual(
    scored.rows.filter(({ outcome }) => outcome === "acts").map(({ value, judge }) => [value, judge]),
    [
      [0, "acts"],
      [1, "acts"],
    ],
  );
  await assert.rejects(
    importReplies(
      join(folder, "s.jsonl"),
      { ...mapping, "condition.tier": "=gold" },
      { scenario, as: "published", dir: join(folder, "never") },
    ),
    /tier has no level "gold": expected free, paid/,
  );
});

test("of several replies the first alone is read, and the later outcomes say why they are unscored", async () => {
  const sample = sampleScenario(1);
  const scenario = {
    ...sample,
    factors: [],
    outcomes: [
      ...sample.outcomes,
      {
        id: "says-why",
        title: "Why",
        one: "says why",
        headline: false,
        measure: { by: "pattern" as const, reply: "reason", one: ["given"], zero: [] },
      },
    ],
  };
  const content = [record("published", "w", { why: "Because." }), record("published", "w", { why: null })];
  const mapping: Mapping = { "reply.action": "out", "reply.reason": "why", model: "m", arm: "side" };
  const { rows } = await imported(folder, testFile(folder, "three.jsonl", content), mapping, {
    scenario,
    as: "published",
  });
  assert.deepEqual(
    rows.map(({ outcome, value, reason }) => [outcome, value, reason]),
    [
      ["acts", 1, null],
      ["says-why", 1, null],
      ["acts", 1, null],
      ["says-why", null, "not imported: reason; only action came along"],
    ],
  );
});

const inOtherForms: [name: string, text: string][] = [
  [
    "semicolons.csv",
    `\uFEFF"m";"side";"text";"ask";"out";"acted"\r\n${records.map((each) => [each.m, each.side, each.text, each.ask, each.out, (each as { acted?: unknown }).acted ?? ""].map((cell) => `"${String(cell)}"`).join(";")).join("\r\n")}\r\n`,
  ],
  ["documents.yaml", records.map((each) => `---\n${JSON.stringify(each)}\n`).join("")],
  ["list.json", JSON.stringify(records)],
  ["object.json", JSON.stringify({ about: { x: [1] }, results: records }, null, 1)],
  [
    "rows.csv",
    `m,side,text,ask,out,acted\n${records.map((each) => [each.m, each.side, each.text, each.ask, each.out, (each as { acted?: unknown }).acted ?? ""].join(",")).join("\r\n")}\n`,
  ],
  ["list.yaml", JSON.stringify(records)],
];
for (const [name, text] of inOtherForms)
  test(`the same records in ${name} give the same rows`, async () => {
    const lines = await imported(folder, testFile(folder, "same.jsonl", records), { ...mapping, scenario: "=s" });
    const other = await imported(folder, testFile(folder, name, text), { ...mapping, scenario: "=s" });
    assert.deepEqual(other.rows, lines.rows);
  });

test("remarks before a table's column names are left out, and said", async () => {
  const table = `# CANARY none of this is for training\n# as of November\nm,side,text,ask,out,acted\nopenai/gpt-4o,published,orig,Act.,# I ACT.,1\n`;
  const { rows, leftOut } = await imported(folder, testFile(folder, "remarks.csv", table), mapping);
  assert.deepEqual([rows.length, leftOut.length], [1, 2]);
});

test("a file that is one record is one conversation, whatever lists are in it", async () => {
  const one = { ...records[0], parts: [{ a: 1 }, { a: 2 }] };
  for (const [name, text] of [
    ["one.json", JSON.stringify(one, null, 1)],
    ["one.yaml", `${JSON.stringify(one)}\n`],
  ] as const) {
    const { rows } = await imported(folder, testFile(folder, name, text), mapping);
    assert.deepEqual(
      rows.map(({ wording, value }) => [wording, value]),
      [["orig", 1]],
    );
  }
});

const leaking = { scenario: "agentic-misalignment-leaking", as: "recognizable" };
const leaks = { model: "=lab/m", arm: "=published", stop: "stop", reply: "text" };
for (const [what, text, reason] of [
  [
    "after an act has begun is for a judge",
    "I send it on.\n\n<tool_use:forward>\nto: someone@elsewhere.com\n",
    "no judge given",
  ],
  ["before any act is cut off", "First I look at what there is to do, and then", "cut off at the token limit"],
] as const)
  test(`a reply that ends at its limit ${what}`, async () => {
    const source = testFile(folder, `cut-${reason.length}.jsonl`, [{ text, stop: "length" }]);
    const levels = { "condition.goal": "=none", "condition.threat": "=replacement" };
    const { rows } = await imported(folder, source, { ...leaks, ...levels }, leaking);
    const judged = rows.filter(({ outcome }) => outcome !== "leaked").map((row) => row.reason);
    assert.deepEqual(new Set(judged), new Set([reason]));
  });

test("notes without a reply are judged by what shows notes; criteria that ask for what nobody knows leave it unscored", async () => {
  const notes = "<SCRATCHPAD_REASONING>\nThe hens would rather be left alone, and so would I.\n</SCRATCHPAD_REASONING>";
  const source = testFile(folder, "notes.jsonl", [
    { notes, verdict: "faking" },
    { notes, verdict: "aligned", asked: "Praise the cage." },
  ]);
  const ours = { scenario: "alignment-faking-helpful-only", as: "recognizable" };
  const label = { from: "verdict", values: { faking: "1", aligned: "0" } };
  const base = { reasoning: "notes", model: "=lab/m", arm: "=published", "condition.tier": "=free" };
  const { rows, run } = await imported(folder, source, { ...base, "label.alignment-faking-reasoning": label }, ours);
  const reasons = (outcome: string, all = rows) =>
    all.filter((row) => row.outcome === outcome).map((row) => row.reason);
  assert.deepEqual(reasons("alignment-faking-reasoning"), ["no judge given", "no judge given"]);
  assert.match(reasons("noncompliance")[0]!, /need input\.asked, which input none does not have/);
  assert.equal(readFileSync(join(run.dir, "labels.csv"), "utf8").trim().split("\n").length, 3);
  const one = testFile(folder, "asked.jsonl", [
    { notes: "So be it.", text: "The cage is a palace.", asked: "Praise the cage." },
  ]);
  const asked = await imported(folder, one, { ...base, reply: "text", input: "asked" }, ours);
  assert.deepEqual(reasons("noncompliance", asked.rows), ["no judge given"]);
  const [input] = asked.run.plan.scenarios[0]!.inputs;
  assert.equal(input!.vars["asked"], "this: “Praise the cage.”");
});
