import assert from "node:assert/strict";
import { test } from "node:test";
import { closedForms, costOf, type Allocation } from "./allocation.ts";
import { bestDesign } from "./best-design.ts";
import { closedPower } from "./closed-power.ts";
import { fillDesign } from "./design.ts";

const near = (actual: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual}, expected ${expected} ± ${tolerance}`);
const few = { studies: 300 };
const spending = { usd: 8, gap: -0.15, trialUsd: 0.01 };

for (const [what, more] of [
  ["trials alone", {}],
  ["paraphrases that cost", { wordingUsd: 0.2 }],
  ["with a control", { wordingUsd: 0.1, controls: true, usd: 20 }],
] as const)
  test(`as good as the best of all that the money buys, tried one by one: ${what}`, () => {
    const asked = { ...spending, ...more };
    const { best, sought } = bestDesign(asked, few);
    const prices = { trial: 0.01, wording: "wordingUsd" in asked ? asked.wordingUsd : 0, label: 0 };
    const closed = closedForms(sought, 0.95);
    let most = 0;
    for (let k = 2; k <= 100; k += k < 20 ? 1 : 5)
      for (let publishedN = 5; publishedN <= 600; publishedN += 5) {
        const times = sought.controls ? 2 : 1;
        const n = Math.floor((asked.usd / times - k * prices.wording - publishedN * 0.01) / 0.01 / k);
        if (n >= 2) most = Math.max(most, closed({ k, n, publishedN, labels: 0 }));
      }
    near(best!.closedForm, most, 0.04);
    assert.ok(best!.usd.all <= asked.usd + 1e-9, `${best!.usd.all}`);
    near(best!.usd.all, asked.usd, 0.03 * asked.usd);
  });

for (const [what, more] of [
  ["on average", {}],
  ["with a control", { controls: true, usd: 30 }],
  ["as one more draw", { question: "asDraw", gap: -0.35 }],
  ["behind a judge that errs", { judge: { sensitivity: 0.9, specificity: 0.95 }, labelUsd: 0.05, usd: 30 }],
] as const)
  test(`simulation and closed form stand beside each other: ${what}`, () => {
    const { best } = bestDesign({ ...spending, ...more } as never, few);
    near(best!.power, best!.closedForm, 0.12);
    assert.ok(best!.powerCi[0] <= best!.power && best!.power <= best!.powerCi[1]);
  });

test("as one more draw, a text that is hardly moved is found as seldom as the test promises, with a control or without", () => {
  for (const controls of [false, true]) {
    const { best, others } = bestDesign(
      { ...spending, usd: 20, gap: -0.001, question: "asDraw", controls },
      { studies: 600 },
    );
    for (const { k, power } of [best!, ...others]) if (k > 5) near(power, 0.05, 0.035);
  }
});

test("as one more draw, no few wordings are advised: they find gaps where the spread is not known", () => {
  const { best } = bestDesign({ ...spending, usd: 60, gap: -0.2, trialUsd: 0.02, question: "asDraw" }, few);
  assert.ok(best!.k >= 15, `K = ${best!.k}`);
});

test("without control or judge the closed form is that of one design", () => {
  const { best, sought } = bestDesign(spending, few);
  const { k, n, publishedN } = best!;
  near(best!.closedForm, closedPower(fillDesign({ k, n, publishedN, gap: -0.15, rate: 0.5, tau: 0.8 })), 1e-12);
  const allocation: Allocation = best!;
  near(costOf(allocation, sought, { trial: 0.01, wording: 0, label: 0 }).all, (k * n + publishedN) / 100, 1e-12);
});

test("what a target costs is enough for it, and too little money is said to be", () => {
  const { usdForTarget } = bestDesign(spending, few);
  const enough = bestDesign({ ...spending, usd: usdForTarget! }, few).best!;
  near(enough.closedForm, 0.8, 0.02);
  assert.equal(bestDesign({ ...spending, usd: 0.03 }, few).best, null);
  const never = bestDesign({ ...spending, question: "asDraw", gap: -0.05 }, few);
  assert.equal(never.usdForTarget, null);
});

for (const [what, set, says] of [
  ["no price", { trialUsd: undefined }, /no price of a trial: give trialUsd/],
  [
    "a price that is not known",
    { trialUsd: undefined, model: "openai/none-such", tokens: { input: 1, output: 1 } },
    /no price known for openai\/none-such/,
  ],
  ["no gap", { gap: 0 }, /gap 0: expected the smallest that matters/],
  ["no money", { usd: 0 }, /usd 0: expected/],
  ["a judge no better than chance", { judge: { sensitivity: 0.4, specificity: 0.9 } }, /sensitivity 0\.4/],
  ["trials that cost nothing", { trialUsd: 0 }, /trialUsd 0: expected USD above 0/],
] as const)
  test(`refused: ${what}`, () =>
    assert.throws(() => bestDesign({ ...spending, ...(set as object) } as never, few), says));
