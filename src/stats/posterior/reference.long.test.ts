import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { rowOf } from "../../frames/fixture.ts";
import type { Row } from "../../frames/row.ts";
import { posterior } from "./posterior.ts";
import type { PosteriorSummary } from "./summary.ts";

interface Reference {
  mean: number;
  sd: number;
  low: number;
  high: number;
  mcse: number;
}
const names = ["published", "paraphrase", "gap", "newWording", "publishedMinusNew"] as const;
interface Case {
  name: string;
  data: {
    key: Record<"scenario" | "model" | "condition" | "outcome", string>;
    counts: { wording: string; published: boolean; input: string; n: number; sum: number }[];
  }[];
  groups: Record<(typeof names)[number], Reference>[];
  sds: Record<string, Reference>;
  correlation: Reference | null;
}

/** Made by fixtures/posterior.py with PyMC. */
const { cases } = JSON.parse(readFileSync(new URL("../fixtures/posterior.json", import.meta.url), "utf8")) as {
  cases: Case[];
};

const rowsOf = ({ data }: Case): Row[] =>
  data.flatMap(({ key, counts }) =>
    counts.flatMap(({ wording, published, input, n, sum }) =>
      Array.from({ length: n }, (_, epoch) =>
        rowOf({
          ...key,
          wording,
          published,
          input,
          epoch,
          trial: JSON.stringify([key, wording, input, epoch]),
          arm: published ? "verbatim" : "paraphrase",
          value: epoch < sum ? 1 : 0,
        }),
      ),
    ),
  );

function near(found: PosteriorSummary, expected: Reference, what: string): void {
  const error = Math.hypot(found.mcse, expected.mcse) + 1e-6;
  assert.ok(
    Math.abs(found.mean - expected.mean) < 5 * error,
    `${what}: ${found.mean} ± ${found.mcse}, PyMC ${expected.mean} ± ${expected.mcse}`,
  );
  // Ends of intervals are told less well than means, most where the tail is long.
  const width = expected.high - expected.low;
  [expected.low, expected.high].forEach((end, i) =>
    assert.ok(Math.abs(found.ci[i]! - end) < 0.25 * width, `${what}: end ${found.ci[i]}, PyMC ${end}`),
  );
}

for (const each of cases)
  test(`PyMC's posterior: ${each.name}`, () => {
    const found = posterior(rowsOf(each), { seed: each.name });
    assert.equal(found.length, each.groups.length);
    each.data.forEach(({ key }, g) => {
      const result = found.find(({ scenario, model, condition }) =>
        [scenario, model, condition].every((level) => Object.values(key).includes(level)),
      )!;
      assert.ok(result.check!.isGood, JSON.stringify(result.check));
      for (const name of names) near(result.concluded![name], each.groups[g]![name], `${result.model} ${name}`);
      for (const [name, sd] of Object.entries(each.sds))
        assert.ok(
          Math.abs(result.sds[name]!.mean - sd.mean) < 5 * Math.hypot(result.sds[name]!.mcse, sd.mcse),
          `SD of ${name}: ${result.sds[name]!.mean}, PyMC ${sd.mean}`,
        );
      assert.equal(result.correlation === null, each.correlation === null);
      if (each.correlation) near(result.correlation!, each.correlation, "correlation");
    });
  });
