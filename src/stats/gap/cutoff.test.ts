import assert from "node:assert/strict";
import { test } from "node:test";
import { normal, random } from "../../lib/random.ts";
import { countsOf } from "../fixture.ts";
import { cutoff } from "./cutoff.ts";
import type { Gap } from "./estimated-gap.ts";
import { gap } from "./gap.ts";

const [sample] = gap(countsOf([30, 50], [20, 50], [22, 50], [18, 50]));
const source = (published: string) => ({ citation: "", url: "", published, bibtex: "" });
const gapOf = (scenario: string, model: string, estimate: number | null, gapSe: number | null = 0.05): Gap => ({
  ...sample!,
  scenario,
  model,
  gap: estimate,
  gapSe,
});
const year = (model: string): string | null => (model === "unknown" ? null : `${model.slice(1)}-01-01`);

/**
 * Scenarios of 2020, 2021, …, and models of as many years, each gap from a draw of its scenario and
 * its own.
 */
function study(scenarios: number, { effect = 0, seed = "study" }: { effect?: number; seed?: string } = {}) {
  const next = random(seed);
  const all = Array.from({ length: scenarios }, (_, i) => ({ id: `s${i}`, source: source(`${2020 + i}-06-01`) }));
  const gaps = all.flatMap(({ id }, i) => {
    const drawn = 0.1 * normal(next);
    return Array.from({ length: 6 }, (_, m) => {
      const model = `m${2020 + Math.round((m * scenarios) / 6)}`;
      const may = 2020 + i < Number(model.slice(1));
      return gapOf(id, model, drawn + (may ? effect : 0) + 0.05 * normal(next));
    });
  });
  return cutoff(gaps, all, { cutoff: year });
}

test("months from cutoff to publication; on the day itself a model may have read it", () => {
  const scenarios = [{ id: "s", source: source("2024-07-01") }];
  const dates: Record<string, string> = { late: "2024-07-01", later: "2025-07-01", early: "2024-01-01" };
  const { points } = cutoff(
    Object.keys(dates).map((model) => gapOf("s", model, 0.1)),
    scenarios,
    { cutoff: (model) => dates[model]! },
  );
  assert.deepEqual(
    points.map(({ months }) => months),
    [0, -12, 6],
  );
});

test("an effect of having read is found, with both sides' means and what they rest on", () => {
  const { mayHaveRead, cannotHaveRead, difference, cannotTell, spread } = study(12, { effect: -0.2 });
  assert.equal(cannotTell, null);
  assert.equal(difference!.question, "onAverage");
  assert.ok(difference!.ci[0] < -0.2 && -0.2 < difference!.ci[1] && difference!.p < 0.01);
  assert.ok(mayHaveRead!.mean < cannotHaveRead!.mean);
  assert.equal(mayHaveRead!.gaps + cannotHaveRead!.gaps, 72);
  assert.deepEqual([mayHaveRead!.models, cannotHaveRead!.models], [5, 6]);
  assert.ok(spread!.scenarios > 0.05);
});

test("with too few scenarios it says so instead of giving a p", () => {
  const { difference, cannotTell } = study(4);
  assert.equal(difference, null);
  assert.deepEqual([cannotTell!.reason, cannotTell!.scenarios], ["few scenarios", 4]);
  assert.ok(cannotTell!.df! < 4);
});

test("what a scenario's models share is no evidence: with no effect one in twenty rejects, or none", () => {
  const rejected = Array.from({ length: 120 }, (_, i) => study(12, { seed: `null ${i}` })).filter(
    ({ difference }) => difference!.p < 0.05,
  ).length;
  assert.ok(rejected <= 14, `${rejected} of 120`);
});

test("one side alone, one scenario, or nothing at all has no difference, and says which", () => {
  const scenarios = [{ id: "a", source: source("2020-01-01") }, { id: "b", source: source("2021-01-01") }]; // prettier-ignore
  const reasonOf = (...gaps: Gap[]) => cutoff(gaps, scenarios, { cutoff: year }).cannotTell?.reason;
  assert.equal(reasonOf(), "no errors");
  assert.equal(reasonOf(gapOf("a", "m2023", 0.1), gapOf("b", "m2023", 0.1), gapOf("b", "m2022", 0)), "one side only");
  assert.equal(reasonOf(gapOf("a", "m2023", 0.1), gapOf("a", "m2019", 0.1), gapOf("a", "m2018", 0)), "few scenarios");
});

test("what lacks a date or an estimate is left out and named", () => {
  const scenarios = [{ id: "s", source: source("2024-07-01") }];
  const gaps = [
    gapOf("s", "unknown", 0.1),
    gapOf("control", "m2022", 0.1),
    gapOf("s", "m2022", null),
    gapOf("s", "m2023", 0.1, null),
  ];
  assert.deepEqual(
    cutoff(gaps, scenarios, { cutoff: year }).leftOut.map(({ scenario, model, lacks }) => [scenario, model, lacks]),
    [
      ["s", "unknown", "cutoff"],
      ["control", "m2022", "publication date"],
      ["s", "m2022", "gap"],
      ["s", "m2023", "standard error"],
    ],
  );
});

test("mixed outcomes and mixed conditions are refused, naming them", () => {
  const other = (field: "outcome" | "condition") => [
    gapOf("s", "m2022", 0.1),
    { ...gapOf("s", "m2022", 0.1), [field]: "another" },
  ];
  assert.throws(() => cutoff(other("outcome"), []), new RegExp(`2 outcomes \\(${sample!.outcome}; another\\)`));
  assert.throws(() => cutoff(other("condition"), []), /2 conditions \(.*another\)/);
});
