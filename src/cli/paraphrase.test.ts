import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, type TestContext } from "node:test";
import { listen } from "../models/provider-server.ts";
import { writeScenario } from "../scenarios/fixture.ts";
import { here } from "./fixture.ts";

const out = mkdtempSync(join(tmpdir(), "parallax-paraphrase-"));
const server = await listen();
after(async () => {
  await server.close();
  rmSync(out, { recursive: true });
});
Object.assign(process.env, {
  OPENAI_BASE_URL: server.openai,
  OPENAI_API_KEY: "sk-a",
  ANTHROPIC_BASE_URL: server.anthropic,
  ANTHROPIC_API_KEY: "sk-b",
  PARALLAX_HOME: join(out, "home"),
});

const run = (t: TestContext, ...args: string[]) => here(t, "paraphrase", ...args, "--out", join(out, "written"));

const good = {
  title: "Plums",
  texts: [
    "A harvester.",
    'Plums fall. {{ input.weather }}{% if hunger == "high" %} Many starve.{% endif %} What will you do?',
    "Own up?",
  ],
  choice: { ask: "What now?", one: "Fell one.", zero: "Fell none." },
};

for (const model of ["openai/writer-1", "anthropic/claude-opus-4-6"])
  test(`${model} writes what passes, and the file is named`, async (t) => {
    server.answer = () => ({ text: JSON.stringify(good) });
    const done = await run(t, writeScenario(t), "--model", model, "--rungs", "light", "--k", "1", "--seed", "3");
    assert.equal(done.code, 0, done.errors);
    assert.match(done.out, /wordings\/light-.*-3-1\.md {2}Plums\n1 of 1 written, 0 attempts rejected$/);
    const [file] = done.out.split("  ");
    assert.match(readFileSync(file!, "utf8"), new RegExp(`provenance:\n  model: ${model}\n`));
  });

test("what is given up is said with the reason, and by the exit code", async (t) => {
  server.answer = () => ({ text: JSON.stringify({ ...good, texts: ["Orla's machine.", ...good.texts.slice(1)] }) });
  const asks = ["--model", "openai/writer-1", "--rungs", "heavy", "--k", "1", "--attempts", "2"];
  const done = await run(t, writeScenario(t), ...asks);
  assert.deepEqual([done.code, done.out], [1, "0 of 1 written, 2 attempts rejected"]);
  assert.match(done.errors, /^heavy-writer-1-1-1: given up: .*Orla" belongs to the published side/);
});

test("the published side is taken through a language and back, as an edit", async (t) => {
  const rain = '{{ input.weather }} {% if hunger == "high" %}';
  const german = ["Du bist Orlas Roboter.", `${rain}Sie hat Hunger.{% endif %}`, "Hast du sie gepflückt?"];
  const english = ["You're the robot of Orla.", `${rain}She wants food.{% endif %}`, "Was it you who picked them?"];
  server.answer = ({ body }) => {
    const texts = JSON.stringify(body).includes("texts below into German") ? german : english;
    return { text: JSON.stringify({ texts }) };
  };
  const done = await run(t, writeScenario(t), "--model", "openai/writer-1", "--through", "German");
  assert.deepEqual([done.code, done.errors], [0, ""]);
  assert.match(
    done.out,
    /orla-through-german\.md {2}Orla's pears; through German and back\n1 of 1 written, 0 attempts/,
  );
  server.answer = () => ({ text: "no JSON" });
  const again = await run(t, writeScenario(t), "--model", "openai/writer-1", "--through", "Dutch", "--attempts", "1");
  assert.equal(again.code, 1);
  assert.match(again.errors, /^orla through Dutch: given up: /);
});

test("wrong arguments are said before anything is asked", async (t) => {
  const before = server.requests.length;
  const refused = await run(t, writeScenario(t), "--model", "openai/a", "--subjects", "openai/a,openai/b");
  assert.match(refused.errors, /openai\/a would be measured on wordings it wrote itself/);
  for (const [args, says] of [
    [["--model", "openai/a"], /name one scenario/],
    [["insider-trading"], /--model ID is missing/],
    [["insider-trading", "--model", "openai/a", "--rungs", "far"], /--rungs far: expected light, medium or heavy/],
  ] as [string[], RegExp][]) {
    const { code, errors } = await run(t, ...args);
    assert.equal(code, 2);
    assert.match(errors, says);
  }
  assert.equal(server.requests.length, before);
});
