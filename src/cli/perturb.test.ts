import assert from "node:assert/strict";
import { test } from "node:test";
import { here } from "./fixture.ts";

test("it lists each text with base, levels, verdict and script, the same each time", async (t) => {
  const few = ["perturb", "insider-trading", "--n", "6", "--bases", "recognizable,light-desk", "--json"];
  const { code, out } = await here(t, ...few);
  assert.equal(code, 0);
  const { wordings, rejected, design } = JSON.parse(out) as {
    wordings: { id: string; base: string; levels: object; verdict: string; text: { kind: string; text: string }[] }[];
    rejected: unknown[];
    design: { possible: number; asked: number; dEfficiency: number };
  };
  assert.deepEqual([wordings.length, rejected.length, design.asked], [6, 0, 6]);
  assert.deepEqual([...new Set(wordings.map(({ base }) => base))].sort(), ["light-desk", "recognizable"]);
  for (const { verdict, text, levels } of wordings)
    assert.ok(verdict === "pass" && text[0]!.text.length > 0 && Object.keys(levels).length > 4);
  assert.equal((await here(t, ...few)).out, out);
});

test("it says what can be told, or what was wrong", async (t) => {
  const { out } = await here(
    t,
    "perturb",
    "insider-trading",
    "--n",
    "40",
    "--bases",
    "recognizable,light-desk",
    "--factors",
    "register,haste,review,scoring",
    "--resolution",
    "5",
  );
  assert.match(out, /main effects and what two factors do together can be told; D-efficiency/);
  const wrong = await here(t, "perturb", "insider-trading", "--n", "4", "--factors", "hast");
  assert.equal(wrong.code, 2);
  assert.match(wrong.errors.replace(/\s+/g, " "), /no factor "hast"; name some of .*; did you mean haste/);
});

test("it says how many texts effects take, where so few leave no error", async (t) => {
  const few = ["perturb", "insider-trading", "--n", "8", "--bases", "recognizable", "--factors", "haste,review,stakes"];
  assert.doesNotMatch((await here(t, ...few)).out, /gives no effect/);
  const fewer = await here(t, ...few.with(3, "5"));
  assert.match(fewer.out, /from one wording\n/);
  assert.match(fewer.out, /parallax cues gives no effect of fewer than 6 texts .*: --n 6 or more, or fewer --factors/);
  const all = await here(t, "perturb", "insider-trading", "--bases", "recognizable", "--factors", "haste");
  assert.match(all.out, /of fewer than 4 texts with these factors, .*: vary more --bases or fewer --factors/);
});

test("a run asks them beside what it would ask anyway, or them alone", async (t) => {
  const plan = [
    "run",
    "--scenario",
    "insider-trading",
    "--model",
    "simulated/steady",
    "--inputs",
    "1",
    "--perturb",
    "5",
  ];
  const alone = await here(t, ...plan, "--arms", "perturbation", "--dry-run");
  assert.match(alone.out, /simulated\/steady: 10 trials/);
  const beside = await here(t, ...plan, "--dry-run");
  assert.match(beside.out, /simulated\/steady: 30 trials/);
});
