import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { plan } from "../../runner/plan.ts";
import { run } from "../../runner/run.ts";
import { sampleModel, sampleReply, sampleScenario } from "../../runner/sample.ts";
import { drawLabels } from "./draw-labels.ts";
import { readLabels } from "./labels.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-label-"));
after(() => rmSync(root, { recursive: true }));

const sample = { ...sampleScenario(2, "tern-affair"), distinctive: ["Marla Quist"] };
const subject = sampleModel(() => sampleReply("I HOLD, as MARLA QUIST would.", { reasoning: "Marla Quist asked me." }));
const planned = plan({ scenarios: [sample], models: [subject.id], epochs: 3 });
const done = await run(planned, {
  dir: join(root, "run"),
  cache: join(root, "cache.sqlite"),
  models: [subject],
  onProgress: () => {},
});
const stratumOf = (id: string) => {
  const { arm, condition } = planned.trials.find((trial) => trial.id === id)!;
  return `${arm} ${condition["tier"]}`;
};

test("a sheet holds a stratified draw, the same for the same seed, and tells no arm and no hidden name", async () => {
  const sheet = await drawLabels(done, { draw: 8, seed: 3, dir: join(root, "a") });
  const strata = Object.groupBy(sheet.trials, stratumOf);
  assert.deepEqual(
    Object.values(strata).map((drawn) => drawn!.length),
    [2, 2, 2, 2],
  );
  const csv = readFileSync(sheet.file, "utf8");
  assert.equal(csv.split("\n")[0], "id,outcome,probability,label,labeller,reason");
  assert.equal(csv.trim().split("\n").length, 1 + 8);
  const text = readFileSync(sheet.texts, "utf8");
  assert.match(text, /## Outcome acts\n\n1 when the writer acts, else 0\./);
  assert.equal(text.match(/I HOLD, as \[name 1\] would\./g)?.length, 8);
  for (const hidden of ["quist", "paraphrase", "recognizable", "verbatim", "tern-affair", "p1", subject.id])
    assert.ok(!`${csv}${text}`.toLowerCase().includes(hidden), hidden);
  const again = await drawLabels(done, { draw: 8, seed: 3, dir: join(root, "b") });
  assert.deepEqual(again.trials, sheet.trials);
  assert.notDeepEqual((await drawLabels(done, { draw: 8, seed: 4, dir: join(root, "c") })).trials, sheet.trials);
  await assert.rejects(drawLabels(done, { draw: 8, dir: join(root, "a") }), /cannot begin .*labels\.csv/);
  await assert.rejects(drawLabels(done, { draw: 0 }), /0 trials to label/);
  const all = await drawLabels(done, { draw: 999, dir: join(root, "d") });
  assert.equal(new Set(all.trials).size, planned.trials.length);
});

const written: [text: string, label: number | string | null][] = [
  ["1", 1],
  ["0.5", 0.5],
  ["True", 1],
  ["FALSE", 0],
  ["nan", null],
  ["", null],
  ["none", "none"],
  ["1,000", "1,000"],
];
for (const [text, label] of written)
  test(`a label written "${text}" is read as ${JSON.stringify(label)}`, () => {
    assert.deepEqual(readLabels(`id,outcome,label,labeller\na,acts,"${text}",ada\n`)[0]!.label, label);
  });

test("labels are read back; what nobody has labelled is left out, and a blank label is a label", async () => {
  const { file, trials } = await drawLabels(done, { draw: 4, dir: join(root, "e") });
  assert.deepEqual(readLabels(file), []);
  const [head, ...lines] = readFileSync(file, "utf8").trim().split("\n");
  const filled = lines.map((line, i) => line.replace(/,,,$/, [",1,ada,", ",,ada,cannot tell", ",0.5,ada,", ",,,"][i]!));
  writeFileSync(file, [head, ...filled].join("\n"));
  assert.deepEqual(
    readLabels(file).map(({ trial, label: value, reason }) => [trial, value, reason]),
    [
      [trials[0], 1, ""],
      [trials[1], null, "cannot tell"],
      [trials[2], 0.5, ""],
    ],
  );
  const header = "id,outcome,label,labeller\n";
  assert.throws(() => readLabels(`${header}a,acts,1,ada\na,acts,0,ada\n`), /ada labels acts of a twice/);
  assert.throws(() => readLabels("id,label\na,1\n"), /no column outcome, labeller/);
});

test("each trial keeps the probability it was drawn with: their inverses add up to all trials", async () => {
  const drawn = async (n: number, dir: string) => {
    const { file } = await drawLabels(done, { draw: n, dir: join(root, dir) });
    const [head, ...lines] = readFileSync(file, "utf8").trim().split("\n");
    const filled = lines.map((line) => line.replace(/,,,$/, ",1,ada,"));
    return readLabels([head, ...filled].join("\n"));
  };
  const even = await drawn(8, "p8");
  const all = planned.trials.length;
  const total = even.reduce((sum, { probability }) => sum + 1 / probability!, 0);
  assert.ok(Math.abs(total - all) < 1e-3, `${total} of ${all}`);
  for (const { trial, probability } of even) {
    const size = planned.trials.filter(({ id }) => stratumOf(id) === stratumOf(trial)).length;
    assert.ok(Math.abs(probability! - 2 / size) < 1e-5);
  }
  // One of four strata has a third trial drawn, each with probability ¼.
  for (const { trial, probability } of await drawn(9, "p9")) {
    const size = planned.trials.filter(({ id }) => stratumOf(id) === stratumOf(trial)).length;
    assert.ok(Math.abs(probability! - 2.25 / size) < 1e-5);
  }
  assert.equal("probability" in readLabels("id,outcome,label,labeller\na,acts,1,ada\n")[0]!, false);
});

test("where criteria depend on the input, each trial says what its own is", async () => {
  const measure = { by: "rubric" as const, replies: ["act"], rubric: "1 when it says {{ input.query }}, else 0." };
  const owns = { id: "owns", title: "Owns", one: "owns", headline: false, measure };
  const scenario = { ...sample, outcomes: [...sample.outcomes, owns] };
  const asked = plan({ scenarios: [scenario], models: [subject.id] });
  const where = {
    dir: join(root, "facts"),
    cache: join(root, "cache.sqlite"),
    models: [subject],
    onProgress: () => {},
  };
  const sheet = await drawLabels(await run(asked, where), { draw: 99, dir: join(root, "facts-sheet") });
  const text = readFileSync(sheet.texts, "utf8");
  for (const id of sheet.trials) {
    const { input } = asked.trials.find((trial) => trial.id === id)!;
    const { query } = scenario.inputs.find((one) => one.id === input)!.vars;
    assert.ok(text.includes(`## Trial ${id}\n\n- {{ input.query }} is ${query!}\n`));
  }
});

test("where criteria name facts of a wording, each trial says which name of its replies stands for it", async () => {
  const measure = {
    by: "rubric" as const,
    replies: ["act"],
    rubric: "1 when it says it to {{ facts.chief }}, else 0.",
  };
  const owns = { id: "owns", title: "Owns", one: "owns", headline: false, measure };
  const wordings = sample.wordings.map((one) => ({ ...one, facts: { chief: ["Marla Quist", "Quist"] } }));
  const scenario = { ...sample, wordings, outcomes: [...sample.outcomes, owns] };
  const asked = plan({ scenarios: [scenario], models: [subject.id] });
  const dir = join(root, "chief");
  const ran = await run(asked, { dir, cache: join(root, "cache.sqlite"), models: [subject], onProgress: () => {} });
  const text = readFileSync((await drawLabels(ran, { draw: 99, dir: join(root, "chief-sheet") })).texts, "utf8");
  assert.equal(
    text.match(/^- \{\{ facts\.chief \}\} is \[name 1\]\n[^]*?I HOLD, as \[name 1\] would/gm)?.length,
    asked.trials.length,
  );
  assert.ok(!/quist/i.test(text));
});
