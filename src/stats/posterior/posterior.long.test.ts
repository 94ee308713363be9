import assert from "node:assert/strict";
import { test } from "node:test";
import { rowOf } from "../../frames/fixture.ts";
import { random, shuffle } from "../../lib/random.ts";
import { cellOf, countsOf, trialsOf } from "../fixture.ts";
import { posterior } from "./posterior.ts";
import { posteriorTable } from "./posterior-table.ts";
import type { PosteriorSummary } from "./summary.ts";

/** Draws enough to conclude of few cells, where it is not the draws that are tested. */
const few = { draws: 400 };
const one = (data: Parameters<typeof posterior>[0], options = {}) => posterior(data, options)[0]!;

test("of cells and of trials, in whatever order and with other arms among them, it is the same", () => {
  const cells = countsOf([12, 20], [5, 20], [8, 20], [3, 20]);
  const rows = cells.flatMap(({ wording, arm, successes, trials }) =>
    Array.from({ length: trials! }, (_, i) =>
      rowOf({
        condition: "",
        model: "m",
        outcome: "o",
        wording,
        trial: `${wording} ${i}`,
        arm: arm === "published" ? "verbatim" : "paraphrase",
        published: arm === "published",
        value: i < successes! ? 1 : 0,
      }),
    ),
  );
  const edit = rowOf({ condition: "", model: "m", outcome: "o", arm: "edit", wording: "e", trial: "e" });
  const [ofCells, ofRows] = [one(cells, few), one([...rows, edit], few)];
  assert.deepEqual(ofRows.concluded, ofCells.concluded);
  const shuffled = one([edit, ...shuffle(rows, random(1))], few);
  const [a, b] = [shuffled.concluded!.gap, ofCells.concluded!.gap];
  assert.ok(Math.abs(a.mean - b.mean) < 5 * Math.hypot(a.mcse, b.mcse));
  assert.deepEqual(
    [ofCells.k, ofCells.inputs, ofCells.n, ofCells.publishedText, ofCells.together],
    [3, 1, 80, "published/w0", 1],
  );
});

test("groups whose wordings have nothing in common are concluded together, if need be with smaller steps", () => {
  const counts = {
    "a blackmail": [106, 36, 31, 24, 36, 35, 25, 28, 39, 22, 26, 12, 23, 15, 25],
    "a insider": [75, 18, 21, 8, 24, 26, 20, 28, 43, 51, 16, 27, 14, 41, 27],
    "b blackmail": [59, 5, 25, 14, 21, 15, 17, 20, 6, 29, 17, 36, 23, 16, 28],
    "b insider": [76, 33, 6, 15, 26, 23, 12, 26, 30, 19, 39, 34, 36, 24, 36],
  };
  const cells = Object.entries(counts).flatMap(([group, successes]) => {
    const [model, scenario] = group.split(" ");
    const [published, ...others] = successes as [number, ...number[]];
    const all = countsOf([published, 120], ...others.map((ones): [number, number] => [ones, 60]));
    return all.map((cell) => ({ ...cell, model: model!, scenario: scenario! }));
  });
  for (const { check, concluded } of posterior(cells, { draws: 450 })) {
    assert.ok(concluded && check!.isGood, `R̂ ${check!.rhat}, ${check!.ess} effective draws`);
    assert.ok(check!.divergences <= 0.02 * check!.chains * check!.draws, `${check!.divergences} divergent moves`);
  }
});

test("one seed gives one result, another another within Monte Carlo error", () => {
  const cells = countsOf([12, 20], [5, 20], [8, 20], [3, 20]);
  const [first, again, other] = [few, few, { ...few, seed: 2 }].map((options) => one(cells, options));
  assert.deepEqual(again, first);
  const [a, b] = [first!.concluded!.gap, other!.concluded!.gap];
  assert.notEqual(a.mean, b.mean);
  assert.ok(Math.abs(a.mean - b.mean) < 5 * Math.hypot(a.mcse, b.mcse));
});

