import assert from "node:assert/strict";
import { test } from "node:test";
import { cutoff } from "../../stats/gap/cutoff.ts";
import { datedCutoff, datedGaps, datedScenarios } from "../dated-gaps.ts";
import { cutoffScatter } from "./cutoff-scatter.ts";

const gaps = datedGaps();
const around = cutoff(gaps, datedScenarios, { cutoff: datedCutoff });
type Trace = { name: string; x: number[]; y: number[] };

test("models that may have read it left of zero, those that cannot right of it, with either side's mean", () => {
  const traces = cutoffScatter(around).data as unknown as Trace[];
  const named = (name: string) => traces.find((trace) => trace.name === name)!;
  assert.ok(named("may have read it").x.every((x) => x <= 0));
  assert.ok(named("cannot have read it").x.every((x) => x > 0));
  assert.equal(named("mean, may have read it").y[0], Number((around.mayHaveRead!.mean * 100).toFixed(4)));
  assert.equal(named("mean, cannot have").y[0], Number((around.cannotHaveRead!.mean * 100).toFixed(4)));
});

test("points of one month stand side by side, each side on its own side of zero", () => {
  const figure = cutoffScatter(around);
  const traces = figure.data as unknown as Trace[];
  const places = traces.filter(({ name }) => name.endsWith("read it") && !/mean/.test(name)).flatMap(({ x }) => x);
  assert.equal(new Set(places).size, around.points.length);
  assert.match(figure.alt, /Points of one month stand side by side/);
  const one = cutoff(
    gaps.filter(({ model }) => model === gaps[0]!.model),
    datedScenarios,
    { cutoff: datedCutoff },
  );
  assert.doesNotMatch(cutoffScatter(one).alt, /side by side/);
});

test("the difference stands below with how it was made, or why there is none", () => {
  assert.match(cutoffScatter(around).alt, /on average over scenarios and models: −\d.*clustered by scenario/);
  const few = gaps.filter(({ scenario }) => /20(19|24)/.test(scenario));
  const { alt } = cutoffScatter(cutoff(few, datedScenarios, { cutoff: datedCutoff }));
  assert.match(alt, /No p: 2 scenarios/);
});

test("what is left out is said, and nothing to draw is an error", () => {
  const some = cutoff(gaps, datedScenarios.slice(1), { cutoff: datedCutoff });
  assert.match(cutoffScatter(some).alt, /Left out: scenario-of-2018.*no publication date/);
  assert.throws(() => cutoffScatter(cutoff(gaps, [])), /no gap with both dates to draw: scenario-of-2018/);
});
