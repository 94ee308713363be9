import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Notebook } from "../kernel/notebook/notebook.ts";
import { readNotebook } from "../kernel/notebook/read-notebook.ts";

const folder = mkdtempSync(join(tmpdir(), "exec-"));
after(() => rmSync(folder, { recursive: true }));
const program = new URL("./main.ts", import.meta.url).pathname;

function save(name: string, cells: [source: string, ...tags: string[]][]): string {
  const file = join(folder, name);
  const code = cells.map(([source, ...tags]) => ({
    cell_type: "code",
    metadata: { tags },
    source,
    outputs: [],
    execution_count: null,
  }));
  writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: code }));
  return file;
}

const bound = { timeout: 120_000, killSignal: "SIGKILL" } as const;
const exec = (...args: string[]) =>
  spawnSync(process.execPath, [program, "exec", ...args], { encoding: "utf8", ...bound });
const outputsOf = ({ cells }: Notebook) => cells.flatMap((cell) => (cell.cell_type === "code" ? cell.outputs : []));

suite("parallax exec", () => {
  test("saves the executed notebook with parameters and mode, and tells its progress", () => {
    const file = save("ok.ipynb", [
      ["const n = 1;", "parameters"],
      ["import { v } from './local.ts'; [n, v, process.env.PARALLAX_MODE]"],
    ]);
    writeFileSync(join(folder, "local.ts"), "export const v: number = 2;");
    const before = readFileSync(file, "utf8");
    const output = join(folder, "out.ipynb");
    const { status, stderr, stdout } = exec(file, "-o", output, "-p", "n=7", "--mode", "replay");
    assert.deepEqual([status, stdout], [0, ""], stderr);
    assert.match(stderr, /^cell 1 of 3: const n = 1;\ncell 2 of 3: const n = 7;\ncell 3 of 3: import/);
    assert.deepEqual(outputsOf(readNotebook(output)), [
      { output_type: "execute_result", execution_count: 3, data: { "text/plain": "[ 7, 2, 'replay' ]" }, metadata: {} },
    ]);
    assert.equal(readFileSync(file, "utf8"), before);
    const once = readFileSync(output, "utf8");
    exec(file, "-o", output, "-p", "n=7", "--mode", "replay");
    assert.equal(readFileSync(output, "utf8"), once, "the same execution saves the same bytes");
  });

  test("a cell that throws: exit code 1, cell and traceback on stderr, and the notebook saved up to it", () => {
    const file = save("throws.ipynb", [["'kept'"], ["const x = 1;\nthrow new RangeError('too far')"], ["3"]]);
    const { status, stderr } = exec(file);
    assert.equal(status, 1);
    assert.match(stderr, /Cell \[2\] failed:\nRangeError: too far\nCell \[2\], line 2, column 7\n/);
    const outputs = outputsOf(readNotebook(file));
    assert.deepEqual(
      outputs.map(({ output_type }) => output_type),
      ["execute_result", "error"],
    );
  });

  test("another language's notebook is refused, and nothing is written", () => {
    const file = save("python.ipynb", [["print(1)"]]);
    const spec = { kernelspec: { name: "python3", language: "python", display_name: "Python 3" } };
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), metadata: spec }));
    const before = readFileSync(file, "utf8");
    const output = join(folder, "python-out.ipynb");
    for (const args of [[file], [file, "-o", output]]) {
      const { status, stderr } = exec(...args);
      assert.equal(status, 2, stderr);
      assert.match(stderr, /python\.ipynb is a notebook in python for the kernel "python3"/);
    }
    assert.equal(readFileSync(file, "utf8"), before);
    assert.equal(existsSync(output), false);
  });

  test("a notebook for a kernel that nobody knows, with no language named, is refused; for one of ours it runs", () => {
    const file = save("unknown.ipynb", [["1 + 1"]]);
    const saved = JSON.parse(readFileSync(file, "utf8")) as object;
    const as = (kernelspec: object) => {
      writeFileSync(file, JSON.stringify({ ...saved, metadata: { kernelspec } }));
      return exec(file, "-o", join(folder, "unknown-out.ipynb"));
    };
    const { status, stderr } = as({ name: "weird", display_name: "Weird" });
    assert.equal(status, 2, stderr);
    assert.match(stderr, /unknown\.ipynb is a notebook for the kernel "weird", and names no language/);
    assert.equal(as({ name: "mine", display_name: "TypeScript (mine)" }).status, 0);
  });

  test("in place, the notebook as it was is kept where Jupyter keeps checkpoints", () => {
    const file = save("place.ipynb", [["1"]]);
    const before = readFileSync(file, "utf8");
    assert.match(exec(file).stderr, /saved in place; as it was before: .*place-checkpoint\.ipynb/);
    assert.equal(readFileSync(join(folder, ".ipynb_checkpoints", "place-checkpoint.ipynb"), "utf8"), before);
    assert.notEqual(readFileSync(file, "utf8"), before);
  });

  test("what cannot be started says why in one line, with exit code 2", () => {
    const file = save("plain.ipynb", [["const n = 1;", "parameters"]]);
    const cases: [string[], RegExp][] = [
      [[join(folder, "local.ts")], /^parallax exec: .*local\.ts is not a notebook: .*\n$/],
      [[file, "-p", "m=1"], /^parallax exec: there is no parameter "m".*\n$/],
      [[file, "--mode", "again"], /^parallax exec: --mode again: expected auto, record, replay or off\n$/],
      [[file, "--timeout", "soon"], /^parallax exec: --timeout soon: expected a number of seconds above 0\n$/],
      [[file, "--watch"], /^parallax exec: --watch needs -o/],
      [[file, "-o", folder], /^parallax exec: cannot write .*: it is a folder\n$/],
      [
        [file, "-o", join(file, "out.ipynb")],
        /^parallax exec: cannot write .*out\.ipynb: a file is where a folder is needed\n$/,
      ],
    ];
    for (const [args, message] of cases) {
      const { status, stderr } = exec(...args);
      assert.equal(status, 2);
      assert.match(stderr, message);
    }
  });

  test("Ctrl-C interrupts the running cell and saves what there is", async () => {
    const file = save("stopped.ipynb", [
      ["console.log('so far'); await new Promise((done) => setTimeout(done, 60_000))"],
      ["2"],
    ]);
    const child = spawn(process.execPath, [program, "exec", file], { stdio: ["ignore", "ignore", "pipe"], ...bound });
    await once(child.stderr, "data");
    const ended = once(child, "exit");
    child.kill("SIGINT");
    assert.deepEqual(await ended, [130, null]);
    const outputs = outputsOf(readNotebook(file));
    const last = outputs.at(-1);
    assert.ok(last?.output_type === "error" && last.ename === "Interrupted", JSON.stringify(outputs));
  });

  test("--watch runs again when a local file that the notebook imports is saved, also while it runs", async () => {
    const saves =
      "if (w === 'second') (await import('node:fs')).writeFileSync('watched.ts', `export const w = 'third';`);";
    const file = save("watched.ipynb", [["import { w } from './watched.ts'; w"], [saves]]);
    const output = join(folder, "watched-out.ipynb");
    writeFileSync(join(folder, "watched.ts"), "export const w = 'first';");
    const { runs, end } = watching(file, output);
    await runs(1);
    assert.match(JSON.stringify(outputsOf(readNotebook(output))), /first/);
    writeFileSync(join(folder, "watched.ts"), "export const w = 'second';");
    await runs(3);
    assert.match(JSON.stringify(outputsOf(readNotebook(output))), /third/);
    await end();
  });

  test("--watch runs again when what kept a file from loading is mended, and not for a file that a cell makes", async () => {
    const makes = "(await import('node:fs')).writeFileSync('made.ts', 'export const made = 1;')";
    const file = save("mended.ipynb", [
      [makes],
      ["import { made } from './made.ts'; import { m } from './mended.ts'; m"],
    ]);
    const output = join(folder, "mended-out.ipynb");
    writeFileSync(join(folder, "mended.ts"), "export const m = ;");
    const { runs, end } = watching(file, output);
    await runs(1);
    assert.match(JSON.stringify(outputsOf(readNotebook(output))), /Unexpected token/);
    writeFileSync(join(folder, "mended.ts"), "export const m = 'mended';");
    await runs(2);
    assert.match(JSON.stringify(outputsOf(readNotebook(output))), /'mended'/);
    assert.equal(await end(), 2);
  });

  test("--watch runs again when a file appears that an import did not find, be it in a folder of its own", async () => {
    const file = save("absent.ipynb", [["import { a } from './absent/deep/file'; a"]]);
    const output = join(folder, "absent-out.ipynb");
    const { runs, end } = watching(file, output);
    await runs(1);
    assert.match(JSON.stringify(outputsOf(readNotebook(output))), /Cannot find/);
    mkdirSync(join(folder, "absent", "deep"), { recursive: true });
    writeFileSync(join(folder, "absent", "deep", "part"), "export const a = 'there now';");
    renameSync(join(folder, "absent", "deep", "part"), join(folder, "absent", "deep", "file.ts"));
    await runs(2);
    assert.match(JSON.stringify(outputsOf(readNotebook(output))), /there now/);
    assert.equal(await end(), 2);
  });

  test("killed, it leaves no process behind, whatever the cell is stuck in", async () => {
    const says = "(await import('node:fs')).writeFileSync('pid.part', String(process.pid))";
    const whole = "(await import('node:fs')).renameSync('pid.part', 'pid')";
    const file = save("orphan.ipynb", [[`${says}; ${whole}; while (true);`]]);
    const child = spawn(process.execPath, [program, "exec", file], { stdio: "ignore", ...bound });
    const [ended, pid] = [once(child, "exit"), join(folder, "pid")];
    while (!existsSync(pid)) await sleep(20);
    child.kill("SIGKILL");
    await ended;
    while (runs(Number(readFileSync(pid, "utf8")))) await sleep(20);
  });
});

/** False also for one that has ended and that nobody has asked how. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

/**
 * `parallax exec --watch`: `runs` waits for the end of so many executions, `end` is Ctrl-C and
 * gives their number.
 */
function watching(file: string, output: string) {
  const args = [program, "exec", file, "-o", output, "--watch"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"], ...bound });
  const ended = once(child, "exit");
  let printed = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (printed += text));
  const count = () => printed.split(/watching \d+ files?/).length - 1;
  return {
    async runs(wanted: number) {
      while (count() < wanted) {
        assert.equal(child.exitCode ?? child.signalCode, null, printed);
        await Promise.race([once(child.stderr, "data"), ended]);
      }
    },
    async end(): Promise<number> {
      child.kill("SIGINT");
      await ended;
      return count();
    },
  };
}
