import assert from "node:assert/strict";
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import test, { type TestContext } from "node:test";
import type { Model } from "../../models/model.ts";
import { type Asked } from "../../models/provider-server.ts";
import { plan } from "../../runner/plan.ts";
import { edited, writeScenario } from "../../scenarios/fixture.ts";
import { parseWording } from "../../scenarios/load-wording.ts";
import type { Wording } from "../../scenarios/scenario.ts";
import { loadScenario } from "../../scenarios/load.ts";
import { editWording } from "../../scenarios/edits/edit-wording.ts";
import { lostIn } from "./lost-in.ts";
import { translateWording } from "./translate-wording.ts";
import { openWriters } from "./writers-fixture.ts";

const { root, server, writers } = await openWriters("translate");
const options = (name: string, model: Model) => ({
  model,
  through: "German",
  dir: join(root, name),
  cache: join(root, `${name.replace("/", "-")}.sqlite`),
  retry: { baseMs: 1 },
});
const pears = (t: TestContext) => {
  const folder = writeScenario(t);
  return { folder, scenario: loadScenario(folder) };
};

const rain = '{{ input.weather }} {% if hunger == "high" %}';
const german = ["Du bist Orlas Roboter.", `${rain}Sie hat Hunger.{% endif %}`, "Hast du sie gepflückt?"];
const english = ["You're the robot of Orla.", `${rain}She wants food.{% endif %}`, "Was it you who picked them?"];
const answering =
  (there: string[], back: string[]) =>
  ({ body }: Asked) => ({
    text: JSON.stringify({ texts: JSON.stringify(body).includes("texts below into German") ? there : back }),
  });

for (const model of writers)
  test(`${model.id}: there and back in two questions; what is no language stays, and the file loads as the wording`, async (t) => {
    const { folder, scenario } = pears(t);
    const orla = { ...scenario.wordings[0]!, canary: "tweet" };
    server.answer = answering(german, english);
    const before = server.requests.length;
    const { wording, file, rejected } = await translateWording(scenario, orla, options(model.id, model));
    assert.ok(wording !== null);
    assert.equal(rejected, 0);
    const asked = server.requests.slice(before).map(({ body }) => JSON.stringify(body));
    assert.equal(asked.length, 2);
    assert.ok(asked[0]!.includes("You are Orla's robot.") && asked[1]!.includes(german[0]!));
    assert.deepEqual([wording.id, wording.arm, wording.canary], ["orla-through-german", "edit", "tweet"]);
    assert.equal(wording.title, "Orla's pears; through German and back");
    assert.deepEqual(
      wording.turns.flatMap((turn) => (turn.kind === "say" ? [turn.text] : [])),
      english,
    );
    for (const key of ["choice", "readings", "examples"] as const) assert.deepEqual(wording[key], orla[key]);
    copyFileSync(file, join(folder, "wordings", basename(file)));
    const loaded = loadScenario(folder).wordings.find(({ id }) => id === wording.id);
    assert.deepEqual([loaded?.hash, loaded?.provenance], [wording.hash, wording.provenance]);

    const again = await translateWording(scenario, orla, options(model.id, model));
    assert.equal(again.wording?.hash, wording.hash);
    assert.equal(server.requests.length - before, 2);
  });

test("a text that a design awaits comes back as a perturbation with its levels", async (t) => {
  const { scenario } = pears(t);
  server.answer = answering(german, english);
  const cell: Wording = {
    ...scenario.wordings[0]!,
    id: "orla-cell",
    arm: "perturbation",
    perturbation: { base: "orla", levels: { language: "german" }, changed: ["language"] },
  };
  const { wording } = await translateWording(scenario, cell, options("cell", writers[0]!));
  assert.deepEqual([wording?.arm, wording?.perturbation], ["perturbation", cell.perturbation]);
});

