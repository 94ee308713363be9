import assert from "node:assert/strict";
import { test } from "node:test";
import { rowOf } from "../../frames/fixture.ts";
import { gap } from "../gap/gap.ts";
import { perturbedRows } from "../cues/fixture.ts";
import { cellOf } from "../fixture.ts";

const perturbed = perturbedRows(({ names }) => (names === "other" ? 0.2 : 0.6), { trials: 6 });
const others = (["recognizable", "paraphrase"] as const).flatMap((arm) =>
  Array.from({ length: 12 }, (_, epoch) => ({
    ...perturbed[0]!,
    ...rowOf({
      arm,
      published: arm === "recognizable",
      wording: arm,
      trial: `${arm}-${epoch}`,
      epoch,
      value: epoch % 2,
    }),
    base: "",
  })),
);
const rows = [...others, ...perturbed];

test("perturbations enter the gap only where asked, and then it says how many, of how many texts", () => {
  const [without] = gap(rows);
  assert.deepEqual([without!.k, without!.perturbed], [1, null]);
  const [found] = gap(rows, { perturbations: true });
  assert.deepEqual([found!.k, found!.perturbed], [73, { wordings: 72, bases: 3 }]);
  assert.ok(found!.gap! < -0.05 && without!.gap === 0);
  assert.equal(
    found!.notes.filter((note) => /72 of the paraphrases are perturbations of 3 texts/.test(note)).length,
    1,
  );
  assert.ok(
    rows.some(({ arm }) => arm === "perturbation"),
    "the data stay as they are",
  );
});

test("the same of columns, of a frame and of cells", () => {
  const names = Object.keys(perturbed[0]!);
  const whole = rows.map((row) => names.map((name) => row[name as "arm"]));
  const columns = Object.fromEntries(names.map((name, i) => [name, whole.map((row) => row[i])]));
  const [ofRows] = gap(rows, { perturbations: true });
  for (const data of [{ columns: names, values: whole }, columns])
    assert.equal(gap(data as never, { perturbations: true })[0]!.gap, ofRows!.gap);
  const cells = [
    cellOf({ arm: "recognizable", wording: "r", successes: 5, trials: 10 }),
    ...[1, 2, 3].map((i) =>
      cellOf({ arm: "perturbation", wording: `p${i}`, successes: i, trials: 10, extra: { base: "r" } }),
    ),
  ];
  const [ofCells] = gap(cells, { perturbations: true });
  assert.deepEqual([ofCells!.k, ofCells!.perturbed], [3, { wordings: 3, bases: 1 }]);
  assert.equal(gap(cells)[0]!.k, 0);
});

test("rows of several runs are one table, whichever has perturbations and whichever comes first", () => {
  const plain = others.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !/^(change\.|base|changed|distance)/.test(name)))); // prettier-ignore
  const [ofRows] = gap(rows, { perturbations: true });
  for (const together of [
    [...plain, ...perturbed],
    [...perturbed, ...plain],
  ])
    assert.deepEqual(gap(together as never, { perturbations: true })[0]!.perturbed, ofRows!.perturbed);
});

test("asked for where there are none, they are missed", () => {
  assert.throws(() => gap(others, { perturbations: true }), /no perturbations in the data.*--perturb N/);
});
