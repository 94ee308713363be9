import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import { ensureTypeScript } from "./ensure-typescript.ts";
import { programs } from "../install/python.ts";
import type { CodeCell, Notebook } from "./notebook.ts";
import { parseNotebook, readNotebook } from "./read-notebook.ts";
import { formatNotebook, writeNotebook } from "./write-notebook.ts";

const folder = mkdtempSync(join(tmpdir(), "nbformat-"));
after(() => rmSync(folder, { recursive: true }));
const prepared = join(programs(join(import.meta.dirname, "../../../.venv")), "python");
const python = existsSync(prepared) ? prepared : "python3";
const nbformat = spawnSync(python, ["-c", "import nbformat"], { timeout: 60_000 }).status === 0;

const notebook: Notebook = {
  metadata: { z: 1, a: { text: "é 😀 \u2028" } },
  cells: [
    {
      cell_type: "markdown",
      id: "m",
      metadata: {},
      source: "# a\n\nb\n",
      attachments: { "x.png": { "image/png": "AA==" } },
    } as never,
    {
      cell_type: "code",
      id: "c",
      metadata: { tags: ["t"] },
      source: "1\n2",
      execution_count: 3,
      outputs: [
        { output_type: "stream", name: "stdout", text: "a\r\nb\n" },
        {
          output_type: "display_data",
          data: { "text/html": "<b>\n</b>", "application/vnd.x+json": { b: [], a: {} } },
          metadata: {},
        },
        { output_type: "execute_result", execution_count: 3, data: { "text/plain": "" }, metadata: { m: 1 } },
        { output_type: "error", ename: "E", evalue: "v", traceback: ["E: v"] },
      ],
    },
    { cell_type: "raw", id: "r", metadata: {}, source: "" },
  ],
};

suite("notebooks on disk", () => {
  test("what is written is read back the same", () => {
    const file = join(folder, "deep", "nb.ipynb");
    writeNotebook(file, notebook);
    assert.deepEqual(readNotebook(file), notebook);
    assert.deepEqual(readdirSync(join(folder, "deep")), ["nb.ipynb"], "no draft is left beside it");
  });

  test("keys are sorted, texts are lines, JSON stays JSON", () => {
    const written = JSON.parse(formatNotebook(notebook));
    assert.deepEqual(Object.keys(written), ["cells", "metadata", "nbformat", "nbformat_minor"]);
    assert.deepEqual(written.cells[0].source, ["# a\n", "\n", "b\n"]);
    assert.deepEqual(written.cells[1].outputs[1].data, {
      "application/vnd.x+json": { a: {}, b: [] },
      "text/html": ["<b>\n", "</b>"],
    });
  });

  test(
    "nbformat finds it valid and would save the same bytes",
    { skip: nbformat ? false : `no nbformat for ${python}: pip install nbformat, or npm run lab -- --prepare` },
    () => {
      const file = join(folder, "valid.ipynb");
      writeNotebook(file, notebook);
      const script =
        "import nbformat, sys; nb = nbformat.read(sys.argv[1], 4); nbformat.validate(nb); nbformat.write(nb, sys.argv[2])";
      execFileSync(python, ["-c", script, file, `${file}.again`], { timeout: 60_000 });
      assert.equal(readFileSync(`${file}.again`, "utf8"), readFileSync(file, "utf8"));
    },
  );

  test("ids are made where there are none, the same each time, and old minor versions are taken", () => {
    const text = JSON.stringify({
      nbformat: 4,
      nbformat_minor: 2,
      metadata: {},
      cells: [{ cell_type: "code", source: ["1"], metadata: {}, outputs: [], execution_count: null }],
    });
    const [first, again] = [parseNotebook(text, "a"), parseNotebook(text, "a")];
    assert.match(first.cells[0]?.id ?? "", /^[0-9a-f]{8}$/);
    assert.deepEqual(first, again);
  });

  test("a byte order mark is passed over, and no two cells keep one id", (t) => {
    const said = t.mock.method(console, "error", () => {});
    const cell = (source: string) => ({ cell_type: "code", id: "same", source, metadata: {}, outputs: [] });
    const text = JSON.stringify({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {},
      cells: [cell("1"), cell("2"), cell("2")],
    });
    const { cells } = parseNotebook(`\uFEFF${text}`, "a.ipynb");
    assert.equal(cells[0]?.id, "same");
    assert.equal(new Set(cells.map(({ id }) => id)).size, 3);
    assert.match(String(said.mock.calls[0]?.arguments[0]), /^a\.ipynb: 2 cells had the id of another/);
  });

  test("a notebook in another language is refused, one that says none is taken", () => {
    const refused = [
      { kernelspec: { name: "python3", language: "python", display_name: "Python 3" } },
      { language_info: { name: "R" } },
      { kernelspec: { name: "rust" }, language_info: { name: "rust" } },
      { kernelspec: { name: "python3", display_name: "Python 3" } },
      { kernelspec: { name: "ir", display_name: "R" } },
    ];
    for (const metadata of refused)
      assert.throws(
        () => ensureTypeScript({ metadata, cells: [] }, "a.ipynb"),
        /^Error: a\.ipynb is a notebook in (python|R|rust)/i,
      );
    assert.throws(
      () =>
        ensureTypeScript({ metadata: { kernelspec: { name: "iris", display_name: "Iris" } }, cells: [] }, "a.ipynb"),
      /^Error: a\.ipynb is a notebook for the kernel "iris", and names no language/,
    );
    const magic = { cell_type: "code", source: "%matplotlib inline\nprint(1)" } as CodeCell;
    assert.throws(
      () => ensureTypeScript({ metadata: {}, cells: [magic] }, "a.ipynb"),
      /^Error: a\.ipynb names no language, and its cell 1 is no TypeScript/,
    );
    const taken = [
      {},
      { kernelspec: { name: "deno", language: "typescript" } },
      { language_info: { name: "javascript" } },
      { kernelspec: { name: "mine", display_name: "TypeScript (Parallax)" } },
      { kernelspec: { name: "tslab" } },
    ];
    for (const metadata of taken) ensureTypeScript({ metadata, cells: [] }, "a.ipynb");
  });

  test("what is no notebook is refused in one line that says what was expected", () => {
    const cases: [string, RegExp][] = [
      [
        "import x",
        /^x\.ipynb is not a notebook: it is not valid JSON; expected the JSON that Jupyter saves as \.ipynb$/,
      ],
      ["[]", /^x\.ipynb is not a notebook: .* expected nbformat 4, as Jupyter saves it$/],
      [
        '{"nbformat": 3, "worksheets": []}',
        /^x\.ipynb is a notebook of format 3: open and save it in Jupyter to bring it to format 4$/,
      ],
      [
        '{"nbformat": 4, "cells": [{"cell_type": "code"}]}',
        /^x\.ipynb is not a notebook: .* at cells\.0\.source; expected/,
      ],
    ];
    for (const [text, message] of cases) assert.throws(() => parseNotebook(text, "x.ipynb"), { message });
    assert.throws(
      () => readNotebook(join(folder, "none.ipynb")),
      /^Error: cannot read .*none\.ipynb: there is no such file$/,
    );
  });

  test("what cannot be written leaves what was there", () => {
    const file = join(folder, "file");
    writeFileSync(file, "kept");
    assert.throws(() => writeNotebook(join(file, "nb.ipynb"), notebook), /cannot write/);
    assert.equal(readFileSync(file, "utf8"), "kept");
  });
});