test("draws are the same in however many threads", () => {
  const cells = countsOf([12, 20], [5, 20], [8, 20], [3, 20]);
  const [alone, shared] = [1, 3].map((threads) => one(cells, { ...few, threads }));
  assert.deepEqual(shared, alone);
});

test("probabilities against the margin are of the gap as it is named, paraphrase − published", () => {
  const { concluded } = one(countsOf([46, 50], [5, 50], [7, 50], [4, 50], [6, 50]), { margin: 0.2 });
  const { gap, gapAgainst, publishedMinusNew, publishedMinusNewAgainst: drawn } = concluded!;
  assert.ok(gap.mean < -0.5 && gapAgainst.below > 0.99 && gapAgainst.positive < 0.01);
  assert.ok(publishedMinusNew.mean > 0.5 && drawn.above > 0.95);
  for (const { above, within, below } of [gapAgainst, drawn]) assert.ok(Math.abs(above + within + below - 1) < 1e-12);
  assert.ok(Math.abs(concluded!.paraphrase.mean - concluded!.published.mean - gap.mean) < 1e-12);
});

test("a gap on average can be plain where one more wording might do the same", () => {
  const spread = [0, 4, 30, 45, 15, 48, 2, 38, 50, 24].map((ones) => [ones, 50] as const);
  const { concluded } = one(countsOf([960, 1000], ...spread));
  assert.ok(concluded!.gapAgainst.below > 0.95);
  assert.ok(concluded!.publishedMinusNew.ci[0] < 0);
});

const edges: [name: string, counts: (readonly [number, number])[]][] = [
  ["nobody ever does it, two paraphrases", [[0, 40], [0, 40], [0, 40]]], // prettier-ignore
  ["everybody always does it", [[40, 40], [40, 40], [40, 40], [40, 40]]], // prettier-ignore
  ["the published side always, the others never", [[50, 50], [0, 50], [1, 50], [0, 50]]], // prettier-ignore
  ["rates near 0", [[2, 200], [0, 50], [1, 50], [0, 50], [2, 50]]], // prettier-ignore
  ["one paraphrase", [[5, 20], [7, 20]]], // prettier-ignore
  ["one trial each", [[1, 1], [0, 1], [1, 1]]], // prettier-ignore
];
for (const [name, [published, ...paraphrases]] of edges)
  test(`${name}: the chains agree, and everything lies within its bounds`, () => {
    const { check, concluded, wordings } = one(countsOf(published!, ...paraphrases));
    assert.ok(check!.isGood, JSON.stringify(check));
    const rates = [concluded!.published, concluded!.paraphrase, concluded!.newWording, ...wordings.map((w) => w.rate!)];
    for (const { mean, ci } of rates) assert.ok(ci[0] >= 0 && ci[0] < ci[1] && ci[1] <= 1 && mean > 0 && mean < 1);
    for (const { mean, ci } of [concluded!.gap, concluded!.publishedMinusNew])
      assert.ok(ci[0] >= -1 && ci[1] <= 1 && ci[0] < mean && mean < ci[1]);
  });

test("copies of a reply count as one: the interval is that of one trial each, not of ten", () => {
  const single = trialsOf({ k: 5, inputs: 10, epochs: 1, spread: 0.3 });
  const copies = single.flatMap((row) =>
    Array.from({ length: 10 }, (_, epoch) => ({ ...row, epoch, trial: `${row.trial} ${epoch}` })),
  );
  const [once, ten] = [one(single), one(copies)];
  const width = ({ ci }: PosteriorSummary) => ci[1] - ci[0];
  const share = width(ten.concluded!.gap) / width(once.concluded!.gap);
  assert.ok(share > 0.85 && share < 1.1, `${share}`);
  assert.ok(ten.correlation!.ci[0] > 0.8, JSON.stringify(ten.correlation));
  assert.ok(ten.notes.some((note) => note.includes("alike")));
});

