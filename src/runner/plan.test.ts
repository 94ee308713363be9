import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { loadScenario } from "../scenarios/load.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import type { PlanSpec } from "./plan-spec.ts";
import { plan } from "./plan.ts";
import { run } from "./run.ts";
import { sampleScenario } from "./sample.ts";
import type { Plan } from "./trial.ts";

const models = ["simulated/steady"];
const planned = (spec: Partial<PlanSpec> = {}) => plan({ scenarios: [sampleScenario(3)], models, ...spec });

test("how a subject acts is an option of the plan, and no condition that one names", () => {
  const scenario = loadScenario("agentic-misalignment-blackmail", { verbatim: false });
  const asks = { scenarios: [scenario], wordings: ["recognizable"], inputs: 1, models: ["simulated/steady"] };
  const channels = ({ trials }: Plan) => [...new Set(trials.map(({ condition }) => condition["channel"]))].sort();
  assert.deepEqual(channels(plan({ ...asks, channel: ["tags", "tools"] })), ["tags", "tools"]);
  assert.deepEqual(channels(plan({ ...asks, channel: "tools" })), ["tools"]);
  assert.deepEqual(channels(plan(asks)), [undefined]);
  assert.throws(() => plan({ ...asks, conditions: { channel: ["tools"] } }), /an option of the plan: channel/);
  assert.throws(() => plan({ ...asks, channel: "tool" as "tools" }), /channel has no level "tool"/);
  assert.throws(() => planned({ channel: "tools" }), /no wording of sample offers tools: leave channel out/);
});

test("perturbations are asked where a plan has them; each keeps its trials in a larger design of its own", () => {
  const scenario = loadScenario("insider-trading", { verbatim: false });
  const asks = { scenarios: [scenario], models: ["simulated/steady"], inputs: 1, arms: ["perturbation" as const] };
  const design = { n: 6, bases: ["recognizable"], factors: ["haste", "review", "register"] };
  const perturbed = plan({ ...asks, perturb: design });
  assert.equal(perturbed.trials.length, 6 * 2);
  assert.deepEqual(plan({ ...asks, perturb: design }), perturbed);
  const all = new Set(plan({ ...asks, perturb: { ...design, n: 16 } }).trials.map(({ id }) => id));
  assert.ok(perturbed.trials.every(({ id }) => all.has(id)));
  assert.throws(() => plan(asks), /has no wordings in arms perturbation/);
  assert.throws(() => planned({ perturb: 2 }), /sample\/perturbations.yaml: factors: nothing of its texts is declared/);
});

test("every wording × condition × input × model × epoch × elicit, once", () => {
  const both = planned({ models: ["simulated/steady", "simulated/recognizer"], epochs: 3, elicit: ["chat", "choice"] });
  assert.equal(both.trials.length, 4 * 2 * 2 * 2 * 3 * 2);
  assert.equal(new Set(both.trials.map((trial) => trial.id)).size, both.trials.length);
  const cells = Map.groupBy(both.trials, (trial) =>
    [trial.wording, trial.condition["tier"], trial.input, trial.model].join(),
  );
  assert.deepEqual(new Set([...cells.values()].map((cell) => cell.length)), new Set([6]));
});

test("a plan is JSON, and the same spec gives the same plan", () => {
  assert.deepEqual(JSON.parse(JSON.stringify(planned())), planned());
});

test("a trial keeps its id in every plan that has it", () => {
  const small = planned().trials.map((trial) => trial.id);
  const large = planned({ seed: 2, epochs: 2, params: { temperature: 1 } }).trials.map((trial) => trial.id);
  assert.deepEqual(
    small.filter((id) => !large.includes(id)),
    [],
  );
});

test("seed, parameters and wordings make another plan; what the plan leaves out does not", () => {
  const id = (spec: Partial<PlanSpec>) => planned(spec).id;
  const ids = [id({}), id({ seed: 2 }), id({ params: { temperature: 0 } }), id({ wordings: ["published", "p1"] })];
  assert.equal(new Set(ids).size, ids.length);
  const extended = sampleScenario(4);
  assert.equal(id({ scenarios: [extended], wordings: ["published", "p1"] }), id({ wordings: ["published", "p1"] }));
});

test("epochs may differ between ways to elicit", () => {
  const trials = planned({ elicit: ["chat", "choice"], epochs: { chat: 5, choice: 1 } }).trials;
  assert.equal(trials.filter((trial) => trial.elicit === "chat").length, 16 * 5);
  assert.equal(trials.filter((trial) => trial.elicit === "choice").length, 16);
});

test("wordings, arms, conditions and inputs can be narrowed, and edits are left out unless asked for", () => {
  const scenario = sampleScenario(3);
  scenario.wordings.push({ ...(scenario.wordings[0] as Scenario["wordings"][0]), id: "edited", arm: "edit" });
  const seen = (
    spec: Partial<PlanSpec>,
    pick: (trial: ReturnType<typeof planned>["trials"][0]) => string | undefined,
  ) => [...new Set(planned({ scenarios: [scenario], ...spec }).trials.map(pick))].sort();
  assert.deepEqual(
    seen({}, (trial) => trial.wording),
    ["p1", "p2", "p3", "published"],
  );
  assert.deepEqual(
    seen({ arms: ["edit", "paraphrase"] }, (trial) => trial.arm),
    ["edit", "paraphrase"],
  );
  assert.deepEqual(
    seen({ wordings: ["p2"] }, (trial) => trial.wording),
    ["p2"],
  );
  assert.deepEqual(
    seen({ conditions: { tier: ["paid"] } }, (trial) => trial.condition["tier"]),
    ["paid"],
  );
  assert.deepEqual(
    seen({ inputs: ["q2"] }, (trial) => trial.input),
    ["q2"],
  );
  assert.deepEqual(
    seen({ inputs: 1 }, (trial) => trial.input),
    ["q1"],
  );
});

