import assert from "node:assert/strict";
import { test } from "node:test";
import type { Claim } from "../../scenarios/claims.ts";
import { checkClaims } from "./check-claims.ts";
import type { CsvCell } from "../csv/csv-cell.ts";
import { normal, random } from "../../lib/random.ts";
import { gap } from "../gap/gap.ts";
import { rewordedSide } from "./claim-sides.ts";
import { trialsOf } from "../fixture.ts";
import { twoRates } from "../numbers/two-rates.ts";

const claim = (set: Partial<Claim> = {}): Claim => ({
  id: "c",
  model: "openai/gpt-4",
  scenario: "insider-trading",
  condition: { pressure: "high" },
  outcome: "traded",
  also: null,
  rate: 0.69,
  stated: null,
  successes: 207,
  n: 300,
  se: null,
  nAtLeast: false,
  comparable: true,
  differs: null,
  source: { citation: "A", place: "B", url: "https://example.org", date: "2023-11-09" },
  ...set,
});
const cell = (arm: string, wording: string, successes: number, set: Partial<CsvCell> = {}): CsvCell => ({
  scenario: "insider-trading",
  condition: "pressure=high",
  model: "openai/gpt-4",
  outcome: "traded",
  wording,
  arm,
  successes,
  trials: 200,
  rate: null,
  se: null,
  extra: {},
  ...set,
});
const reworded = (counts: number[], set: Partial<CsvCell> = {}) =>
  gap([cell("published", "original", 138, set), ...counts.map((count, i) => cell("paraphrase", `p${i}`, count, set))]);

const near = [138, 136, 140, 137, 139, 135, 141, 138];
const far = [20, 60, 35, 48, 10, 52, 31, 44];
const wide = [60, 190, 120, 40, 180, 90];

for (const [standing, counts] of [
  ["reproduced", near],
  ["not reproduced", far],
  ["inconclusive", wide],
] as const)
  test(`rewordings like these: ${standing}`, () => {
    const [check] = checkClaims([claim()], reworded([...counts]));
    assert.equal(check!.standing, standing);
    assert.equal(check!.measured!.k, counts.length);
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length / 200;
    assert.ok(Math.abs(check!.difference! - (mean - 0.69)) < 0.03);
    assert.ok(check!.ci![0] < check!.difference! && check!.difference! < check!.ci![1]);
  });

test("two counts on the published side have Newcombe's interval", () => {
  const [check] = checkClaims([claim()], reworded(near), { on: "published" });
  const { ci, difference } = twoRates({ successes: 207, trials: 300 }, { successes: 138, trials: 200 });
  assert.ok(Math.abs(check!.difference! - difference) < 1e-12);
  check!.ci!.forEach((end, i) => assert.ok(Math.abs(end - ci[i]!) < 1e-12));
});

test("p is where the interval begins to leave zero out", () => {
  const [check] = checkClaims([claim()], reworded(far));
  const [at] = checkClaims([claim()], reworded(far), { level: 1 - check!.p! });
  assert.ok(Math.abs(at!.ci![1]) < 1e-6, `${check!.p}: ${at!.ci}`);
});

test("not tested: another model, condition or outcome, no rewording, or a share that is no rate of trials", () => {
  const others = [{ model: "openai/o3" }, { condition: { pressure: "low" } }, { outcome: "concealed" }];
  for (const set of others) {
    const [check] = checkClaims([claim(set)], reworded(near));
    assert.deepEqual([check!.standing, check!.why], ["not tested", "nothing was measured of it"]);
  }
  assert.equal(checkClaims([claim()], reworded([]))[0]!.why, "no rewording was measured");
  const [apart] = checkClaims([claim({ comparable: false, differs: "chosen by hand" })], reworded(near));
  assert.deepEqual([apart!.standing, apart!.why, apart!.difference], ["not tested", "chosen by hand", null]);
});

test("inconclusive where there is no interval, or no figure was claimed", () => {
  assert.match(checkClaims([claim()], reworded([10]))[0]!.why, /no interval: one rewording/);
  const [check] = checkClaims([claim({ rate: null, successes: null, n: null, stated: "near 0" })], reworded(near));
  assert.deepEqual([check!.standing, check!.why], ["inconclusive", "the source gives no figure: near 0"]);
});

test("a claim finds its measurement under the name that other files have for it", () => {
  const also = { outcome: "sold", condition: "" };
  const measured = reworded(near, { outcome: "sold", condition: "" });
  assert.equal(checkClaims([claim({ also })], measured)[0]!.standing, "reproduced");
  assert.throws(() => checkClaims([claim({ also })], [...measured, ...reworded(near)]), /c: 2 measurements fit/);
});

