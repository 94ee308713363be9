import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import { executeNotebook, type ExecuteOptions } from "./execute.ts";
import type { Cell, CodeCell } from "./notebook.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "notebook-")));
after(() => rmSync(folder, { recursive: true }));

function cellOf(source: string, index: number, tags: string[] = []): Cell {
  return { cell_type: "code", id: `c${index}`, metadata: { tags }, source, execution_count: 9, outputs: [] };
}

async function run(cells: (string | Cell)[], options: Partial<ExecuteOptions> = {}, parallax: object = {}) {
  const progress: string[] = [];
  const executed = await executeNotebook(
    {
      metadata: { kept: true, parallax },
      cells: cells.map((cell, index) => (typeof cell === "string" ? cellOf(cell, index) : cell)),
    },
    {
      file: join(folder, "nb.ipynb"),
      timeoutMs: null,
      allowErrors: false,
      env: {},
      progress: ({ index, of }) => progress.push(`${index}/${of}`),
      signal: new AbortController().signal,
      kill: new AbortController().signal,
      ...options,
    },
  );
  const code = executed.notebook.cells.filter((cell): cell is CodeCell => cell.cell_type === "code");
  return {
    ...executed,
    progress,
    code,
    outputs: code.map(({ outputs }) => outputs),
    counts: code.map((cell) => cell.execution_count),
  };
}

const stream = (text: string, name = "stdout") => ({ output_type: "stream", name, text });

suite("executing a notebook", () => {
  test("streams are merged, values and displays saved with counts; other cells are left as they are", async () => {
    const markdown: Cell = { cell_type: "markdown", id: "m", metadata: {}, source: "# text" };
    const { outputs, counts, notebook, failures, progress } = await run([
      "console.log(1); console.log(2); console.error(3); console.log(4)",
      markdown,
      "",
      cellOf("never", 3, ["skip-execution"]),
      `display.html("<b>"); ({ a: 1 })`,
    ]);
    assert.deepEqual(failures, []);
    assert.deepEqual(counts, [1, null, null, 2]);
    assert.deepEqual(progress, ["1/2", "2/2"]);
    assert.deepEqual(outputs, [
      [stream("1\n2\n"), stream("3\n", "stderr"), stream("4\n")],
      [],
      [],
      [
        { output_type: "display_data", data: { "text/html": "<b>" }, metadata: {} },
        { output_type: "execute_result", execution_count: 2, data: { "text/plain": "{ a: 1 }" }, metadata: {} },
      ],
    ]);
    assert.deepEqual(notebook.cells[1], markdown);
  });

  test("a display is updated in the cell that shows it; clearing waits for what comes next", async () => {
    const { outputs } = await run([
      `const shown = display.text("old")`,
      `shown.update("new"); console.log("gone"); display.clear({ wait: true }); console.log("left")`,
      `console.log("a"); display.clear()`,
    ]);
    const updated = { output_type: "display_data", data: { "text/plain": "new" }, metadata: {} };
    assert.deepEqual(outputs, [[updated], [stream("left\n")], []]);
  });

  test("comms are there, and nobody hears", async () => {
    const { outputs, failures } = await run([
      "comms.register('t', () => {}); const comm = comms.open('t', {}); comm.send({ n: 1 }); comm.close(); comm.target",
    ]);
    assert.deepEqual(failures, []);
    assert.match(JSON.stringify(outputs), /'t'/);
  });

  test("stops at a cell that throws, with what came before it", async () => {
    const { outputs, failures, counts } = await run(["1", "console.log('so far');\nthrow new TypeError('bad')", "3"]);
    assert.deepEqual(counts, [1, 2, null]);
    assert.equal(failures.length, 1);
    assert.equal(failures[0]?.cell, 2);
    assert.deepEqual(outputs[1]?.[0], stream("so far\n"));
    const error = outputs[1]?.[1];
    assert.ok(error?.output_type === "error");
    assert.deepEqual(
      [error.ename, error.evalue, error.traceback[1]],
      ["TypeError", "bad", "Cell [2], line 2, column 7"],
    );
  });

  test("goes on after errors where that is allowed, by option or by tag", async () => {
    const tagged = await run([cellOf("throw 1", 0, ["raises-exception"]), "2"]);
    assert.deepEqual([tagged.counts, tagged.failures], [[1, 2], []]);
    const allowed = await run(["throw 1", "2"], { allowErrors: true });
    assert.deepEqual([allowed.counts, allowed.failures.length], [[1, 2], 1]);
  });

  test("runs in the notebook's folder, with the environment given, and says what it was run with", async () => {
    const { outputs, notebook } = await run(
      [`globalThis[Symbol.for("Jupyter.record")]("runs", ["r1"]); [process.cwd(), process.env.PARALLAX_MODE].join()`],
      { env: { PARALLAX_MODE: "replay" } },
      { types: "off", volatile: ["x"], runs: ["of the last time"] },
    );
    assert.deepEqual(outputs[0]?.[0], {
      output_type: "execute_result",
      execution_count: 1,
      data: { "text/plain": `'${folder},replay'` },
      metadata: {},
    });
    const { kept, parallax } = notebook.metadata as { kept: boolean; parallax: Record<string, unknown> };
    assert.equal(kept, true);
    assert.deepEqual([parallax["mode"], parallax["runs"]], ["replay", ["r1"]]);
    assert.deepEqual([parallax["types"], parallax["volatile"]], ["off", ["x"]], "what was declared stays");
    assert.deepEqual((parallax["versions"] as { node: string }).node, process.versions.node);
  });

  test("types are checked where that is asked for: told of below a cell, or in its place", async () => {
    const cells = ["const n: number = JSON.parse('\"x\"');", "console.log('ran'); const m: string = n;"];
    const complaint = "Cell [2], line 1, column 27: Type 'number' is not assignable to type 'string'. (TS2322)";
    const warned = await run(cells, { env: { PARALLAX_TYPES: "warn" } });
    const [ran, shown] = warned.outputs[1] ?? [];
    assert.deepEqual([warned.outputs[0], ran], [[], stream("ran\n")]);
    assert.equal(shown?.output_type === "display_data" && shown.data["text/plain"], complaint);
    const { failures, outputs } = await run(cells, { env: { PARALLAX_TYPES: "strict" } });
    assert.deepEqual([failures[0]?.cell, failures[0]?.result.ename, outputs[1]?.length], [2, "TypeCheck", 1]);
  });
});