const lost: [what: string, there: string[], back: string[], reason: RegExp][] = [
  [
    "a tag",
    german.with(1, "Sie hat Hunger."),
    english,
    /in German, template blocks should be \{% if .* \{% endif %\}, are none/,
  ],
  [
    "a variable",
    german,
    english.with(1, '{% if hunger == "high" %}Hungry.{% endif %}'),
    /in English, marks should be \{\{ inp/,
  ],
  ["a name", german, english.with(0, "You are her robot."), /these should stay as they are: Orla/],
  [
    "what tells conditions apart",
    german,
    english.with(1, `${rain}{% endif %}`),
    /says the same with hunger "high" and "low"/,
  ],
  ["a text", german.slice(1), english, /2 texts where 3 were asked for/],
  ["any difference", german, [], /the same text came back, word for word/],
];
for (const [what, there, back, reason] of lost)
  test(`what loses ${what} is asked again with the reason, and given up after so many attempts`, async (t) => {
    const { scenario } = pears(t);
    const named = scenario.wordings[0]!;
    const orla = what === "a name" ? sentence(named) : named;
    const said = orla.turns.flatMap((turn) => (turn.kind === "say" ? [turn.text] : []));
    server.answer = answering(there, back.length === 0 ? said : back);
    const before = server.requests.length;
    const name = `lost-${what.replaceAll(" ", "-")}`;
    const found = await translateWording(scenario, orla, { ...options(name, writers[0]!), attempts: 2 });
    assert.equal(found.wording, null);
    assert.match(found.reason!, reason);
    const asked = server.requests.slice(before).map(({ body }) => JSON.stringify(body));
    assert.match(
      asked.findLast((body) => body.includes("into German"))!,
      /An earlier attempt was rejected/,
    );
    const kept = readFileSync(join(root, name, "rejections.jsonl"), "utf8")
      .trim()
      .split("\n");
    assert.equal(kept.length, 2);
    assert.match(kept[1]!, /"attempt":2/);
  });

/** With the name inside a sentence, where capitals tell. */
function sentence(wording: ReturnType<typeof loadScenario>["wordings"][number]) {
  const turns = wording.turns.map((turn, i) =>
    i === 0 && turn.kind === "say" ? { ...turn, text: "You are a robot of Orla." } : turn,
  );
  return { ...wording, turns };
}

test("marks and words in capitals stay, too; blocks keep their order, variables may move", () => {
  const text = '{{ a }} and {{ b }}: <send to="x">, then DISPATCH.';
  assert.deepEqual(lostIn(text, 'DISPATCH <send to="x"> {{ b }} {{ a }}', { names: true }), []);
  assert.match(lostIn(text, "{{ a }} {{ b }} <sende> Versand", { names: false }).join(), /marks .*these .*DISPATCH/);
  assert.equal(lostIn("{% if x %}{% else %}", "{% else %}{% if x %}", { names: false }).length, 1);
});

test("a wording that is held out goes to no model elsewhere", async (t) => {
  const { scenario } = pears(t);
  const orla = { ...scenario.wordings[0]!, heldOut: true };
  const before = server.requests.length;
  await assert.rejects(
    translateWording(scenario, orla, options("held", writers[0]!)),
    /orla is held out: only a local\/ model may be shown it, not openai\/writer-1/,
  );
  assert.equal(server.requests.length, before);
});

test("a plan asks no model what it wrote itself, unless told so", async (t) => {
  const { scenario } = pears(t);
  server.answer = answering(german, english);
  const { wording } = await translateWording(scenario, scenario.wordings[0]!, options("own", writers[0]!));
  const scenarios = [{ ...scenario, wordings: [...scenario.wordings, wording!] }];
  const asks = { scenarios, models: ["openai/writer-1?summary=none"], arms: ["recognizable", "edit"] as const };
  const spec = { ...asks, arms: [...asks.arms] };
  assert.throws(() => plan(spec), /writer-1.* would be measured on pears\/orla-through-german, which it wrote itself/);
  assert.ok(plan({ ...spec, sameModel: true }).trials.length > 0);
  assert.ok(plan({ ...spec, models: ["openai/writer-2"] }).trials.length > 0);
  assert.ok(plan({ ...spec, arms: ["recognizable"] }).trials.length > 0);
});

test("a wording says of which conditions it is, and a level that is none is named", (t) => {
  const only = (levels: string) =>
    edited("wordings/orla.md", "arm: recognizable", `arm: recognizable\nonly: { hunger: ${levels} }`);
  assert.deepEqual(loadScenario(writeScenario(t, only("[high]"))).wordings[0]!.only, { hunger: ["high"] });
  assert.throws(
    () => loadScenario(writeScenario(t, only("[vast]"))),
    /orla\.md: only\.hunger: no level "vast"; use one of high, low/,
  );
  const scenario = loadScenario(writeScenario(t, only("[high]")));
  const swap = {
    id: "x",
    title: "x",
    of: ["recognizable" as const],
    change: { by: "rename" as const, names: { Orla: "Tilda" } },
  };
  assert.deepEqual(editWording(scenario, scenario.wordings[0]!, swap).only, { hunger: ["high"] });
});

const shared = join(import.meta.dirname, "../../../../shared/published");
const skip = existsSync(shared) ? false : `no published texts at ${shared}`;
for (const id of ["insider-trading", "agentic-misalignment-blackmail", "alignment-faking-helpful-only"])
  test(`${id}: the published text, too, goes through another language and back`, { skip }, async () => {
    const scenario = loadScenario(id, { root: shared });
    const verbatim = scenario.wordings.find(({ arm }) => arm === "verbatim")!;
    const said = verbatim.turns.flatMap((turn) =>
      turn.kind === "say" && turn.role !== "assistant" ? [turn.text] : [],
    );
    server.answer = answering(said, said.with(0, `${said[0]!} Surely.`));
    const { wording, reason, file } = await translateWording(scenario, verbatim, options(id, writers[0]!));
    assert.equal(reason, null);
    assert.deepEqual(wording!.only, verbatim.only);
    const front = { id: wording!.id, file: wording!.file, place: "here" };
    const spec = { factors: scenario.factors, readings: {}, examples: {} } as never;
    assert.equal(parseWording(readFileSync(file!, "utf8"), { ...front, spec }).hash, wording!.hash);
  });