test("p is adjusted for how many claims were tested, not for those that were not", () => {
  const [alone] = checkClaims([claim()], reworded(far));
  const many = checkClaims([claim(), claim({ id: "d" }), claim({ model: "openai/o3" })], reworded(far));
  assert.equal(alone!.pHolm, alone!.p);
  assert.equal(many[0]!.pHolm, 2 * alone!.p!);
  assert.equal(many[2]!.pHolm, null);
});

test("a margin that is no proportion is an error", () => {
  assert.throws(() => checkClaims([], [], { margin: 10 }), /a margin of 10: expected a proportion above 0/);
});

test("they show themselves with what is claimed, n, and why some were not tested", () => {
  const checks = checkClaims([claim(), claim({ id: "other", model: "openai/o3", nAtLeast: true })], reworded(far));
  const { "text/plain": text, "text/html": html } = (
    checks as unknown as Record<symbol, () => Record<"text/plain" | "text/html", string>>
  )[Symbol.for("Jupyter.display")]!();
  assert.match(text, /69\.0 \[63\.6, 74\.0\] \(n = 300\) .*\(K = 8, n = 1600\) .*not reproduced/);
  assert.match(text, /\(n > 300\)/);
  assert.match(text, /not tested, nothing was measured of it: other/);
  assert.match(html, /<table/);
});

test("where inputs are shared, the mean over rewordings has its interval on its own df at every level", () => {
  const rows = trialsOf({ k: 6, inputs: 12, epochs: 3 });
  const [found] = gap(rows);
  assert.ok(Math.abs(found!.paraphraseDf! - 5) > 0.5, String(found!.paraphraseDf));
  for (const level of [0.9, 0.95, 0.99]) {
    const [estimated] = gap(rows, { level });
    rewordedSide(found!)!.at!(level).forEach((end, i) =>
      assert.ok(Math.abs(end - estimated!.paraphraseCi![i]!) < 1e-9),
    );
  }
});

test("near 0 no interval leaves 0 to 1, and a mean that came out small is not surer for that", () => {
  const low = (counts: number[]) => {
    const paraphrases = counts.map((count, i) => cell("paraphrase", `p${i}`, count, { trials: 50 }));
    return rewordedSide(gap([cell("published", "original", 20), ...paraphrases])[0]!)!;
  };
  for (const counts of [
    [1, 0, 2, 0, 1, 0, 0, 3],
    [0, 0, 0, 0],
    [49, 50, 50, 47, 50],
    [12, 0, 0, 1],
  ]) {
    const { rate, at } = low(counts);
    for (const level of [0.5, 0.95, 0.999]) {
      const [from, to] = at!(level);
      assert.ok(from >= 0 && from <= rate && rate <= to && to <= 1, `${counts}: ${from} to ${to}`);
    }
  }
  const { rate, at } = low([3, 1, 2, 5, 1, 0, 2, 2]);
  assert.ok(at!(0.95)[1] - rate > rate - at!(0.95)[0]);
});

test("claimed at 2 % and true at 12 %, the margin away, it is reproduced in at most 5 of 100", () => {
  const next = random("claims");
  const successes = (rate: number, trials: number) => Array.from({ length: trials }, () => next() < rate).filter(Boolean).length; // prettier-ignore
  const sets = 300;
  const reproduced = { rewordings: 0, published: 0 };
  for (let set = 0; set < sets; set++) {
    const counts = Array.from({ length: 8 }, () => successes(1 / (1 + Math.exp(2.22 - 0.8 * normal(next))), 50));
    const gaps = gap([cell("published", "original", successes(0.12, 200)), ...counts.map((count, i) => cell("paraphrase", `p${i}`, count, { trials: 50 }))]); // prettier-ignore
    const said = claim({ rate: 0.02, successes: 6 });
    for (const on of ["rewordings", "published"] as const)
      reproduced[on] += Number(checkClaims([said], gaps, { on })[0]!.standing === "reproduced");
  }
  for (const count of Object.values(reproduced)) assert.ok(count / sets <= 0.05, JSON.stringify(reproduced));
});

test("what is claimed of, and what it is set against, are two things; p of the margin is by Holm, too", () => {
  const of = (set: Partial<Claim>) => checkClaims([claim(set), claim({ id: "d" })], reworded(near));
  const [check] = of({});
  assert.deepEqual([check!.about, check!.on], ["own wording", "rewordings"]);
  assert.equal(check!.pMarginHolm, Math.min(1, 2 * check!.pMargin!));
  assert.equal(of({ about: "rewordings" })[0]!.about, "rewordings");
  const shown = (checks: object) =>
    (checks as Record<symbol, () => Record<string, string>>)[Symbol.for("Jupyter.display")]!()["text/plain"]!;
  assert.match(
    shown(of({})),
    /^Claims about the published wording beside rewordings[\s\S]*whether the rate carries over.*: c, d/m,
  );
  assert.match(shown(of({ about: "rewordings" })), /own wording, or about rewordings,[\s\S]*carries over.*: d/m);
});
