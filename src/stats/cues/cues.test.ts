import assert from "node:assert/strict";
import { test } from "node:test";
import { rowOf } from "../../frames/fixture.ts";
import { random, shuffle } from "../../lib/random.ts";
import type { CsvCell } from "../csv/csv-cell.ts";
import { adjust } from "../numbers/adjust.ts";
import { cues, type CueOptions } from "./cues.ts";
import type { Cues } from "./cue-result.ts";
import { perturbedRows, type PerturbedRow } from "./fixture.ts";

const named = (names: number) => perturbedRows((text) => 0.3 + (text.names === "other" ? names : 0), { trials: 8 });
const one = (data: Parameters<typeof cues>[0], options: CueOptions = {}): Cues => {
  const [found, ...more] = cues(data, options);
  assert.deepEqual(more, []);
  return found!;
};
const effectOf = ({ effects }: Cues, factor: string, level?: string) =>
  effects.find((each) => each.factor === factor && (level === undefined || each.level === level))!;
const near = (actual: number, expected: number, tolerance = 1e-9) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual}, expected ${expected}`);

test("in a whole factorial an effect by itself is the difference of means; pooled it is nearer zero", () => {
  const rows = named(0.4);
  const found = one(rows);
  const mean = (level: string) => {
    const values = rows.flatMap((row) => (row["change.names"] === level ? [row.value] : []));
    return values.reduce((a, b) => a + b, 0) / values.length;
  };
  const names = effectOf(found, "names");
  near(names.unpooled.estimate, mean("other") - mean("kept"));
  assert.deepEqual([names.level, names.from, names.wordings, names.n], ["other", "kept", [36, 36], [288, 288]]);
  assert.ok(names.pooled.estimate < names.unpooled.estimate && names.pooled.estimate > 0.8 * names.unpooled.estimate);
  assert.ok(names.unpooled.p < 1e-6 && names.holm < 1e-5 && names.bh < 1e-5);
  for (const factor of ["order", "review"]) assert.ok(Math.abs(effectOf(found, factor).pooled.estimate) < 0.1);
  assert.deepEqual(
    found.effects.map(({ factor, level }) => `${factor} ${level}`),
    ["names other", "order turned", "review said", "form lists", "form table"],
  );
  assert.deepEqual([found.wordings, found.n, found.looked, found.df, found.obstacle], [72, 576, 5, 64, null]);
});

test("where chance is all that wordings differ by, an effect by itself is of trials, however many each text has", () => {
  const texts = [
    { names: "kept", counts: [[1, 2], [9, 20], [1, 2], [9, 20]] },
    { names: "other", counts: [[1, 2], [12, 20], [1, 2], [12, 20]] },
  ]; // prettier-ignore
  const rows = texts.flatMap(({ names, counts }) =>
    counts.flatMap(([ones, n], text) =>
      Array.from({ length: n! }, (_, epoch) => {
        const place = { arm: "perturbation" as const, wording: `${names}-${text}`, trial: `${names}-${text}-${epoch}` };
        const changed = names === "kept" ? "" : "names";
        const row = rowOf({ ...place, epoch, value: Number(epoch < ones!) });
        return { ...row, base: "b", changed, distance: 0.1 * text, "change.names": names } as PerturbedRow;
      }),
    ),
  );
  near(effectOf(one(rows), "names").unpooled.estimate, 26 / 44 - 20 / 44);
});

test("shares of the variance between wordings add up to 1, and the factor that matters has most", () => {
  const kinds = { names: ["names"], structure: ["order", "form", "base"], tests: ["review"] };
  const found = one(named(0.4), { kinds });
  near(
    found.shares.reduce((sum, { share }) => sum + share, 0),
    1,
  );
  const names = found.shares.find(({ of, factors }) => of === "factor" && factors[0] === "names")!;
  assert.ok(names.share > 0.7 && names.ci[0] > 0.5, `${names.share}`);
  assert.deepEqual(
    found.kinds.map(({ kind, largest }) => [kind, largest > 0.5]),
    [
      ["names", true],
      ["structure", false],
      ["tests", false],
    ],
  );
  assert.ok(found.between > 0.1 && found.between < 0.3);
});

test("one trial a wording does not tell which kind of factor is largest", () => {
  const first = named(0.4).filter(
    (row, index, all) => all.findIndex(({ wording }) => wording === row.wording) === index,
  );
  const found = one(first, { kinds: { names: ["names"], structure: ["order", "form", "base"] } });
  assert.deepEqual(found.kinds, []);
  assert.ok(found.notes.some((note) => /nor is which kind of factor is largest/.test(note)));
});

test("what two factors do together is found beside what each does", () => {
  const rows = perturbedRows((text) => (text.names === "other" && text.review === "said" ? 0.9 : 0.2), { trials: 8 });
  const { interactions, pairsUntold } = one(rows);
  assert.deepEqual(pairsUntold, []);
  const largest = interactions.toSorted((a, b) => b.pooled.estimate - a.pooled.estimate)[0]!;
  assert.deepEqual(
    [largest.factors, largest.levels],
    [
      ["names", "review"],
      ["other", "said"],
    ],
  );
  assert.ok(largest.pooled.ci[0] > 0.3 && largest.pooled.learnt > 0.9);
  const ps = interactions.map(({ unpooled }) => unpooled.p);
  assert.deepEqual(
    interactions.map(({ holm }) => holm),
    adjust(ps),
  );
  assert.ok(largest.unpooled.p < 1e-6 && largest.unpooled.p === Math.min(...ps) && largest.holm < 1e-4);
});

test("a joint effect by itself among none is held by its interval, and others are not widened by it", () => {
  const joint = 0.4;
  const held = [1, 2, 3, 4, 5, 6].map((seed) => {
    const rate: Parameters<typeof perturbedRows>[0] = (text) =>
      0.3 + (text.names === "other" && text.review === "said" ? joint : 0);
    const { interactions } = one(perturbedRows(rate, { trials: 8, seed }));
    const found = interactions.find(({ factors }) => factors.join() === "names,review")!;
    const [low, high] = found.pooled.ci;
    const widths = interactions.map(({ pooled }) => pooled.ci[1] - pooled.ci[0]);
    assert.ok(Math.max(...widths) < 0.5, `${Math.max(...widths)}`);
    return low <= joint && joint <= high;
  });
  assert.ok(held.filter(Boolean).length >= 5, `${held}`);
});

test("order of rows, cells in place of trials, and another level to compare with", () => {
  const rows = named(0.3);
  const found = one(rows);
  const shuffled = one(shuffle(rows, random(4)));
  near(effectOf(shuffled, "form", "table").pooled.estimate, effectOf(found, "form", "table").pooled.estimate, 1e-9);
  const asCells = one(cellsOf(rows));
  for (const factor of ["names", "order"]) {
    near(effectOf(asCells, factor).unpooled.estimate, effectOf(found, factor).unpooled.estimate);
    near(effectOf(asCells, factor).unpooled.p, effectOf(found, factor).unpooled.p, 1e-9);
  }
  near(asCells.distance.alone.estimate, found.distance.alone.estimate, 1e-9);
  const turned = one(rows, { from: { names: "other" } });
  near(effectOf(turned, "names").unpooled.estimate, -effectOf(found, "names").unpooled.estimate);
  assert.throws(() => cues(rows, { from: { names: "none" } }), /no level "none".*kept, other/);
});

/** The same as counts by wording, as a file has them. */
function cellsOf(rows: readonly PerturbedRow[]): CsvCell[] {
  return [...Map.groupBy(rows, ({ wording }) => wording).values()].map((trials) => {
    const { scenario, condition, model, outcome, wording, arm, ...row } = trials[0]!;
    const changes = Object.entries(row).filter(([name]) => /^(change\..*|base|changed|distance)$/.test(name));
    const successes = trials.reduce((sum, { value }) => sum + value, 0);
    const extra = Object.fromEntries(changes.map(([name, value]) => [name, String(value)]));
    return {
      scenario,
      condition,
      model,
      outcome,
      wording,
      arm,
      successes,
      trials: trials.length,
      rate: null,
      se: null,
      extra,
    };
  });
}

test("a control's effect stands beside its scenario's, with the difference", () => {
  const control = { scenario: "c", controlFor: "s" } as const;
  const inControl = perturbedRows((text) => 0.3 + (text.names === "other" ? 0.1 : 0), {
    trials: 8,
    seed: 2,
    set: control,
  });
  const [asked, other] = cues([...named(0.4), ...inControl]).toSorted((a, b) => b.scenario.localeCompare(a.scenario));
  const names = effectOf(asked!, "names");
  const beside = effectOf(other!, "names");
  assert.deepEqual(names.control, { scenario: "c", pooled: beside.pooled, unpooled: beside.unpooled });
  near(names.beyondControl!.estimate, names.unpooled.estimate - beside.unpooled.estimate);
  near(names.beyondControl!.se, Math.hypot(names.unpooled.se, beside.unpooled.se));
  assert.equal(beside.control, null);
  assert.equal(asked!.looked, 10, "all effects of the call");
});

test("what subjects say stands beside what they do, and what was not said is not zero", () => {
  const rows = named(0.4).map((row, i) => ({
    ...row,
    recognised: i % 5 === 0 ? "" : row["change.review"] === "said" ? "study" : "no",
  }));
  const found = one(rows);
  const review = effectOf(found, "review").recognised!;
  near(review.estimate, 1);
  assert.deepEqual([review.n, Math.abs(effectOf(found, "names").recognised!.estimate) < 1e-9], [460, true]);
  near(effectOf(found, "review").evalAware!.rate, 0);
});

test("unscored trials are left out and counted, never zero", () => {
  const rows = named(0.4).map((row) =>
    row.epoch === 0 ? { ...row, value: NaN, status: "unscored" as const, reason: "refused: politely" } : row,
  );
  const found = one(rows);
  assert.deepEqual([found.n, found.unscored], [504, { refused: 72 }]);
  assert.ok(found.rate > 0.4);
});

test("a level of which no trial is scored is named, and no effect of it is given", () => {
  const rows = named(0.4).map((row) =>
    row["change.review"] === "said" ? { ...row, value: NaN, status: "unscored" as const, reason: "refused" } : row,
  );
  const found = one(rows);
  assert.deepEqual(found.unrated, [{ factor: "review", level: "said" }]);
  assert.deepEqual(found.unvaried, ["review"]);
  assert.ok(found.notes.some((note) => /nothing is told of review said: no trial/.test(note)));
  assert.ok(found.effects.every(({ factor }) => factor !== "review"));
  assert.deepEqual(one(named(0.4)).unrated, []);
});

const lacking: [what: string, rows: PerturbedRow[], facts: Partial<Cues>][] = [
  ["rates all alike", perturbedRows(() => 1), { obstacle: "rates all alike" }],
  ["one base, few wordings", named(0.4).filter(({ wording }) => /^b0-[0-4]$/.test(wording)), { obstacle: "fewer wordings than effects" }], // prettier-ignore
  ["nothing varies", named(0.4).filter(({ wording }) => wording.endsWith("-0")), { obstacle: "no factor varies" }],
];
for (const [what, rows, facts] of lacking)
  test(`${what}: NaN, with the reason`, () => {
    const found = one(rows);
    for (const [name, value] of Object.entries(facts)) assert.deepEqual(found[name as keyof Cues], value);
    for (const { unpooled, pooled, holm } of found.effects)
      assert.ok([unpooled.estimate, unpooled.p, pooled.estimate, holm].every(Number.isNaN));
    assert.ok(found.notes.length > 0 && found.points.length > 0);
  });

test("factors that change together are not told apart, and others are", () => {
  const rows = named(0.4).map((row) => ({ ...row, "change.copy": row["change.names"] === "other" ? "yes" : "no" }));
  const found = one(rows);
  assert.deepEqual(
    found.aliased.map(({ factor }) => factor),
    ["names", "copy"],
  );
  assert.ok(Number.isNaN(effectOf(found, "names").unpooled.estimate) && effectOf(found, "order").unpooled.se > 0);
  assert.ok(found.notes.some((note) => note.includes("names other, copy yes")));
});

test("one trial a wording tells effects, not what is left between wordings", () => {
  const found = one(named(0.6).filter(({ epoch }) => epoch === 0));
  assert.ok(found.single && effectOf(found, "names").unpooled.p < 0.05);
  assert.equal(found.shares.find(({ of }) => of === "rest")!.share, 0);
});

test("without what was changed, the first level in the alphabet stands in, and this is said", () => {
  const rows = named(0.4).map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== "changed")));
  const found = one(rows as never);
  assert.deepEqual(
    found.assumed.find(({ factor }) => factor === "form"),
    { factor: "form", from: "lists" },
  );
});

test("where nothing says what was changed in any text, none of them counts as unchanged", () => {
  const found = one(named(0.4).map((row) => ({ ...row, changed: "" })));
  assert.deepEqual(
    found.assumed.map(({ factor, from }) => [factor, from]),
    [["names", "kept"], ["order", "kept"], ["review", "none"], ["form", "lists"]], // prettier-ignore
  );
  const half = one(named(0.4).map((row) => (row.base === "b0" ? { ...row, changed: "" } : row)));
  assert.deepEqual([half.assumed, effectOf(half, "form").from], [[], "prose"]);
});

test("a text without a level of a factor is at the unchanged one, whatever the others are compared with", () => {
  const rows = named(0.4);
  const blank = rows.map((row) => (row["change.order"] === "kept" ? { ...row, "change.order": "" } : row));
  const known = { ...rows[0]!, wording: "known", base: "b1", trial: "known" };
  const all = { from: { order: "turned" } };
  const order = effectOf(one([...blank, known], all), "order");
  near(order.unpooled.estimate, effectOf(one([...rows, known], all), "order").unpooled.estimate);
  assert.deepEqual([order.level, order.from], ["kept", "turned"]);
});

test("factors and kinds that are not in the data are refused; a kind that one scenario lacks has no share there", () => {
  const rows = named(0.4);
  assert.throws(() => cues(rows, { from: { nmaes: "kept" } }), /from: no factor "nmaes" .*names, order, review, form/);
  assert.throws(() => cues(rows, { kinds: { haste: ["haste"] } }), /kinds: no factor "haste" in the data for haste/);
  assert.throws(() => cues(rows, { kinds: { one: ["names", "ordr"] } }), /kinds: no factor "ordr" .* for one/);
  assert.throws(() => cues(rows, { kinds: { one: [] } }), /kinds: no factor is named for one: expected some of names/);
  const haste = rows.map((row, i) => ({ ...row, scenario: "other", "change.haste": i % 40 < 16 ? "no" : "yes" }));
  const found = cues([...rows, ...haste], { kinds: { names: ["names"], haste: ["haste"] } });
  assert.deepEqual(found.map(({ scenario, kinds }) => [scenario, kinds.map(({ kind }) => kind)]).toSorted(), [
    ["other", ["names", "haste"]],
    ["s", ["names"]],
  ]);
});

test("nothing at all is no result; rows without perturbations are refused", () => {
  assert.deepEqual(cues([]), []);
  const rows = named(0.4);
  assert.throws(() => cues(rows.map((row) => ({ ...row, arm: "paraphrase" as const }))), /--perturb/);
  assert.throws(() => cues(rows, { level: 2 }), /a level of 2/);
});

test("a condition left out is counted together, and said", () => {
  const rows = [
    ...named(0.4),
    ...perturbedRows(() => 0.5, { set: { condition: "tier=paid" }, seed: 3 }).map((row) => ({
      ...row,
      trial: `p${row.trial}`,
    })),
  ];
  assert.equal(cues(rows).length, 2);
  const found = one(rows, { by: ["scenario", "model", "outcome"] });
  assert.deepEqual([found.n, found.together], [864, [{ column: "condition", levels: "tier=free + tier=paid" }]]);
});
