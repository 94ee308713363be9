import assert from "node:assert/strict";
import test from "node:test";
import { openPacing } from "./pace/pacing.ts";
import { openSignal } from "./pace/signal.ts";
import { plan } from "./plan.ts";
import { sampleScenario } from "./sample.ts";
import { openTrialReadiness } from "./trial-readiness.ts";

const { trials } = plan({ scenarios: [sampleScenario(1)], models: ["openai-compatible/m?baseUrl=http://localhost"] });
const [first, second, third, fourth, fifth] = trials as [(typeof trials)[number], ...(typeof trials)[number][]];

function open(most: number) {
  const bounds = { first: most, most };
  const pacing = openPacing(bounds, openSignal());
  return openTrialReadiness({ pacing, bounds, found: 2, caching: null, isOver: () => false });
}

test("a trial begins once another's last reply has come, and not while too many wait for the disk", () => {
  const ready = open(2);
  ready.begin(first);
  ready.begin(second!);
  assert.equal(ready.blockOf(third!), "room");
  ready.answered(first, false);
  assert.equal(ready.blockOf(third!), null);
  ready.begin(third!);
  assert.equal(ready.blockOf(fourth!), "room");
  ready.answered(second!, false);
  assert.equal(ready.blockOf(fourth!), "disk");
  ready.ended(first);
  assert.equal(ready.blockOf(fourth!), null);
});

test("what was found, and so is lost by no crash, waits for the disk besides", () => {
  const ready = open(1);
  for (const trial of [first, second!]) {
    ready.begin(trial);
    ready.answered(trial, true);
    assert.equal(ready.blockOf(third!), trial === first ? null : "disk");
  }
  ready.ended(first);
  assert.equal(ready.blockOf(third!), null);
});

test("a trial that was answered leaves once, and one that was not leaves as it ends", () => {
  const ready = open(1);
  for (const trial of [first, second!, third!]) {
    ready.begin(trial);
    if (trial !== second) ready.answered(trial, false);
    ready.ended(trial);
  }
  ready.begin(fourth!);
  assert.equal(ready.blockOf(fifth!), "room");
});
