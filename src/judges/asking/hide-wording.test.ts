import assert from "node:assert/strict";
import test from "node:test";
import { sampleScenario } from "../../runner/sample.ts";
import type { Wording } from "../../scenarios/scenario.ts";
import { lineOf } from "../fixture.ts";
import { hideWording } from "./hide-wording.ts";

const secret = "Apples lie in the wet grass behind a wall that somebody built a long time ago.";

test("a judge sees no quotation of a wording that is held out, in reply or reasoning, and all of any other", () => {
  const scenario = sampleScenario(1);
  const [open, other] = scenario.wordings as [Wording, Wording];
  const turns: Wording["turns"] = [{ kind: "say", role: "user", text: secret, when: null }, ...other.turns];
  const heldOut: Wording = { ...other, turns, heldOut: true };
  const replied = [lineOf("action", `I HOLD. ${secret}`, { reasoning: `It says: ${secret}` }), lineOf("reason", "No.")];
  const held = { ...scenario, wordings: [open, heldOut] };
  const shown = hideWording(held, heldOut, replied).map(({ reply }) => [reply.text, reply.reasoning]);
  const label = `[wording ${other.hash.slice(0, 12)}].`;
  assert.deepEqual(shown, [
    [`I HOLD. ${label}`, `It says: ${label}`],
    ["No.", null],
  ]);
  assert.deepEqual(hideWording(held, open, replied), replied);
});
