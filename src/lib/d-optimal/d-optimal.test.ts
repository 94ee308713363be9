import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseRows } from "./choose-rows.ts";
import { contrasts } from "./contrasts.ts";
import { eliminate, gram } from "./eliminate.ts";
import { termsOf } from "./model-matrix.ts";
import { designQuality } from "./quality.ts";

const close = (a: number, b: number, what: string) => assert.ok(Math.abs(a - b) < 1e-9, `${what}: ${a} and ${b}`);

for (const levels of [2, 3, 4, 7])
  test(`contrasts of ${levels} levels: orthogonal, of mean 0 and mean square 1`, () => {
    const product = gram(contrasts(levels));
    for (const [i, row] of product.entries())
      for (const [j, value] of row.entries()) close(value / levels, i === j ? 1 : 0, `${i},${j}`);
    for (let column = 0; column < levels - 1; column++)
      close(
        contrasts(levels).reduce((sum, row) => sum + row[column]!, 0),
        0,
        "mean",
      );
  });

test("elimination finds ranks and determinants", () => {
  const matrix = [
    [2, 1, 0],
    [1, 3, 1],
    [0, 1, 4],
  ];
  close(eliminate(matrix).logDeterminant, Math.log(18), "log |det|");
  assert.equal(
    eliminate([
      [1, 2, 3],
      [2, 4, 6],
      [1, 0, 1],
    ]).rank,
    2,
  );
});

/** Fractions whose quality the literature gives. */
const known: [what: string, rows: number[][], expected: { dEfficiency: number; resolution: number }][] = [
  [
    "2³ in full",
    [
      [0, 0, 0],
      [0, 0, 1],
      [0, 1, 0],
      [0, 1, 1],
      [1, 0, 0],
      [1, 0, 1],
      [1, 1, 0],
      [1, 1, 1],
    ],
    { dEfficiency: 1, resolution: 5 },
  ],
  [
    "2^(3−1), C = AB",
    [
      [0, 0, 1],
      [0, 1, 0],
      [1, 0, 0],
      [1, 1, 1],
    ],
    { dEfficiency: 1, resolution: 3 },
  ],
  [
    "2^(4−1), D = ABC",
    [
      [0, 0, 0, 1],
      [0, 0, 1, 0],
      [0, 1, 0, 0],
      [0, 1, 1, 1],
      [1, 0, 0, 0],
      [1, 0, 1, 1],
      [1, 1, 0, 1],
      [1, 1, 1, 0],
    ],
    { dEfficiency: 1, resolution: 4 },
  ],
  [
    "one at a time: |X| = 8",
    [
      [0, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    { dEfficiency: Math.SQRT1_2, resolution: 3 },
  ],
  [
    "a factor that never varies",
    [
      [0, 0],
      [0, 1],
    ],
    { dEfficiency: 0, resolution: 2 },
  ],
];
for (const [what, rows, expected] of known)
  test(`quality: ${what}`, () => {
    const terms = termsOf(
      rows[0]!.map(() => 2),
      1,
    );
    const found = designQuality(
      rows.map((levels) => ({ levels, block: 0 })),
      terms,
    );
    assert.equal(found.resolution, expected.resolution);
    close(found.dEfficiency, expected.dEfficiency, "D-efficiency");
  });

const requests: [levels: number[], blocks: number, n: number, least: number, resolution: number][] = [
  [[2, 2, 2, 2], 1, 8, 1 - 1e-9, 4],
  [[2, 2, 2, 2, 2], 1, 16, 1 - 1e-9, 5],
  [[3, 3], 1, 9, 1 - 1e-9, 5],
  [[2, 2, 2, 2, 2, 2, 2, 2], 10, 125, 0.95, 5],
  [[3, 2, 3, 2, 4, 2, 2, 2, 2], 9, 125, 0.9, 5],
  [[2, 2, 2, 2, 2, 2, 2], 1, 8, 0.9, 3],
  // Folded over: 2^(6−2), 2^(7−3) and 2^(8−3) of resolution IV, and 2^(4−1) in two blocks.
  [[2, 2, 2, 2, 2, 2], 1, 16, 1 - 1e-9, 4],
  [[2, 2, 2, 2, 2, 2, 2], 1, 16, 1 - 1e-9, 4],
  [[2, 2, 2, 2, 2, 2, 2, 2], 1, 32, 0.95, 4],
  [[2, 2, 2, 2], 2, 8, 1 - 1e-9, 4],
];
for (const [levels, blocks, n, least, resolution] of requests)
  test(`chosen: ${n} rows of ${levels.join("×")} in ${blocks} blocks`, () => {
    const rows = chooseRows({ levels, blocks, n, seed: 1 });
    assert.equal(new Set(rows.map((row) => JSON.stringify(row))).size, n);
    const counts = Array.from({ length: blocks }, (_, block) => rows.filter((row) => row.block === block).length);
    assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, `blocks of ${counts.join(", ")}`);
    const found = designQuality(rows, termsOf(levels, blocks));
    assert.ok(found.dEfficiency >= least, `D-efficiency ${found.dEfficiency}`);
    assert.ok(found.resolution >= resolution, `resolution ${found.resolution}`);
    assert.deepEqual(chooseRows({ levels, blocks, n, seed: 1 }), rows);
  });

test("rows folded over keep main effects clear of pairs, also where some rows cannot be had", () => {
  const levels = [2, 2, 2, 2, 2, 2];
  const allowed = ({ levels: [a, b, c] }: { levels: number[] }) => a !== 1 || b !== 1 || c !== 0;
  const rows = chooseRows({ levels, blocks: 1, n: 16, seed: 2, allowed });
  const keys = new Set(rows.map(({ levels: row }) => row.join("")));
  assert.ok(rows.every(allowed) && keys.size === 16);
  assert.ok(rows.every(({ levels: row }) => keys.has(row.map((level) => 1 - level).join(""))));
  assert.equal(designQuality(rows, termsOf(levels, 1)).resolution, 4);
});

test("no more rows than there are, and none that cannot be had", () => {
  assert.throws(() => chooseRows({ levels: [2, 2], blocks: 1, n: 5, seed: 1 }), /5 rows of 4 different ones/);
  const allowed = ({ levels }: { levels: number[] }) => levels[0] !== 1 || levels[1] !== 1;
  const rows = chooseRows({ levels: [2, 2, 3], blocks: 2, n: 12, seed: 1, allowed });
  assert.ok(rows.every(allowed));
});
