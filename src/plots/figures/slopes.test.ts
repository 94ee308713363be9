import assert from "node:assert/strict";
import { test } from "node:test";
import { cellOf } from "../../stats/fixture.ts";
import { gap } from "../../stats/gap/gap.ts";
import { slopes } from "./slopes.ts";

const side = (model: string, published: number, paraphrases: number[]) => [
  cellOf({ model, arm: "verbatim", wording: "first", successes: published, trials: 50 }),
  ...paraphrases.map((successes, i) => cellOf({ model, wording: `w${i}`, successes, trials: 50 })),
];
const gaps = gap([
  ...side("falling", 45, [20, 22, 18, 21, 19]),
  ...side("steady", 25, [30, 20, 28, 22, 26]),
  ...side("nothing", 10, []),
]);
type Trace = { name: string; x: number[]; y: number[]; line: { dash: string }; customdata?: string[][] };
const traces = slopes(gaps).data as unknown as Trace[];

test("a line a model, from its published rate to its paraphrases' mean, solid where the interval excludes zero", () => {
  const [falling, steady] = traces;
  assert.deepEqual(
    [falling!.name, falling!.line.dash, steady!.name, steady!.line.dash],
    ["falling", "solid", "steady", "dash"],
  );
  const ends = [gaps[0]!.published!, gaps[0]!.paraphrase!].map((rate) => Number((100 * rate).toFixed(4)));
  assert.deepEqual(falling!.y, ends);
});

test("either end leads to its own trials", () => {
  const ends = Object.fromEntries(
    traces.filter(({ customdata }) => customdata).map((each) => [each.name, each.customdata![0]![0]]),
  );
  assert.match(ends["published side"]!, /model=falling.*wording=first/);
  assert.match(ends["paraphrase"]!, /arm=paraphrase/);
});

test("several outcomes, or nothing to draw, are an error", () => {
  assert.throws(
    () => slopes([...gaps, { ...gaps[0]!, outcome: "other" }]),
    /filter the gaps to one scenario and outcome/,
  );
  assert.throws(() => slopes(gaps.slice(2)), /no gap with both sides to draw/);
});
