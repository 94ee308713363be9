import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { cleanNotebook } from "./clean.ts";
import { compareNotebooks } from "./compare.ts";
import type { CellOutput, Notebook } from "./notebook.ts";

const stream = (text: string): CellOutput => ({ output_type: "stream", name: "stdout", text });
const value = (data: Record<string, unknown>): CellOutput => ({
  output_type: "execute_result",
  execution_count: 1,
  data,
  metadata: {},
});

function notebookOf(outputs: CellOutput[], metadata: Record<string, unknown> = {}, tags: string[] = []): Notebook {
  return {
    metadata,
    cells: [{ cell_type: "code", id: "gap", metadata: { tags }, source: "x", execution_count: 1, outputs }],
  };
}

suite("comparing what was saved with what comes now", () => {
  test("the same is the same, whatever the counts", () => {
    const now = notebookOf([{ ...value({ "text/plain": "1" }), execution_count: 7 } as CellOutput]);
    assert.deepEqual(compareNotebooks(notebookOf([value({ "text/plain": "1" })]), now), []);
  });

  test("so is JSON whose keys come in another order, as saving sorts them", () => {
    const [saved, now] = [
      { a: 1, b: [{ c: 2, d: 3 }] },
      { b: [{ d: 3, c: 2 }], a: 1 },
    ];
    const [before, after] = [saved, now].map((json) => notebookOf([value({ "application/json": json })]));
    assert.deepEqual(compareNotebooks(before!, after!), []);
  });

  test("a line as long as a figure's whole script is searched once", () => {
    const long = "x".repeat(700_000);
    const [before, after] = [notebookOf([stream(`${long}1\n`)]), notebookOf([stream(`${long}2\n`)])];
    const [difference] = compareNotebooks(before, after);
    assert.match(difference!.lines[1]!, /^ {2}- …x{80}1$/);
  });

  test("a difference names cell, output, type and line, and quotes both", () => {
    const cases: [CellOutput[], CellOutput[], string[]][] = [
      [[stream("a\nb\nc\n")], [stream("a\nB\nc\n")], ["output 1 stream stdout differs in line 2", "  - b", "  + B"]],
      [[stream("a\n")], [stream("a\nb\n")], ["output 1 stream stdout differs in line 2", "  - ", "  + b"]],
      [[], [stream("new\nand more")], ["output 1 stream stdout is new", "  + new"]],
      [
        [value({ "a/json": { n: 1 }, "text/plain": "t" })],
        [value({ "a/json": { n: 2 }, "text/plain": "t" })],
        ["output 1 execute_result a/json differs in line 2", '  -  "n": 1', '  +  "n": 2'],
      ],
      [
        [stream(`${"x".repeat(500)}1`)],
        [stream(`${"x".repeat(500)}2`)],
        ["output 1 stream stdout differs in line 1", `  - …${"x".repeat(80)}1`, `  + …${"x".repeat(80)}2`],
      ],
      [
        [stream("a")],
        [{ output_type: "error", ename: "E", evalue: "v", traceback: ["E: v"] }],
        ["output 1 stream stdout is gone", "  - a", "output 1 error is new", "  + E: v"],
      ],
    ];
    for (const [saved, now, lines] of cases) {
      assert.deepEqual(compareNotebooks(notebookOf(saved), notebookOf(now)), [{ cell: 1, id: "gap", lines }]);
    }
  });

  test("outputs that say so of themselves are left out", () => {
    const moment = (text: string): CellOutput => ({
      output_type: "display_data",
      data: { "text/plain": text },
      metadata: { parallax: { volatile: true } },
    });
    const saved = notebookOf([moment("60 of 60 done, $0.42"), value({ "text/plain": "1" })]);
    assert.deepEqual(compareNotebooks(saved, notebookOf([moment("60 cached"), value({ "text/plain": "1" })])), []);
    assert.deepEqual(compareNotebooks(saved, notebookOf([value({ "text/plain": "1" })])), []);
    assert.equal(compareNotebooks(saved, notebookOf([moment("60 cached"), value({ "text/plain": "2" })])).length, 1);
  });

  test("only what is declared volatile may change", () => {
    const metadata = { parallax: { volatile: ["\\d+ ms"] } };
    assert.deepEqual(
      compareNotebooks(notebookOf([stream("took 12 ms")], metadata), notebookOf([stream("took 9 ms")])),
      [],
    );
    assert.equal(
      compareNotebooks(notebookOf([stream("took 12 ms")], metadata), notebookOf([stream("lost 9 ms")])).length,
      1,
    );
    assert.deepEqual(compareNotebooks(notebookOf([stream("a")]), notebookOf([stream("b")], {}, ["volatile"])), []);
    const broken = notebookOf([], { parallax: { volatile: ["("] } });
    assert.throws(
      () => compareNotebooks(broken, broken),
      /^Error: metadata\.parallax\.volatile: Invalid regular expression/,
    );
  });
});

suite("cleaning", () => {
  const messy: Notebook = {
    metadata: {
      kernelspec: { name: "k" },
      language_info: { name: "typescript", version: "24" },
      papermill: { start: "now" },
    },
    cells: [
      { cell_type: "markdown", id: "m", metadata: { vscode: {}, slideshow: {} }, source: "#" },
      {
        cell_type: "code",
        id: "a",
        metadata: { tags: ["t"], execution: { "iopub.execute_input": "now" }, collapsed: false },
        source: "x",
        execution_count: 12,
        outputs: [stream("a\n"), stream("b\n"), { ...value({}), execution_count: 12 } as CellOutput],
      },
      { cell_type: "code", id: "b", metadata: {}, source: "y", execution_count: null, outputs: [] },
      {
        cell_type: "code",
        id: "c",
        metadata: {},
        source: "z",
        execution_count: 30,
        outputs: [
          {
            output_type: "error",
            ename: "E",
            evalue: "",
            traceback: ["Cell [30], line 1", "at f (Cell [12], line 2)"],
          },
        ],
      },
    ],
  };

  test("takes times, views and versions away, numbers cells anew and merges streams", () => {
    const { metadata, cells } = cleanNotebook(messy);
    assert.deepEqual(metadata, { kernelspec: { name: "k" }, language_info: { name: "typescript" } });
    assert.deepEqual(
      cells.map((cell) => cell.metadata),
      [{ slideshow: {} }, { tags: ["t"] }, {}, {}],
    );
    const code = cells.filter((cell) => cell.cell_type === "code");
    assert.deepEqual(
      code.map((cell) => cell.execution_count),
      [1, null, 2],
    );
    assert.deepEqual(code[0]?.outputs, [stream("a\nb\n"), value({})]);
    assert.deepEqual((code[2]?.outputs[0] as { traceback?: string[] } | undefined)?.traceback, [
      "Cell [2], line 1",
      "at f (Cell [1], line 2)",
    ]);
  });

  test("twice is once, and outputs go only when asked", () => {
    const cleaned = cleanNotebook(messy);
    assert.deepEqual(cleanNotebook(cleaned), cleaned);
    const bare = cleanNotebook(messy, { outputs: true }).cells.filter((cell) => cell.cell_type === "code");
    assert.ok(bare.every(({ outputs, execution_count }) => outputs.length === 0 && execution_count === null));
  });
});