test("models fitted together lean on each other: less the more they are told of", () => {
  const at = (model: string, counts: (readonly [number, number])[]) =>
    countsOf(counts[0]!, ...counts.slice(1)).map((cell) => ({ ...cell, model }));
  const many = ["a", "b", "c", "d"].flatMap((model) => at(model, [[30, 100], [60, 100], [62, 100], [58, 100]])); // prettier-ignore
  const few = at("e", [[3, 5], [3, 5], [2, 5], [3, 5]]); // prettier-ignore
  const [together, apart] = [true, false].map((joined) =>
    posterior([...many, ...few], { together: joined }).find(({ model }) => model === "e")!,
  );
  assert.deepEqual([together!.together, apart!.together], [5, 1]);
  assert.ok(together!.concluded!.gap.mean > apart!.concluded!.gap.mean + 0.05);
  assert.ok(together!.concluded!.gap.sd < apart!.concluded!.gap.sd);
  assert.ok("published × model" in together!.sds && !("published × model" in apart!.sds));
});

test("where the chains do not agree nothing is concluded, and the figures that say so stand there", () => {
  const found = one(countsOf([12, 20], [5, 20], [8, 20]), { chains: 2, draws: 100 });
  assert.ok(!found.check!.isGood && found.check!.ess < 400);
  assert.deepEqual([found.concluded, found.wordings[0]!.rate], [null, null]);
  assert.ok(found.notes.some((note) => note.startsWith("the chains do not agree")));
  assert.ok(!posteriorTable([found]).includes("one more"));
});

const none: [what: string, data: Parameters<typeof posterior>[0], obstacle: string][] = [
  ["no published side", countsOf([1, 2], [1, 2]).slice(1), "no published side"],
  ["no paraphrase", countsOf([1, 2]), "no paraphrase"],
  ["no scored trial of the published side", countsOf([0, 0], [1, 2], [1, 2]), "no published side"],
  ["proportions", trialsOf({}).map((row) => ({ ...row, value: 0.5 })), "proportions"],
];
for (const [what, data, obstacle] of none)
  test(`${what}: nothing is fitted, and it says why`, () => {
    const found = one(data);
    assert.deepEqual([found.obstacles, found.check, found.concluded], [[obstacle], null, null]);
    assert.equal(found.notes.length, 1);
  });

const mistakes: [what: string, call: () => unknown, says: RegExp][] = [
  ["rates without counts", () => one([cellOf({ rate: 0.2, se: 0.1, arm: "published" })]), /expected successes and/],
  [
    "levels in one group",
    () => posterior([...countsOf([1, 2], [1, 2]), ...countsOf([1, 2], [1, 2]).map((c) => ({ ...c, model: "n" }))], { by: ["scenario", "condition", "outcome"] }), // prettier-ignore
    /several levels of model in one group/,
  ],
  ["a level", () => posterior([], { level: 95 }), /a level of 95: expected a number between 0 and 1/],
  ["a margin", () => posterior([], { margin: 10 }), /a margin of 10: expected a proportion/],
  ["chains", () => posterior([], { chains: 1 }), /1 chains of 1000 draws: expected 2 chains or more/],
  ["threads", () => posterior([], { threads: 0 }), /0 threads: expected a whole number/],
  ["a prior", () => posterior([], { priors: { sd: 0 } }), /a prior of sd with scale 0/],
];
for (const [what, call, says] of mistakes)
  test(`what ${what} cannot be is an error that says so`, () => assert.throws(call, says));

test("it shows both questions, the priors and how well the chains agree", () => {
  const found = posterior(countsOf([12, 20], [5, 20], [8, 20], [3, 20]));
  const text = (found as unknown as Record<symbol, () => Record<string, string>>)[Symbol.for("Jupyter.display")]!()[
    "text/plain"
  ]!;
  assert.match(text, /Is there a gap on average\?/);
  assert.match(text, /this alone is evidence on recognition/);
  assert.match(text, /SD of wording ~ half-t\(4, 0, 1\)/);
  assert.match(text, /R̂ at most 1\.00\d/);
});
