import assert from "node:assert/strict";
import test from "node:test";
import { gap } from "../stats/gap/gap.ts";
import { mediation } from "../stats/wordings/mediation.ts";
import { resultsOf, rowOf } from "./fixture.ts";
import { foretoldRows } from "./foretold.ts";
import { frame } from "./frame.ts";
import { rows } from "./rows.ts";

const figures = { scenario: "s", model: "simulated/x", tokens: 9 };

test("memorisation, where it was measured, makes two columns; where not, none", async () => {
  const results = resultsOf([
    ["recognizable", "w0", "yes"],
    ["paraphrase", "w1", "no"],
  ]);
  assert.ok(!("bitsPerToken" in rows(results)[0]!));
  const memorisation = [{ ...figures, wording: "w0", bitsPerToken: 2, minK: 5 }];
  const [known, unknown] = rows({ ...results, memorisation });
  assert.deepEqual([known!.bitsPerToken, known!.minK], [2, 5]);
  assert.deepEqual([unknown!.bitsPerToken, unknown!.minK], [NaN, NaN]);
  const { columns } = await frame({ ...results, memorisation });
  assert.deepEqual(columns.slice(-2), ["bitsPerToken", "minK"]);
});

test("as an outcome it has a gap, and behaviour that follows it is mediated by it", () => {
  const bits = [2, 3, 3.2, 3.5, 3.8, 4];
  const trials = bits.flatMap((bitsPerToken, w) =>
    Array.from({ length: 40 }, (_, i) =>
      rowOf({
        trial: `${w} ${i}`,
        wording: `w${w}`,
        arm: w === 0 ? "recognizable" : "paraphrase",
        published: w === 0,
        value: Number(i < 40 * 3 * 2 ** -bitsPerToken),
      }),
    ).map((row) => ({ ...row, bitsPerToken, minK: NaN })),
  );
  const [behaviour] = gap(trials);
  const [foretold] = gap(foretoldRows(trials));
  const mean = bits.slice(1).reduce((sum, each) => sum + 2 ** -each, 0) / 5;
  assert.equal(foretold!.outcome, "foretold");
  assert.ok(Math.abs(foretold!.gap! - (mean - 0.25)) < 1e-6);
  const found = mediation(behaviour!, foretold!)!;
  assert.ok(Math.abs(found.slope.estimate - 3) < 0.3, `${found.slope.estimate}`);
  assert.ok(Math.abs(found.indirect.estimate - found.total.estimate) < 0.1);
});

test("a trial whose wording was not measured is unscored, not 0", () => {
  const [found] = foretoldRows([rowOf({})]);
  assert.deepEqual([found!.status, found!.reason, found!.value], ["unscored", "not measured", NaN]);
});
