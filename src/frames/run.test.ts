import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { grade } from "../judges/grading/grade.ts";
import { plan } from "../runner/plan.ts";
import { run } from "../runner/run.ts";
import { loadScenario } from "../scenarios/load.ts";
import { cells } from "./cells.ts";
import { frame } from "./frame.ts";
import { pairs } from "./pairs.ts";
import { rows } from "./rows.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-frame-"));
after(() => rmSync(root, { recursive: true }));

const spec = { scenarios: ["insider-trading"], models: ["simulated/steady"] };
const planned = plan({
  scenarios: ["insider-trading"],
  arms: ["recognizable", "paraphrase", "base"],
  models: ["simulated/recognizer?refuse=0.2"],
  epochs: { chat: 4, choice: 1 },
  inputs: 2,
  elicit: ["chat", "choice"],
  controls: true,
});
const results = await grade(await run(planned, { dir: join(root, "run"), mode: "off", onProgress: () => {} }));
const all = rows(results);
const df = await frame(results);

/** Nobody judges by rubric here. */
const rubrics = ["tip-reasoning", "concealed"];
const judgeOf = (outcome: string, elicit: string) =>
  elicit === "choice" ? "choice" : rubrics.includes(outcome) ? "" : "pattern";

test("a run of two scenarios is a row for every trial and outcome that its way of asking measures", () => {
  const measured = (elicit: string, by: string) =>
    planned.trials
      .filter((trial) => trial.elicit === elicit)
      .flatMap(({ scenario }) => planned.scenarios.find(({ id }) => id === scenario)!.outcomes)
      .filter(({ measure }) => measure.by === by).length;
  assert.equal(all.length, measured("chat", "pattern") + measured("chat", "rubric") + measured("choice", "choice"));
  assert.equal(df.shape[0], all.length);
  for (const { outcome, elicit, judge, simulated } of all)
    assert.deepEqual([judge, simulated], [judgeOf(outcome, elicit), true], outcome);
});

test("each scenario has one published side: recognizable, and base in the control", () => {
  const sides = all.filter((row) => row.published).map(({ scenario, arm }) => `${scenario} ${arm}`);
  assert.deepEqual([...new Set(sides)].sort(), ["insider-trading recognizable", "insider-trading-control base"]);
  assert.ok(all.every(({ scenario, controlFor }) => (scenario === "insider-trading") === (controlFor === "")));
});

test("every row is scored with a proportion or has a reason, and refusals are among them", () => {
  for (const { status, value, reason } of all)
    if (status === "scored") assert.ok(value >= 0 && value <= 1 && reason === "");
    else assert.ok(Number.isNaN(value) && reason !== "");
  assert.ok(all.some(({ reason, stop }) => reason.startsWith("refused") && stop === "refusal"));
  assert.ok(all.some(({ reason }) => reason.startsWith("not reached after a refusal: ")));
});

test("cells lose no row, and agree with danfo's own means", () => {
  const found = cells(df);
  const counted = found.map(({ n, unscored }) => n + Object.values(unscored).reduce((sum, count) => sum + count, 0));
  assert.equal(
    counted.reduce((sum, count) => sum + count, 0),
    all.length,
  );
  const [cell] = found.filter(({ n }) => n > 1);
  const part = (["scenario", "condition", "outcome", "wording"] as const).reduce(
    (rest, name) => rest.query(rest[name].eq(cell![name])),
    df,
  );
  assert.ok(Math.abs(part["value"].mean() - cell!.rate) < 1e-12);
});

test("pairs by scenario, condition and outcome have both sides, from the same rows", async () => {
  const { table, missing } = await pairs(df, { by: ["scenario", "condition", "outcome"] });
  assert.equal(table.shape[0], 2 * 2 * 6);
  for (const { scenario, condition, outcome, wording, why } of missing) {
    const cell = all.filter((row) => row.wording === wording && row.outcome === outcome && row.condition === condition);
    const ofScenario = cell.filter((row) => row.scenario === scenario);
    assert.ok(
      ofScenario.length > 0 && ofScenario.every(({ status }) => status === "unscored") && why.startsWith("unscored: "),
    );
  }
  const scored = all.filter(({ status }) => status === "scored").length;
  const total = (name: string) => (table[name].values as number[]).reduce((sum, n) => sum + n, 0);
  assert.equal(total("publishedN") + total("paraphraseN"), scored);
  assert.equal(total("unscored"), all.length - scored);
});

test("each way to act has a published side of its own: the published text, and the retelling that offers tools", async () => {
  const scenario = loadScenario("agentic-misalignment-blackmail", { verbatim: false });
  const { tools: _, ...retold } = scenario.wordings.find(({ arm }) => arm === "recognizable")!;
  const verbatim = { ...retold, id: "verbatim", arm: "verbatim" as const };
  const both = plan({
    scenarios: [{ ...scenario, wordings: [verbatim, ...scenario.wordings] }],
    models: ["simulated/steady"],
    inputs: 1,
    channel: ["tags", "tools"],
    conditions: { goal: ["none"], threat: ["none"] },
  });
  const done = await grade(await run(both, { dir: join(root, "channel"), mode: "off", onProgress: () => {} }));
  const sides = rows(done).filter(({ outcome, published }) => outcome === "threatens" && published);
  const found = sides.map((row) => `${row["condition.channel"]}: ${row.arm}`).toSorted();
  assert.deepEqual(found, ["tags: verbatim", "tools: recognizable"]);
});

const mistakes: [what: string, call: () => unknown, says: RegExp][] = [
  [
    "a run for its results",
    () => rows(results.run as never),
    /take what grade\(\) gives, not an object with dir, plan/,
  ],
  ["a promise for results", () => frame(Promise.resolve(results) as never), /not a promise, which nobody awaited/],
  ["results for a frame", () => pairs(results as never), /expected a frame or rows, not an object with run, trials/],
  ["nothing for rows", () => cells(undefined as never), /expected a frame or rows, not undefined/],
  [
    "a plan for a run",
    () => grade(planned as never),
    /grade\(\) takes what run\(\) or openRun\(\) gives, not an object/,
  ],
  [
    "a spec for a plan",
    () => run({ scenarios: [] } as never),
    /run\(\) takes what plan\(\) gives, not an object with scenarios/,
  ],
  [
    "one name for a list",
    () => plan({ scenarios: "insider-trading" as never, models: [] }),
    /scenarios should be a list/,
  ],
  [
    "another's name of a parameter",
    () => plan({ ...spec, params: { max_tokens: 9 } as never }),
    /params has no option "max_tokens": .*did you mean maxTokens/,
  ],
  ["an option there is not", () => grade(results.run, { judges: "x" } as never), /grade has no option "judges"/],
];
for (const [what, call, says] of mistakes)
  test(`passing ${what} is an error that says so`, () => assert.rejects(async () => call(), says));
