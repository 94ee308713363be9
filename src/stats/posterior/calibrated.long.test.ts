import assert from "node:assert/strict";
import { test } from "node:test";
import { random } from "../../lib/random.ts";
import { chiSquareUpper } from "../numbers/distributions.ts";
import { rankOfTruth, unevenness, type Shape } from "./fixture.ts";
import { defaultPriors } from "./priors.ts";

const shapes: [what: string, shape: Shape, sets: number][] = [
  ["one input", { k: 3, inputs: 1, n: 10 }, 60],
  ["inputs with trials alike, two models", { k: 2, inputs: 3, n: 2, models: 2 }, 25],
];
for (const [what, shape, sets] of shapes)
  test(`where the truth is drawn from the priors, its ranks among the draws are even: ${what}`, () => {
    const next = random(`calibrated ${what}`);
    const ranks: Record<string, number[]> = {};
    for (let set = 0; set < sets; set++)
      for (const [name, rank] of Object.entries(rankOfTruth(shape, defaultPriors, { next, draws: 150, thin: 3 })))
        (ranks[name] ??= []).push(rank);
    for (const [name, places] of Object.entries(ranks)) {
      const p = chiSquareUpper(unevenness(places, 5), 4);
      assert.ok(p > 1e-4, `${name}: p ${p}`);
    }
  });