suite("a cell that does not end well by itself", () => {
  const failureOf = async (code: string, options: Partial<ExecuteOptions> = {}) => {
    const { failures, outputs } = await run([`console.log("before")`, code], options);
    assert.deepEqual(outputs[0], [stream("before\n")]);
    return failures[0]?.result;
  };

  test("is interrupted after its time, or killed where it does not listen", async () => {
    for (const code of ["await new Promise((done) => setTimeout(done, 60_000))", "while (true) {}"]) {
      const { failures } = await run([code], { timeoutMs: 300 });
      assert.equal(failures[0]?.result.ename, "Timeout");
      assert.match(failures[0].result.evalue, /longer than 0.3 s/);
    }
  });

  test("leaves nothing behind that could keep the process from ending", async () => {
    const { outputs, counts } = await run(["process.prependListener('message', () => { while (true) {} }); 'done'"]);
    assert.deepEqual([counts, outputs[0]?.length], [[1], 1]);
  });

  test("is told apart when nothing can wake it", async () => {
    assert.equal((await failureOf("await new Promise(() => {})"))?.ename, "NeverSettles");
  });

  test("is told of when its process dies", async () => {
    const failure = await failureOf(
      `process.kill(process.pid, "SIGKILL"); await new Promise((done) => setTimeout(done, 9999))`,
    );
    assert.equal(
      `${failure?.ename}: ${failure?.evalue}`,
      "ProcessEnded: the notebook's process ended by SIGKILL while the cell ran",
    );
  });

  test("is interrupted from outside, and nothing after it is started", async () => {
    const controller = new AbortController();
    const { failures, counts } = await run(["setTimeout(() => {}, 60_000); await new Promise(() => {})", "2"], {
      signal: controller.signal,
      progress: () => setTimeout(() => controller.abort(), 500),
    });
    assert.equal(failures[0]?.result.ename, "Interrupted");
    assert.deepEqual(counts, [1, null]);
  });
});

suite("what happens outside a cell's own frames", () => {
  test("rejections and throws in timers are reported, and the rest runs", async () => {
    const { outputs, failures } = await run([
      "Promise.reject(new Error('unheard'));\nsetTimeout(() => { throw new Error('timer') }, 1);\nawait new Promise((done) => setTimeout(done, 50))",
      "process.exitCode = 7; 'alive'",
    ]);
    assert.deepEqual(failures, []);
    const [complaint] = outputs[0] ?? [];
    assert.ok(complaint?.output_type === "stream" && complaint.name === "stderr");
    assert.match(complaint.text, /Uncaught Error: unheard\nCell \[1\], line 1, column 16/);
    assert.match(complaint.text, /Uncaught Error: timer\nCell \[1\], line 2, column 26/);
  });

  test("a child process that inherits output writes into the cell, without secrets", async () => {
    const planted = "planted-0123456789";
    process.env["EXEC_TEST_TOKEN"] = planted;
    const { outputs } = await run([
      `import { execFileSync } from "node:child_process"; execFileSync("echo", [process.env.EXEC_TEST_TOKEN], { stdio: "inherit" }); await new Promise((done) => setTimeout(done, 50))`,
    ]);
    delete process.env["EXEC_TEST_TOKEN"];
    assert.deepEqual(outputs, [[stream("•••\n")]]);
  });

  test("100,000 lines arrive in order", async () => {
    const { outputs } = await run(["for (let i = 0; i < 100_000; i++) console.log(i)"]);
    const [all] = outputs[0] ?? [];
    assert.ok(all?.output_type === "stream" && outputs[0]?.length === 1);
    assert.equal(all.text, Array.from({ length: 100_000 }, (_, i) => `${i}\n`).join(""));
  });
});
