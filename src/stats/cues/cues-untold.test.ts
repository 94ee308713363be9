import assert from "node:assert/strict";
import { test } from "node:test";
import { cueForest } from "../../plots/figures/cue-forest.ts";
import { cueMap } from "../../plots/figures/cue-map.ts";
import type { CsvCell } from "../csv/csv-cell.ts";
import { cues, type CueOptions } from "./cues.ts";
import type { Cues } from "./cue-result.ts";
import { cuesTable } from "./cues-table.ts";
import { perturbedRows, type PerturbedRow } from "./fixture.ts";

const rowsOf = (trials = 4) =>
  perturbedRows((text, base) => 0.3 + (text.names === "other" ? 0.3 : 0) + 0.05 * base, { trials });
const one = (data: Parameters<typeof cues>[0], options: CueOptions = {}): Cues => cues(data, options)[0]!;

/** Cells of two-level factors at these rows of levels, in one base. */
function cellsOf(rows: readonly Record<string, 0 | 1>[], successes: (i: number) => number): CsvCell[] {
  return rows.map((levels, i) => {
    const changes = Object.entries(levels).map(([name, level]) => [`change.${name}`, level ? "yes" : "no"] as const);
    const changed = Object.keys(levels).filter((name) => levels[name] === 1);
    const place = { scenario: "s", condition: "", model: "m", outcome: "did", arm: "perturbation", wording: `w${i}` };
    const extra = { base: "b", changed: changed.join(" "), ...Object.fromEntries(changes) };
    return { ...place, successes: successes(i), trials: 10, rate: null, se: null, extra };
  });
}

const bit = (i: number, place: number) => ((i >> place) & 1) as 0 | 1;
const some = (i: number) => (7 * i + 3) % 10;

test("where factors change together, neither shares nor a spread are made up", () => {
  const rows = Array.from({ length: 16 }, (_, i) => ({ a: bit(i, 0), b: bit(i, 0) }));
  const found = one(cellsOf(rows, some));
  assert.ok(Number.isNaN(found.between));
  assert.deepEqual([found.shares, found.kinds, found.pairsShare], [[], [], null]);
  assert.ok(found.notes.some((note) => /not told apart .*a yes, b yes; nor, then, which share/.test(note)));
  assert.deepEqual([found.looked, found.pairsUntold], [0, [["a", "b"]]]);
});

test("two pairs of factors that are one column are told as neither, others are", () => {
  const rows = Array.from({ length: 16 }, (_, i) => {
    const [a, b, c, e] = [bit(i, 0), bit(i, 1), bit(i, 2), bit(i, 3)];
    return { a, b, c, d: (a ^ b ^ c) as 0 | 1, e };
  });
  const found = one(cellsOf(rows, some));
  const pairs = found.pairsUntold.map((pair) => pair.join("")).sort();
  assert.deepEqual(pairs, ["ab", "ac", "ad", "bc", "bd", "cd"]);
  assert.deepEqual(found.interactions.map(({ factors }) => factors.join("")).sort(), ["ae", "be", "ce", "de"]);
  assert.ok(found.effects.every(({ unpooled }) => unpooled.se > 0));
});

test("p is adjusted for as many effects as have one, and so many are named", () => {
  const rows = rowsOf().map((row) => ({ ...row, "change.copy": row["change.names"] === "other" ? "yes" : "no" }));
  const found = one(rows);
  const ps = found.effects.map(({ unpooled }) => unpooled.p).filter((p) => !Number.isNaN(p));
  const least = found.effects.find(({ unpooled }) => unpooled.p === Math.min(...ps))!;
  assert.deepEqual([found.effects.length, found.looked, ps.length], [6, 4, 4]);
  assert.ok(Math.abs(least.holm - Math.min(1, 4 * Math.min(...ps))) < 1e-12);
});

test("rates that factors account for exactly have no interval, and this is said", () => {
  const found = one(rowsOf().map((row) => ({ ...row, value: row["change.names"] === "other" ? 1 : 0 })));
  const names = found.effects.find(({ factor }) => factor === "names")!;
  assert.ok(Math.abs(names.unpooled.estimate - 1) < 1e-9 && Number.isNaN(names.unpooled.p));
  assert.ok(found.exact && found.notes.some((note) => /no error is left, and so no interval/.test(note)));
  assert.doesNotMatch(cuesTable([found]), /NaN/);
  assert.doesNotMatch(JSON.stringify([cueMap(found), cueMap(found).alt]), /NaN/);
  assert.throws(() => cueForest([found]), /no effects to draw: .* with an interval/);
  assert.ok(!one(rowsOf()).exact);
});

