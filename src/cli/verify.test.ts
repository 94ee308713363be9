import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, suite, test } from "node:test";

const folder = mkdtempSync(join(tmpdir(), "verify-"));
after(() => rmSync(folder, { recursive: true }));
const program = new URL("./main.ts", import.meta.url).pathname;
const bound = { timeout: 120_000, killSignal: "SIGKILL" } as const;
const parallax = (...args: string[]) => spawnSync(process.execPath, [program, ...args], { encoding: "utf8", ...bound });

suite("an executed notebook", () => {
  const file = join(folder, "nb.ipynb");
  const source =
    "import { v } from './v.ts';\nconsole.log('took', performance.now(), 'ms');\n[v, process.env.PARALLAX_MODE ?? 'replay']";
  const cell = { cell_type: "code", metadata: {}, source, outputs: [], execution_count: null };
  const metadata = { parallax: { volatile: ["[0-9.]+ ms"] } };
  writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells: [cell] }));
  writeFileSync(join(folder, "v.ts"), "export const v = 1;");

  test("verifies where nothing but the declared changes, and fails readably where something does", () => {
    assert.equal(parallax("exec", file).status, 0);
    const saved = readFileSync(file, "utf8");
    const same = parallax("verify", file);
    assert.deepEqual([same.status, same.stdout], [0, `${file}: 1 cell, every output as saved\n`], same.stderr);
    writeFileSync(join(folder, "v.ts"), "export const v = 2;");
    const changed = parallax("verify", file);
    assert.equal(changed.status, 1);
    assert.match(
      changed.stdout,
      /outputs of 1 of 1 cells would change\nCell \[1\] \(\w+\):\n {2}output 2 execute_result text\/plain differs in line 1\n {4}- \[ 1, 'replay' \]\n {4}\+ \[ 2, 'replay' \]/,
    );
    assert.equal(readFileSync(file, "utf8"), saved);
  });

  test("is clean, and made clean again after a client has written into it", () => {
    assert.equal(parallax("clean", "--check", file).status, 0);
    const saved = readFileSync(file, "utf8");
    const notebook = JSON.parse(saved);
    notebook.cells[0].metadata.execution = { "iopub.status.idle": "2026-01-01T00:00:00Z" };
    notebook.cells[0].execution_count = notebook.cells[0].outputs.at(-1).execution_count = 41;
    notebook.metadata.language_info.version = "24.0.0";
    writeFileSync(file, JSON.stringify(notebook));
    assert.equal(parallax("clean", "--check", file).status, 1);
    assert.equal(parallax("clean", file).status, 0);
    assert.equal(readFileSync(file, "utf8"), saved);
  });

  test("what is no notebook is refused by both", () => {
    for (const command of ["verify", "clean"]) {
      const { status, stderr } = parallax(command, join(folder, "v.ts"));
      assert.equal(status, 2);
      assert.match(stderr, new RegExp(`^parallax ${command}: .*v\\.ts is not a notebook`));
    }
  });
});
