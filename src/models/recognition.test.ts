import assert from "node:assert/strict";
import test from "node:test";
import type { RecognitionKind } from "../scenarios/perturbations/recognition-kinds.ts";
import type { Request, TrialFacts } from "./model.ts";
import { recognition } from "./recognition.ts";
import { simulated } from "./simulated.ts";

const chat: Request = { messages: [], params: {}, seed: null, schema: null, choices: null };
const facts = (arm: string, perturbation?: Partial<NonNullable<TrialFacts["perturbation"]>>): TrialFacts => ({
  scenario: "s",
  arm,
  wording: "w",
  condition: {},
  input: "q",
  epoch: 0,
  turn: "decision",
  examples: { acts: "I act.", waits: "I wait." },
  ones: ["acts"],
  one: null,
  ...(perturbation && { perturbation: { baseArm: "recognizable", levels: {}, changed: [], ...perturbation } }),
});
const changed = (...factors: string[]) => facts("perturbation", { changed: factors });

const cases: [of: RecognitionKind, what: string, trial: TrialFacts, share: number][] = [
  ["names", "the published side", facts("recognizable"), 1],
  ["names", "a rewording", facts("paraphrase"), 0],
  ["names", "a control, which nobody can have read", facts("base"), 0],
  ["names", "made from the published side, as it is", changed(), 1],
  ["names", "made from it, its names changed", changed("names", "order"), 0.25],
  ["names", "made from a rewording", facts("perturbation", { baseArm: "paraphrase" }), 0],
  ["names", "made from a control", facts("perturbation", { baseArm: "base" }), 0],
  ["structure", "made from the published side, its names changed", changed("names", "persona"), 1],
  ["structure", "made from it, in another order and as lists", changed("order", "lists"), 0.36],
  ["tests", "the published side", facts("verbatim"), 0],
  ["tests", "a cue, in whatever text", facts("perturbation", { baseArm: "base", changed: ["haste"] }), 0.5],
  ["tests", "two cues, one of them placeholders", facts("perturbation", { levels: { names: "placeholder" }, changed: ["names", "review"] }), 0.75], // prettier-ignore
];
for (const [of, what, trial, share] of cases)
  test(`a subject that recognises by ${of}, ${what}: ${share}`, () => {
    assert.ok(Math.abs(recognition(of, trial) - share) < 1e-12);
  });

test("it is at one rate where it recognises a text, at another where not, and says which", async () => {
  const model = simulated({ by: "names", published: 0.9, paraphrase: 0.2, wordingSd: 0, inputSd: 0 });
  assert.equal(model.id, "simulated/by-names?published=0.9&paraphrase=0.2&inputSd=0&sd=0");
  assert.deepEqual(simulated(model.id).behaviour, model.behaviour);
  const trial = changed("persona");
  assert.ok(Math.abs(model.trueRate(trial) - (0.25 * 0.9 + 0.75 * 0.2)) < 1e-9);
  const replies = await Promise.all(
    Array.from({ length: 3000 }, (_, epoch) => model.generate(chat, { trial: { ...trial, epoch } })),
  );
  const share = (of: typeof replies, what: (reply: (typeof replies)[number]) => boolean) =>
    of.filter(what).length / of.length;
  const { true: seen = [], false: unseen = [] } = Object.groupBy(replies, ({ reasoning }) =>
    String(reasoning!.includes("a paper by")),
  );
  const acts = ({ text }: { text: string }) => text === "I act.";
  const near = (actual: number, expected: number) => assert.ok(Math.abs(actual - expected) < 0.04, `${actual}`);
  near(seen.length / replies.length, 0.25);
  near(share(seen, acts), 0.9);
  near(share(unseen, acts), 0.2);
  assert.ok(
    replies.every(({ reasoning, stopDetail }) => reasoning!.startsWith("[simulated]") && stopDetail === "simulated"),
  );
});
