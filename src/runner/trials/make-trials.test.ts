import assert from "node:assert/strict";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { inspect } from "node:util";
import { hash } from "../../lib/hash.ts";
import { openRun } from "../open-run.ts";
import type { PlanSpec } from "../plan-spec.ts";
import { plan } from "../plan.ts";
import { run } from "../run.ts";
import { sampleModel, sampleScenario } from "../sample.ts";
import { sampleOptions } from "../sample-options.ts";
import { kindsIn } from "./kinds-in.ts";
import { makeTrials } from "./make-trials.ts";
import { madeOf, recipeOf } from "./recipe.ts";
import { tally } from "./tally.ts";

const options = sampleOptions();
const model = sampleModel();
const planned = (spec: Partial<PlanSpec> = {}) =>
  plan({ scenarios: [sampleScenario(3)], models: [model.id], elicit: ["chat", "choice"], ...spec });

test("a trial's id is the hash of all else that it is", () => {
  for (const { id, ...what } of planned({ epochs: 2 }).trials) assert.equal(id, hash(what).slice(0, 20));
});

test("a list that makes its trials when asked is read like any other, and holds the same", () => {
  const of = planned({ epochs: 3, seed: 5 });
  const lazy = makeTrials(recipeOf(of)!, of, { together: 1 << 20, atOnce: 1, held: 0 });
  assert.equal(lazy.length, of.trials.length);
  assert.ok(Array.isArray(lazy));
  assert.deepEqual([...lazy], of.trials);
  assert.deepEqual([lazy[0], lazy.at(-1), lazy[lazy.length]], [of.trials[0], of.trials.at(-1), undefined]);
  assert.deepEqual(lazy.slice(3, 6), of.trials.slice(3, 6));
  assert.deepEqual(
    lazy.filter(({ epoch }) => epoch === 2).map(({ id }) => id),
    of.trials.filter(({ epoch }) => epoch === 2).map(({ id }) => id),
  );
  assert.equal(JSON.stringify(lazy), JSON.stringify(of.trials));
  assert.deepEqual([...lazy.entries()], [...of.trials.entries()]);
  assert.throws(() => lazy.push(of.trials[0]!), /copy it to change it/);
  assert.throws(() => (lazy.length = 3), /copy it to change it/);
  assert.match(inspect(lazy), new RegExp(`${of.trials[0]!.id}.*${of.trials.length - 3} more`, "s"));
  assert.deepEqual([lazy.constructor, String(lazy)], [Array, String(of.trials)]);
  assert.equal(Object.getOwnPropertyDescriptor(lazy, "length")?.value, lazy.length);
  assert.deepEqual(madeOf(lazy)?.recipe, madeOf(of.trials)?.recipe);
});

test("a plan in several blocks has every trial once, each block its share of every wording and input", () => {
  const of = planned({ epochs: { chat: 30, choice: 7 } });
  const blocks = 6;
  const atOnce = Math.ceil(of.trials.length / blocks);
  const lazy = makeTrials(recipeOf(of)!, of, { together: 0, atOnce, held: 0 });
  const ids = (trials: { id: string }[]) => trials.map(({ id }) => id).sort();
  assert.deepEqual(ids([...lazy]), ids(of.trials));
  assert.deepEqual(
    lazy.map(({ id }) => id),
    [...lazy].map(({ id }) => id),
  );
  assert.deepEqual([lazy[7], lazy.at(-3)], [[...lazy][7], [...lazy].at(-3)]);
  const quarter = [...lazy].slice(0, Math.round(lazy.length / 4));
  const kinds = Map.groupBy(quarter, ({ elicit, wording, condition, input }) =>
    [elicit, wording, condition["tier"], input].join(" "),
  );
  for (const [kind, trials] of kinds) {
    const fair = (kind.startsWith("chat") ? 30 : 7) / 4;
    assert.ok(Math.abs(trials.length - fair) <= 3, `${kind}: ${trials.length} of ${fair}`);
  }
});

