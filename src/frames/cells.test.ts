import assert from "node:assert/strict";
import test from "node:test";
import { cells } from "./cells.ts";
import { parseCells } from "../stats/csv/read-cells.ts";
import { rowOf } from "./fixture.ts";
import { toCsv } from "./to-csv.ts";

const unscored = (reason: string) => ({ status: "unscored" as const, value: NaN, reason });
const published = { wording: "p", arm: "recognizable" as const, published: true };

const rows = [
  rowOf({ ...published, value: 1 }),
  rowOf({ ...published, value: 0 }),
  rowOf({ wording: "a", value: 0.25 }),
  rowOf({ wording: "a", value: 0.75 }),
  rowOf({ wording: "a", ...unscored("judge output invalid: value 7") }),
  rowOf({ wording: "a", ...unscored("judge output invalid: value 9") }),
  rowOf({ wording: "a", ...unscored("refused") }),
  rowOf({ wording: "b", ...unscored("refused") }),
];

test("a cell has the sum, mean and standard error of its scored values, and counts the others by reason", () => {
  const [first, second, third] = cells(rows);
  assert.deepEqual([first?.n, first?.sum, first?.rate, first?.se, first?.binary], [2, 1, 0.5, 0.5, true]);
  assert.deepEqual([second?.n, second?.rate, second?.se, second?.binary], [2, 0.5, 0.25, false]);
  assert.deepEqual(second?.unscored, { "judge output invalid": 2, refused: 1 });
  assert.deepEqual([third?.n, third?.sum, third?.rate, third?.se], [0, 0, NaN, NaN]);
});

test("as CSV: a name that a spreadsheet would compute is inert in the file, and the same when it is read", () => {
  const named = [
    rowOf({ ...published, model: "=1+1", condition: "@tier" }),
    rowOf({ model: "=1+1", condition: "@tier" }),
  ];
  const text = toCsv(cells(named));
  for (const cell of text.split(/[,\n]/)) assert.doesNotMatch(cell, /^"?[=+\-@]/);
  assert.deepEqual(
    parseCells("cells.csv", new TextEncoder().encode(text)).map(({ model, condition }) => [model, condition]),
    [
      ["=1+1", "@tier"],
      ["=1+1", "@tier"],
    ],
  );
});

test("one condition, model or outcome more is one cell more", () => {
  const more = [
    rowOf({}),
    rowOf({ condition: "tier=paid" }),
    rowOf({ model: "n" }),
    rowOf({ outcome: "o" }),
    rowOf({}),
  ];
  assert.deepEqual(
    cells(more).map((cell) => cell.n),
    [2, 1, 1, 1],
  );
});

test("as CSV: counts where values are 0 or 1, else rate and standard error; the published side is called so", () => {
  assert.equal(
    toCsv(cells([...rows, rowOf({ wording: 'a "quoted", one', value: 1 })])),
    [
      "scenario,condition,model,outcome,wording,arm,successes,trials,rate,se,rung,simulated,unscored",
      "s,tier=free,m,did,p,published,1,2,,,,false,",
      's,tier=free,m,did,a,paraphrase,,2,0.5,0.25,,false,"judge output invalid ×2, refused ×1"',
      "s,tier=free,m,did,b,paraphrase,0,0,,,,false,refused ×1",
      's,tier=free,m,did,"a ""quoted"", one",paraphrase,1,1,,,,false,',
      "",
    ].join("\n"),
  );
});

test("the CSV is read back as it was written, single proportions included", () => {
  const single = [
    rowOf({ outcome: "o", wording: "chosen", elicit: "choice", value: 0.2 }),
    rowOf({ outcome: "o", wording: "judged", value: 0.2 }),
  ];
  const read = parseCells("cells.csv", new TextEncoder().encode(toCsv(cells([...rows, ...single]))));
  assert.deepEqual(
    read.map(({ wording, arm, successes, trials, rate, se }) => [wording, arm, successes, trials, rate, se]),
    [
      ["p", "published", 1, 2, null, null],
      ["a", "paraphrase", null, 2, 0.5, 0.25],
      ["b", "paraphrase", 0, 0, null, null],
      ["chosen", "paraphrase", null, 1, 0.2, 0],
      ["judged", "paraphrase", null, 1, 0.2, 0.4],
    ],
  );
});