test("chance of a trial is told from all wordings, also of those that have one", () => {
  const rows = rowsOf();
  const uneven = rows.filter(({ epoch, base }) => epoch === 0 || base === "b0");
  const [all, found] = [one(rows), one(uneven)];
  assert.ok(!found.single && Math.abs(found.between - all.between) < 0.05, `${found.between}, not ${all.between}`);
  const once = one(rows.filter(({ epoch, wording }) => epoch === 0 || wording === "b0-3"));
  assert.ok(once.single && once.kinds.length === 0);
  assert.ok(once.notes.some((note) => note.startsWith("hardly more than one trial a wording")));
});

test("names with spaces are told apart", () => {
  const kept = rowsOf().map((row) => ({ ...row, scenario: "a b", wording: `c${row.wording}` }));
  const turned = rowsOf().map((row) => ({
    ...row,
    scenario: "a",
    wording: `b c${row.wording}`,
    trial: `z${row.trial}`,
    "change.names": row["change.names"] === "other" ? "kept" : "other",
  }));
  const from = cues([...kept, ...turned]).map(({ scenario, effects }) => [scenario, effects[0]!.from]);
  assert.deepEqual(Object.fromEntries(from), { a: "other", "a b": "kept" });
});

const changedIn = (column: string, value: string) =>
  rowsOf().map((row): PerturbedRow => (row.epoch === 3 ? { ...row, [column]: value } : row));

for (const [column, value] of [
  ["change.names", "third"],
  ["base", "b9"],
] as const)
  test(`a wording whose rows disagree on ${column} is refused`, () => {
    const said = new RegExp(`wording b0-0 has "\\w+" and "${value}" in column ${column}: expected one`);
    assert.throws(() => cues(changedIn(column, value)), said);
  });

test("cells of one wording that disagree on a level are refused", () => {
  const cells = cellsOf([{ a: 0 }, { a: 1 }, { a: 0 }, { a: 1 }, { a: 1 }], some);
  const other = { ...cells[0]!, model: "other", extra: { ...cells[0]!.extra, "change.a": "yes" } };
  assert.throws(() => cues([...cells, other]), /wording w0 has "no" and "yes" in column change.a/);
});

const wrong: [options: object, message: RegExp][] = [
  [{ by: null }, /by: null: expected columns in \[ \]/],
  [{ by: "scenario" }, /by: a text: expected columns in \[ \]/],
  [{ from: null }, /from: null: expected levels by factor/],
  [{ from: "names" }, /from: a text: expected levels by factor/],
  [{ kinds: null }, /kinds: null: expected lists/],
  [{ kinds: { a: "names" } }, /kinds.a: a text: expected factors in \[ \]/],
  [{ kinds: { a: ["names"], b: ["names"] } }, /kinds: names is of a and of b/],
  [{ pairs: "no" }, /pairs: a text: expected true or false/],
  [{ seed: NaN }, /seed: NaN: expected a number/],
  [{ level: "x" }, /a level of a text: expected a number/],
];
for (const [options, message] of wrong)
  test(`options that are refused: ${JSON.stringify(options)}`, () => {
    assert.throws(() => cues(rowsOf(), options), message);
  });

test("a factor may be called what objects have by themselves; rows that are none are refused in words", () => {
  const rows = rowsOf().map((row) => ({ ...row, "change.constructor": row["change.order"] === "kept" ? "x" : "y" }));
  assert.ok(one(rows).factors.some(({ factor }) => factor === "constructor"));
  assert.throws(() => cues([1] as never), /no perturbations in the data/);
});

test("an effect's interval that reaches further than rates can differ is told so, in table, figure and notes", () => {
  const successes = [0, 1, 0, 10, 6, 10];
  const cells = cellsOf(
    successes.map((_, i) => ({ a: i > 2 ? 1 : 0 })),
    (i) => successes[i]!,
  );
  const found = one(cells);
  const [low, high] = found.effects[0]!.pooled.ci;
  assert.ok(low > 0 && high > 1);
  assert.match(cuesTable([found]), /\[\+16\.3, >\+100\]/);
  assert.match(cueForest([found]).alt, /\[\+16\.3, >\+100\]/);
  assert.ok(found.notes.some((note) => /beyond ±100 points/.test(note)));
});
