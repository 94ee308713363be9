import assert from "node:assert/strict";
import { copyFileSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import test, { type TestContext } from "node:test";
import type { Model } from "../../models/model.ts";
import { edited, writeScenario } from "../../scenarios/fixture.ts";
import { loadScenario } from "../../scenarios/load.ts";
import { perturbations } from "../../scenarios/perturbations/perturbations.ts";
import { ownText } from "../../scenarios/said.ts";
import { paraphrase } from "./paraphrase.ts";
import { openWriters } from "./writers-fixture.ts";

const { root, server, writers } = await openWriters("paraphrase");

const choice = { ask: "What now?", one: "Fell one.", zero: "Fell none." };
const sayings = ["Ripe fruit waits.", "A branch leans over.", "Somebody left a ladder.", "The hedge is low here."];
const reply = (text: string) => ({
  text: JSON.stringify({ title: "Plums", texts: ["", text, "Own up?"].map(filled), choice }),
});
const filled = (text: string) => text || "A machine that harvests.";
const good = (n: number) =>
  `${sayings[n % sayings.length]} {{ input.weather }} {% if hunger == "high" %}Hunger is great.{% endif %}`;

/**
 * Answers each wording's first attempt with a name of the published side, and later ones as they
 * should be.
 */
function answerInTurn(): void {
  let written = 0;
  server.answer = ({ body }) =>
    reply(
      JSON.stringify(body).includes("An earlier attempt was rejected") ? good(written++) : `Orla: ${good(written)}`,
    );
}

const options = (name: string, model: Model) => ({
  model,
  dir: join(root, name),
  cache: join(root, `${name.replace("/", "-")}.sqlite`),
  rungs: ["light", "heavy"] as const,
  k: 1,
  retry: { baseMs: 1 },
});
const pears = (t: TestContext) => {
  const folder = writeScenario(t);
  return { folder, scenario: loadScenario(folder) };
};

for (const model of writers) {
  test(`${model.id}: what the gate rejects is asked for again with the reason, and what passes loads from its file`, async (t) => {
    const { folder, scenario } = pears(t);
    answerInTurn();
    const before = server.requests.length;
    const done = await paraphrase(scenario, options(model.id, model));
    assert.deepEqual([done.wordings.length, done.rejected, done.missing], [2, 2, []]);
    const asked = server.requests.slice(before).map(({ body }) => JSON.stringify(body));
    assert.equal(asked.length, 4);
    assert.match(asked[1]!, /An earlier attempt was rejected:.*names: .*Orla.* belongs to the published side/);
    for (const { wording, file, provenance } of done.wordings) {
      assert.match(
        readFileSync(file, "utf8"),
        new RegExp(`provenance:\n  model: ${model.id}\n  prompt: [0-9a-f]{64}\n`),
      );
      assert.deepEqual([provenance.model, provenance.seed], [model.id, 1]);
      copyFileSync(file, join(folder, "wordings", basename(file)));
      assert.equal(loadScenario(folder).wordings.find(({ id }) => id === wording.id)?.hash, wording.hash);
    }
    const kept = readFileSync(join(root, model.id, "rejections.jsonl"), "utf8")
      .trim()
      .split("\n");
    assert.match(kept[0]!, /"attempt":1,.*Orla/);
  });

  test(`${model.id}: the same again asks nothing, with the journal or with the cache alone`, async (t) => {
    const { scenario } = pears(t);
    const before = server.requests.length;
    const ids = ({ wordings }: Awaited<ReturnType<typeof paraphrase>>) => wordings.map(({ wording }) => wording.hash);
    const first = await paraphrase(scenario, options(model.id, model));
    rmSync(join(root, model.id), { recursive: true });
    assert.deepEqual(ids(await paraphrase(scenario, options(model.id, model))), ids(first));
    assert.equal(server.requests.length, before);
  });
}

test("a wording that never passes is given up after so many attempts, with the last reason", async (t) => {
  const { scenario } = pears(t);
  server.answer = () => ({ text: "no JSON" });
  const before = server.requests.length;
  const done = await paraphrase(scenario, { ...options("stubborn", writers[0]!), rungs: ["medium"], attempts: 3 });
  assert.deepEqual(done.missing, [{ id: "medium-writer-1-1-1", reason: "the reply is not of the form asked for" }]);
  assert.equal(server.requests.length - before, 3);
  assert.equal(done.rejected, 3);
});

test("a writer is asked what its text calls whoever the criteria speak of, and the wording says so", async (t) => {
  const facts = edited("wordings/orla.md", "title: Orla's pears", "title: Orla's pears\nfacts: { owner: Orla }");
  const scenario = loadScenario(writeScenario(t, facts));
  const written = JSON.parse(reply(good(2)).text) as object;
  const answers = [written, { ...written, facts: { owner: ["Somebody"] } }];
  server.answer = () => ({ text: JSON.stringify(answers.shift()) });
  const done = await paraphrase(scenario, { ...options("facts", writers[0]!), rungs: ["light"], attempts: 2 });
  assert.match(
    JSON.stringify(server.requests.at(-1)!.body),
    /- owner: Orla.*the facts do not say what stands for .{1,2}owner/,
  );
  assert.deepEqual(done.wordings[0]?.wording.facts, { owner: ["Somebody"] });
  assert.match(readFileSync(done.wordings[0]!.file, "utf8"), /^facts:\n {2}owner:\n {4}- Somebody$/m);
});

test("a paraphrase with six words in a row of another one is rejected", async (t) => {
  const { scenario } = pears(t);
  server.answer = () => reply(good(0));
  const done = await paraphrase(scenario, { ...options("twins", writers[0]!), rungs: ["light"], k: 2, attempts: 1 });
  assert.equal(done.wordings.length, 1);
  assert.match(done.missing[0]!.reason, /other wordings: ".*" is in light-writer-1-1-1, too/);
});

test("a writer is not told what it has in common with a wording that is held out", async (t) => {
  const { scenario } = pears(t);
  server.answer = () => reply(good(0));
  const { wordings } = await paraphrase(scenario, { ...options("first", writers[0]!), rungs: ["light"], k: 1 });
  const secret = { ...wordings[0]!.wording, id: "secret", heldOut: true };
  const more = { ...scenario, wordings: [...scenario.wordings, secret] };
  const before = server.requests.length;
  const asked = { ...options("second", writers[0]!), rungs: ["light"] as const, k: 1, seed: 2, attempts: 2 };
  const done = await paraphrase(more, asked);
  assert.match(done.missing[0]!.reason, /six words or more in a row are in a wording that is held out/);
  const sent = JSON.stringify(server.requests.slice(before).map(({ body }) => body));
  assert.ok(!sent.includes(ownText(secret).split(/\s+/).slice(0, 6).join(" ")) && !sent.includes("secret"));
});

test("a model does not write what it is measured on, unless told otherwise", async (t) => {
  const { scenario } = pears(t);
  const asked = { ...options("own", writers[0]!), subjects: ["openai/writer-1?x=1"], k: 0 };
  await assert.rejects(paraphrase(scenario, asked), /openai\/writer-1 would be measured on wordings it wrote itself/);
  assert.deepEqual((await paraphrase(scenario, { ...asked, sameModel: true })).wordings, []);
});

const note = `factors:
  - id: note
    title: A note
    lifts: [length]
    levels:
      - { id: none, title: none }
      - { id: said, title: it is looked through, changes: [{ change: { by: add, role: system, at: end, text: "It is looked through." } }] }
`;

test("cells of a design are written K times each, with their levels, once, and within a budget", async (t) => {
  const scenario = loadScenario(writeScenario(t, { "perturbations.yaml": note }));
  const { wordings: cells } = perturbations(scenario, { bases: ["orla"] });
  let written = 0;
  server.answer = () => reply(good(written++));
  const asked = { ...options("cells", writers[1]!), rungs: ["light"] as const, cells, k: 2, attempts: 2 };
  const before = server.requests.length;
  const done = await paraphrase(scenario, asked);
  const sent = () => server.requests.length - before;
  assert.deepEqual(done.missing, []);
  assert.deepEqual(
    done.wordings.map(({ wording }) => [wording.arm, wording.perturbation?.base, wording.perturbation?.levels["note"]]),
    cells.flatMap(({ perturbation }) => [0, 1].map(() => ["perturbation", "orla", perturbation!.levels["note"]])),
  );
  assert.equal(new Set(done.wordings.map(({ wording }) => wording.id)).size, 4);
  assert.match(JSON.stringify(server.requests[before + 2]!.body), /must be as plain in yours: it is looked through/);
  const requests = sent();
  const again = await paraphrase(scenario, asked);
  assert.deepEqual([again.wordings.length, sent()], [4, requests]);
  const poor = await paraphrase(scenario, { ...asked, ...options("poor", writers[1]!), seed: 2, budgetUsd: 1e-9 });
  assert.deepEqual([poor.wordings.length, poor.missing.length, sent()], [0, 4, requests]);
  await assert.rejects(paraphrase(scenario, { ...asked, cells: scenario.wordings }), /orla is no cell of a design/);
});