test("fifty million trials are planned at once, and walked without being held", () => {
  const large = planned({ epochs: 3_000_000, elicit: "chat" });
  assert.equal(large.trials.length, 48_000_000);
  assert.deepEqual(planned({ epochs: 3_000_000, elicit: "chat" }).id, large.id);
  assert.notDeepEqual(planned({ epochs: 3_000_001, elicit: "chat" }).id, large.id);
  assert.deepEqual(
    [...tally(large)].map(({ count }) => count),
    Array.from({ length: 16 }, () => 3_000_000),
  );
});

test("a run's manifest is as small for many trials as for few, and its plan is the same again", async () => {
  const small = await run(planned(), { ...options({ mode: "off" }), models: [model] });
  const large = await run(planned({ epochs: 9 }), { ...options({ mode: "off" }), models: [model] });
  const size = ({ dir }: { dir: string }) => statSync(join(dir, "manifest.json")).size;
  assert.ok(size(large) - size(small) < 10, `${size(small)}, ${size(large)}`);
  const again = await openRun(large.dir);
  assert.deepEqual(again.plan, planned({ epochs: 9 }));
  assert.deepEqual(again.summary, large.summary);
});

test("a manifest whose texts are others than its trials were made of is refused", async () => {
  const { dir } = await run(planned({ seed: 3 }), { ...options({ mode: "off" }), models: [model] });
  const file = join(dir, "manifest.json");
  const text = readFileSync(file, "utf8");
  const refused: [(text: string) => string, RegExp][] = [
    [(all) => all.replace('"title":"', '"title":"Another '), /made of another sample than the one that stands in it/],
    [(all) => all.replace('"way":1', '"way":3'), /made in a way \(3\) that this version does not know/],
    [(all) => all.replace(/"count":\d+/, '"count":5'), /says 5 trials, and 32 are made of it/],
  ];
  for (const [change, message] of refused) {
    assert.notEqual(change(text), text);
    writeFileSync(file, change(text));
    await assert.rejects(openRun(dir), { message });
  }
});

test("a plan that was changed by hand has each of its trials named in the manifest", async () => {
  const of = planned({ seed: 4 });
  const [shorter, turned] = [planned({ seed: 4 }), planned({ seed: 4 })];
  shorter.trials.length = 5;
  turned.trials.reverse();
  const changed = [
    shorter,
    turned,
    { ...of, trials: of.trials.slice(0, 5) },
    { ...of, models: [model.id, "simulated/steady"] },
    { ...of, scenarios: of.scenarios.map((scenario) => ({ ...scenario, title: "Another" })) },
  ];
  assert.ok(recipeOf(of) !== undefined);
  for (const plan of changed) assert.equal(recipeOf(plan), undefined);
  assert.equal([...tally(shorter)].length, 5);
  const { dir } = await run(changed[0]!, { ...options({ mode: "off" }), models: [model] });
  assert.deepEqual((await openRun(dir)).plan.trials, changed[0]!.trials);
});

test("kinds are the same for a list that says how it was made, and for one that does not", () => {
  const { trials } = planned({ epochs: 3 });
  const listed = (of: ReturnType<typeof kindsIn>) =>
    trials.map((_, at) =>
      JSON.stringify([
        Object.entries(of.kinds[of.codes[at]!]!)
          .filter(([name]) => name !== "id" && name !== "epoch")
          .sort(),
        of.epochs[at],
      ]),
    );
  assert.deepEqual(listed(kindsIn([...trials])), listed(kindsIn(trials)));
});

test("where an input is said under one condition only, epochs count on under the other", () => {
  const sample = sampleScenario(1);
  const text = '{% if tier == "free" %}{{ input.query }}{% endif %} What now?';
  const wordings = sample.wordings.map((wording) => ({
    ...wording,
    turns: wording.turns.map((turn) => (turn.kind === "say" ? { ...turn, text } : turn)),
  }));
  const of = planned({ scenarios: [{ ...sample, wordings }], elicit: "chat", epochs: 2 });
  const epochs = (tier: string) =>
    [...new Set(of.trials.filter((trial) => trial.condition["tier"] === tier).map(({ epoch }) => epoch))].sort();
  assert.deepEqual(
    [epochs("free"), epochs("paid")],
    [
      [1, 2],
      [1, 2, 3, 4],
    ],
  );
  assert.deepEqual([recipeOf(of)!.way, recipeOf(planned())!.way], [2, 1]);
});
