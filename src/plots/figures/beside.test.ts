import assert from "node:assert/strict";
import { test } from "node:test";
import { contrast } from "../../stats/gap/contrast.ts";
import { countsOf } from "../../stats/fixture.ts";
import { gap, type Gap } from "../../stats/gap/gap.ts";
import { beside } from "./beside.ts";
import { wordingSpread } from "./wording-spread.ts";

const of = (outcome: string, first: [number, number], ...rest: [number, number][]): Gap =>
  gap(countsOf(first, ...rest).map((cell) => ({ ...cell, outcome })))[0]!;
const values = of("few-first", [10, 50], [20, 50], [30, 50]);
const competence = of("total-right", [40, 50], [5, 50], [15, 50]);

test("a point a wording: the first outcome up, the second along, the published side apart", () => {
  const [paraphrases, published] = beside(values, competence).data as unknown as { x: number[]; y: number[] }[];
  assert.deepEqual([published!.x, published!.y], [[80], [20]]);
  assert.deepEqual(
    [paraphrases!.x, paraphrases!.y],
    [
      [10, 30],
      [40, 60],
    ],
  );
});

test("it says both gaps with their intervals, how many wordings and trials, and what stood for the published side", () => {
  const { alt } = beside(values, competence, { names: { "few-first": "advises for the few" } });
  assert.match(alt, /gap of advises for the few \+30\.0 \[.*; gap of total right −60\.0 \[/);
  assert.match(alt, /3 wordings, n = 300 scored trials in all/);
  assert.match(alt, /Published side: /);
});

test("no wording in common, and two models, are refused in words", () => {
  const none = { ...competence, wordings: [] };
  assert.throws(() => beside(values, none), /no wording has a rate on both few-first and total-right/);
  assert.throws(() => beside(values, { ...competence, model: "other" }), /give one model's/);
});

test("a contrast's rates are named as differences, on its axis and in its points", () => {
  const tier = (condition: string, ...counts: [number, number][]) =>
    countsOf(counts[0]!, ...counts.slice(1)).map((cell) => ({ ...cell, condition, outcome: "complied" }));
  const cells = [
    ...tier("tier=free", [20, 50], [10, 50], [15, 50]),
    ...tier("tier=paid", [10, 50], [10, 50], [20, 50]),
  ];
  const [found] = contrast(cells, { column: "condition", plus: "tier=free", minus: "tier=paid" });
  for (const drawn of [beside(found!, competence), beside(competence, found!), wordingSpread(found!)])
    assert.match(JSON.stringify(drawn.layout).replaceAll("<br>", " "), /complied, percentage points of difference/);
  assert.match(beside(found!, competence).alt!, /complied \+20\.0.points \[.*\].points, n = 100/);
});