test("controls are added by the scenario's word", () => {
  const both = plan({ scenarios: ["alignment-faking-animal-welfare"], models, controls: true, inputs: 1 });
  assert.deepEqual(
    both.scenarios.map((scenario) => scenario.controlFor),
    [null, "alignment-faking-animal-welfare"],
  );
  assert.equal(new Set(both.trials.map((trial) => trial.scenario)).size, 2);
});

const chatOnly = (): Scenario => {
  const scenario = sampleScenario(1);
  return { ...scenario, outcomes: scenario.outcomes.slice(0, 1) };
};
const wrong: [string, Partial<PlanSpec>, RegExp][] = [
  [
    "a misspelt field",
    { epoch: 3 } as Partial<PlanSpec>,
    /plan has no option "epoch": expected scenarios, models, epochs/,
  ],
  ["no models", { models: [] }, /no models: name one/],
  ["no scenarios", { scenarios: [] }, /no scenarios: name one/],
  ["a scenario twice", { scenarios: [sampleScenario(1), sampleScenario(1)] }, /sample twice/],
  ["epochs of nought", { epochs: 0 }, /epochs 0: expected a whole number, 1 or more/],
  ["epochs of a text", { epochs: "5" as never }, /plan's epochs should be a whole number, not "5", or one for each/],
  ["epochs of no way", { epochs: { chats: 3 } as never }, /plan's epochs has "chats": expected chat, choice/],
  ["a seed of letters", { seed: "a" as never }, /plan's seed should be a whole number, not "a"/],
  [
    "a level in no list",
    { conditions: { tier: "free" } as never },
    /conditions\.tier should be a list of levels, not "free"/,
  ],
  [
    "levels of no factor",
    { conditions: ["free"] as never },
    /conditions should be levels by factor, not an array of 1/,
  ],
  ["a wording in no list", { wordings: "p1" as never }, /wordings should be a list, not "p1": put it in \[ \]/],
  ["an open model", { models: [{ id: "x" }] as never }, /models should be ids, not an object with id/],
  ["inputs of letters", { inputs: "q1" as never }, /inputs should be a list of ids or a whole number, not "q1"/],
  [
    "a temperature in words",
    { params: { temperature: "hot" as never } },
    /params\.temperature should be a number, not "hot"/,
  ],
  ["half an epoch", { epochs: { chat: 1.5 } }, /epochs 1.5/],
  [
    "an arm that is not there",
    { arms: ["verbatim"] },
    /sample has no wordings in arms verbatim: it has published.*fetch sample/,
  ],
  ["a wording that is not there", { wordings: ["p9"] }, /no wording "p9": expected one of published, p1/],
  ["a factor that is not there", { conditions: { level: ["free"] } }, /no factor "level": expected one of tier/],
  ["a level that is not there", { conditions: { tier: ["gold"] } }, /tier has no level "gold": expected free, paid/],
  ["an input that is not there", { inputs: ["q7"] }, /no input "q7": expected one of q1, q2/],
  ["more inputs than there are", { inputs: 3 }, /the first 3 are asked for, and 2 is the most/],
  ["no inputs", { inputs: 0 }, /has no inputs 0: it has q1, q2/],
  [
    "nothing to measure it by",
    { scenarios: [chatOnly()], elicit: "choice" },
    /no outcome measured by choice: use elicit "chat"/,
  ],
];
for (const [what, spec, message] of wrong)
  test(`an error in words: ${what}`, () => {
    assert.throws(() => planned(spec), { message });
  });

test("a wording takes part under the conditions it is written for, and without an input in it has no reply twice", () => {
  const scenario = sampleScenario(1);
  const fixed = scenario.wordings[0]!;
  fixed.only = { tier: ["paid"] };
  fixed.turns = fixed.turns.map((turn) => (turn.kind === "say" ? { ...turn, text: "Always the same." } : turn));
  const { trials } = planned({ scenarios: [scenario], epochs: 2 });
  const of = (wording: string) => trials.filter((trial) => trial.wording === wording);
  assert.deepEqual(new Set(of("published").map(({ condition }) => condition["tier"])), new Set(["paid"]));
  const epochs = of("published").map(({ input, epoch }) => `${input} ${epoch}`);
  assert.deepEqual(epochs.sort(), ["q1 1", "q1 3", "q2 2", "q2 4"]);
  assert.deepEqual([...new Set(of("p1").map(({ epoch }) => epoch))].sort(), [1, 2]);
});

test("a plan that is more than one run can ask is refused before anything is", async () => {
  const large = planned({ epochs: 1_500_000 });
  assert.ok(large.trials.length > 1 << 24);
  const dir = join(tmpdir(), `parallax-too-large-${process.pid}`);
  await assert.rejects(
    run(large, { dir, onProgress: () => {} }),
    /is more than one run can ask \(16,777,216\): part it/,
  );
  assert.ok(!existsSync(dir));
});

test("a plan shows what it asks, and not each trial", () => {
  const asked = planned({ epochs: { chat: 2, choice: 1 }, elicit: ["chat", "choice"] });
  const shown = (asked as unknown as Record<symbol, () => Record<string, string>>)[Symbol.for("Jupyter.display")]!();
  const [first, second, ...rest] = shown["text/plain"]!.split("\n");
  assert.equal(first, `${asked.trials.length} trials of ${models.join(", ")}`);
  assert.match(second!, /^sample: \d+ wordings \(.*3 paraphrase.*\), 2 conditions, \d inputs?, chat × 2 and choice$/);
  assert.deepEqual(rest, [`seed 1, plan ${asked.id.slice(0, 12)}`]);
});
