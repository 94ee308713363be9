import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { hasModel } from "../models/local/weights.ts";
import { here } from "./fixture.ts";

const skip = hasModel("smollm2-135m") ? false : "no weights of smollm2-135m here";

const run = (t: TestContext, ...args: string[]) => here(t, "memorise", ...args);

test(
  "every wording has its bits per token, and the published side is set beside the control's",
  { skip },
  async (t) => {
    const { code, out, errors } = await run(t, "insider-trading");
    assert.deepEqual([code, errors], [0, ""]);
    assert.match(out, /^scenario +wording +tokens +bits a token +least likely fifth\n/);
    assert.match(out, /\ninsider-trading-control +base +\d+ +\d\.\d\d +\d\d\.\d\d\n/);
    assert.match(
      out,
      /all tokens:\ninsider-trading: mean of 9 paraphrases − \w+ [+−]\d\.\d\d; in the control \(K = 9\) .* net .*\[/,
    );
    const { found, contrasts } = JSON.parse((await run(t, "insider-trading", "--json")).out.split("\n\n").at(-1)!);
    assert.ok(found.length >= 20);
    assert.deepEqual(
      contrasts.map(({ measure }: { measure: string }) => measure),
      ["bitsPerToken", "minK"],
    );
  },
);

for (const [what, args, says] of [
  ["no scenario", [], /name a scenario, or several/],
  ["a model that scores no prompts", ["insider-trading", "--model", "simulated/steady"], /gives no log-probabilities/],
  ["an unknown scenario", ["nothing-like-it"], /nothing-like-it/],
] as const)
  test(`refused: ${what}`, async (t) => {
    const { code, errors } = await run(t, ...args);
    assert.equal(code, 2);
    assert.match(errors, /^parallax memorise: /);
    assert.match(errors, says);
  });
