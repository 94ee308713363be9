import assert from "node:assert/strict";
import { test } from "node:test";
import { marginal } from "../../lib/marginal.ts";
import { meanLogistic } from "./mean-logistic.ts";

for (const sd of [0, 0.3, 1, 1.49, 1.51, 3, 8])
  test(`the mean of a logistic over a normal of SD ${sd} is the finer rule's to 1e-8`, () => {
    for (const logit of [-9, -2, 0, 0.7, 5])
      assert.ok(Math.abs(meanLogistic(logit, sd) - marginal(logit, sd)) < 2e-8, `at ${logit}`);
  });
