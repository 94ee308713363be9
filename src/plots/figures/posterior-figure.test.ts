import assert from "node:assert/strict";
import { test } from "node:test";
import { countsOf } from "../../stats/fixture.ts";
import { posterior } from "../../stats/posterior/posterior.ts";
import { posteriorFigure } from "./posterior-figure.ts";

type Trace = { name: string; x: number[]; error_x?: { array: number[] } };

test("both differences with their intervals, and each wording's rate beside the rate as counted", () => {
  const [found] = posterior(countsOf([12, 20], [5, 20], [8, 20], [3, 20]));
  const shown = posteriorFigure(found!);
  const traces = shown.data as unknown as Trace[];
  const named = (name: string) => traces.find((trace) => trace.name === name)!;
  const { gap, publishedMinusNew } = found!.concluded!;
  assert.deepEqual(
    named("difference").x,
    [gap, publishedMinusNew].map(({ mean }) => Number((100 * mean).toFixed(4))),
  );
  assert.equal(named("difference").error_x!.array.length, 2);
  assert.deepEqual([named("as counted").x.length, named("paraphrase").x.length], [4, 3]);
  assert.equal(named("published side").x[0], Number((100 * found!.concluded!.published.mean).toFixed(4)));
  assert.deepEqual(named("as counted").x, [60, 40, 25, 15]);
  for (const { parameter } of found!.priors)
    assert.ok(JSON.stringify(shown.layout).replaceAll("<br>", " ").includes(parameter));
  assert.match(shown.alt, /Published − one more wording: [+−]/);
  assert.deepEqual(
    [shown.layout.xaxis2!, shown.layout.xaxis!].map(({ title }) => title!.text),
    ["percentage points", "% of trials"],
  );
});

test("where nothing is concluded there is nothing to draw, and it says why", () => {
  const [found] = posterior(countsOf([12, 20], [5, 20], [8, 20]), { chains: 2, draws: 100 });
  assert.throws(() => posteriorFigure(found!), /no posterior to draw for s, m: chains do not agree/);
});
