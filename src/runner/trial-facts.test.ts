import assert from "node:assert/strict";
import test from "node:test";
import type { Scenario, Wording } from "../scenarios/scenario.ts";
import { plan } from "./plan.ts";
import { sampleScenario } from "./sample.ts";
import { trialFacts } from "./trial-facts.ts";
import type { Trial } from "./trial.ts";

const scenario = sampleScenario(1);
const wording = scenario.wordings[0] as Wording;
const { trials } = plan({
  scenarios: [scenario],
  models: ["simulated/steady"],
  elicit: ["chat", "choice"],
  wordings: ["published"],
});
const trialOf = (elicit: string) => trials.find((trial) => trial.elicit === elicit) as Trial;

test("in a chat: examples of the reply, and which readings count as 1", () => {
  const facts = trialFacts(trialOf("chat"), scenario, wording, "action");
  assert.deepEqual(facts.examples, { acts: "I ACT.", holds: "I HOLD." });
  assert.deepEqual(facts.ones, ["acts"]);
  assert.equal(facts.one, null);
  assert.equal(facts.arm, "recognizable");
  assert.deepEqual(trialFacts(trialOf("chat"), scenario, wording, "reason").ones, []);
});

test("where two outcomes read one reply, the headline decides what counts as 1", () => {
  const holds = { ...(scenario.outcomes[0] as Scenario["outcomes"][0]), headline: false };
  holds.measure = { by: "pattern", reply: "action", one: ["holds"], zero: ["acts"] };
  const both = { ...scenario, outcomes: [holds, ...scenario.outcomes] };
  assert.deepEqual(trialFacts(trialOf("chat"), both, wording, "action").ones, ["acts"]);
});

test("in a forced choice: the letter that counts as 1 in this order", () => {
  assert.equal(trialFacts(trialOf("choice"), scenario, wording, "one-first").one, "A");
  assert.equal(trialFacts(trialOf("choice"), scenario, wording, "zero-first").one, "B");
});
