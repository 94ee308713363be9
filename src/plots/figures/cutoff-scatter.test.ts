import assert from "node:assert/strict";
import { test } from "node:test";
import { aroundCutoff } from "../../stats/gap/around-cutoff.ts";
import { galleryGaps } from "../gallery-data.ts";
import { cutoffScatter } from "./cutoff-scatter.ts";

const gaps = galleryGaps();
const scenarios = [{ id: "insider-trading", source: { citation: "", url: "", published: "2023-11-09", bibtex: "" } }];
const cutoff = (model: string) => (model.startsWith("openai") ? "2023-09-30" : "2025-05-31");
type Trace = { name: string; x: number[]; y: number[] };

test("models that may have read it left of zero, those that cannot right of it, with either side's mean", () => {
  const around = aroundCutoff(gaps, scenarios, { cutoff });
  const traces = cutoffScatter(around).data as unknown as Trace[];
  const named = (name: string) => traces.find((trace) => trace.name === name);
  assert.ok(named("may have read it")!.x.every((x) => x <= 0) && named("cannot have read it")!.x.every((x) => x > 0));
  assert.equal(named("mean, may have read it")!.y[0], Number((around.after!.mean * 100).toFixed(4)));
  assert.equal(named("mean, cannot have"), undefined); // its one gap has no error
});

test("what is left out is said, and nothing to draw is an error", () => {
  assert.match(
    cutoffScatter(aroundCutoff(gaps, scenarios, { cutoff })).alt,
    /Left out: alignment-faking.*no publication date/,
  );
  assert.throws(() => cutoffScatter(aroundCutoff(gaps, [], { cutoff })), /no gap with both dates to draw: align/);
});
