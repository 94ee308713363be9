import assert from "node:assert/strict";
import { test } from "node:test";
import { contrast } from "../../stats/gap/contrast.ts";
import { gap } from "../../stats/gap/gap.ts";
import { cellsShown, seenShown } from "../gallery-data.ts";
import { wordsAndDeeds } from "./words-and-deeds.ts";

const spoken = gap(seenShown);
const behaviour = contrast(cellsShown, { column: "condition", plus: "tier=free", minus: "tier=paid" });
type Trace = { name: string; x: number[]; y: number[]; xaxis?: string };

test("what is said above what is done, each from the published side to the paraphrases", () => {
  const traces = wordsAndDeeds(spoken, behaviour).data as unknown as Trace[];
  const named = (name: string) => {
    const of = traces.filter((trace) => trace.name === name);
    return { x: of.flatMap(({ x }) => x), y: of.flatMap(({ y }) => y), on: of.map(({ xaxis }) => xaxis) };
  };
  const both = [spoken[0]!, behaviour.find(({ model, gap: size }) => model === spoken[0]!.model && size !== null)!];
  const points = (value: number | null) => Math.round(value! * 1e6) / 1e4;
  assert.deepEqual(
    named("published side").x,
    both.map(({ published }) => points(published)),
  );
  assert.deepEqual(
    named("paraphrases").x,
    both.map(({ paraphrase }) => points(paraphrase)),
  );
  assert.ok(named("published side").y[0]! < named("published side").y[1]!);
});

test("shares and differences never share an axis", () => {
  const { data, layout } = wordsAndDeeds(spoken, behaviour);
  const titles = [layout.xaxis2!, layout.xaxis!].map(({ title }) => title!.text!.replace("<br>", " "));
  assert.deepEqual(titles, ["% of trials", "percentage points of difference"]);
  const on = (data as unknown as Trace[]).filter(({ name }) => name === "paraphrases").map(({ xaxis }) => xaxis);
  assert.deepEqual(on, ["x2", undefined]);
  const [upper, lower] = [layout.yaxis2!.domain!, layout.yaxis!.domain!];
  assert.ok(lower[1]! < upper[0]! && layout.xaxis2!.range![1] === 102);
  assert.equal(wordsAndDeeds(spoken, gap(seenShown)).layout.xaxis2, undefined);
});

test("differences may lie below zero, and the axis goes there", () => {
  assert.ok((wordsAndDeeds(spoken, behaviour).layout.xaxis!.range![0] as number) < -20);
  assert.equal(wordsAndDeeds(spoken, gap(seenShown)).layout.xaxis!.range![0], -2);
});

test("a model on one side only is not drawn, and none on both is an error", () => {
  assert.throws(() => wordsAndDeeds(spoken, []), /no scenario and model has both/);
});

test("the axis has the unit of what is drawn; where sides have different ones it says which has which", () => {
  const unit = (figure: ReturnType<typeof wordsAndDeeds>) => figure.layout.xaxis!.title!.text;
  assert.equal(unit(wordsAndDeeds(spoken, gap(seenShown))), "% of trials");
  const proportions = spoken.map((each) => ({
    ...each,
    wordings: each.wordings.map((wording) => ({ ...wording, successes: null })),
  }));
  assert.equal(unit(wordsAndDeeds(proportions, proportions)), "%, mean over trials");
  const both = JSON.stringify(wordsAndDeeds(spoken, behaviour).layout).replace(/<br>/g, " ");
  assert.match(both, /“says” in % of trials; “does” in percentage points of difference/);
});
