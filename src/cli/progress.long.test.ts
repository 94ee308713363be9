import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import type { CellOutput } from "../kernel/notebook/notebook.ts";
import { readNotebook } from "../kernel/notebook/read-notebook.ts";
import { absent, place, python, untyped } from "../kernel/wire/drive.ts";
import { listen } from "../models/provider-server.ts";

const folder = mkdtempSync(join(tmpdir(), "progress-"));
after(() => rmSync(folder, { recursive: true }));
const program = new URL("./main.ts", import.meta.url).pathname;
const planOf = (model: string) => `import { plan, run, session } from "parallax-evals";
const comparison = plan({ scenarios: ["insider-trading"], models: ["${model}"], inputs: 1, elicit: "choice", arms: ["recognizable", "paraphrase"] });`;

function save(name: string, ...sources: string[]): string {
  const cells = sources.map((source) => ({
    cell_type: "code",
    metadata: {},
    source,
    outputs: [],
    execution_count: null,
  }));
  const kernelspec = { name: "parallax", display_name: "TypeScript (Parallax)", language: "typescript" };
  mkdirSync(join(folder, name), { recursive: true });
  const file = join(folder, name, "nb.ipynb");
  writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells }));
  return file;
}

const env = { ...process.env, PARALLAX_HOME: join(folder, "home") };
const bound = { timeout: 120_000, killSignal: "SIGKILL" } as const;
const parallax = (...args: string[]) =>
  spawnSync(process.execPath, [program, ...args], { encoding: "utf8", env, ...bound });
const factsOf = (file: string) => readNotebook(file).metadata["parallax"] as Record<string, unknown>;

suite("a notebook that runs an eval", () => {
  test("is told its runs, mode and spend; a session's mode is the one that counts; it verifies, and again it says the same", () => {
    const file = save(
      "facts",
      planOf("simulated/recognizer"),
      "await run(comparison)",
      `session.mode("replay"); const again = await run(comparison, { dir: "out/again" });\nagain`,
      "session.spent()",
    );
    const first = parallax("exec", file);
    assert.equal(first.status, 0, first.stderr);
    const facts = factsOf(file);
    const { runs, mode, spend } = facts;
    assert.match(String(runs), /^[0-9a-f]{64}$/);
    assert.equal(mode, "auto, replay");
    const { usd, replies } = spend as { usd: number; replies: number };
    assert.deepEqual([usd, replies > 0], [0, true]);
    const saved = readFileSync(file, "utf8");
    assert.match(saved, /"volatile": true/);
    const verified = parallax("verify", file);
    assert.equal(verified.status, 0, verified.stdout + verified.stderr);
    rmSync(join(folder, "facts/out"), { recursive: true });
    const fresh = parallax("verify", file);
    assert.equal(fresh.status, 0, fresh.stdout + fresh.stderr);
    assert.equal(parallax("exec", file).status, 0);
    assert.deepEqual(factsOf(file), facts, "all of it cached costs what it cost");
  });

  test("interrupted by Ctrl-C it says how far it got in its saved output, and running it again asks for the rest", async (t) => {
    const server = await listen(() => ({ text: "A", top: { A: 0.6, B: 0.4 }, delayMs: 100 }));
    t.after(() => server.close());
    const file = save("interrupted", planOf("openai-compatible/mine"), "await run(comparison, { concurrency: 2 })");
    const slow = { ...env, OPENAI_COMPATIBLE_BASE_URL: server.openai };
    const child = spawn(process.execPath, [program, "exec", file], { env: slow, stdio: "ignore", ...bound });
    const ended = new Promise((resolve) => child.on("exit", resolve));
    while (server.requests.length < 6 && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill("SIGINT");
    assert.equal(await ended, 130);
    const shown = lines(readNotebook(file).cells.flatMap((cell) => (cell.cell_type === "code" ? cell.outputs : [])));
    assert.match(shown[0] ?? "", /^interrupted, \d+ of \d+ done and kept, run the cell again to go on/);
    const [done, planned] = shown[0]!.match(/\d+/g)!.map(Number);
    assert.ok(done! > 0 && done! < planned!);
    server.answer = () => ({ text: "A", top: { A: 0.6, B: 0.4 } });
    const again = spawn(process.execPath, [program, "exec", file], { env: slow, stdio: "ignore", ...bound });
    assert.equal(await new Promise((resolve) => again.on("exit", resolve)), 0);
    assert.equal(server.requests.length, 2 * planned!);
  });

  test("has its last progress as a line in what nbconvert makes", { skip: absent }, () => {
    const file = save("converted", planOf("simulated/steady"), "await run(comparison)");
    const { folder: kernels, env: found } = place();
    const env = { ...found, ...untyped };
    for (const args of [["notebook", "--inplace", "--execute"], ["html"], ["markdown"]]) {
      const command = ["-m", "nbconvert", "--to", ...args, file];
      const ran = spawnSync(python, command, { encoding: "utf8", env, ...bound });
      assert.equal(ran.status, 0, ran.stderr);
    }
    rmSync(kernels, { recursive: true });
    for (const file of ["nb.html", "nb.md"]) {
      const page = readFileSync(join(folder, "converted", file), "utf8");
      assert.equal(page.match(/<div>(\d+) of \1 done/g)?.length, 1, file);
    }
  });
});

function lines(outputs: CellOutput[]): string[] {
  return outputs.flatMap((output) =>
    "data" in output && typeof output.data["text/plain"] === "string" ? [output.data["text/plain"]] : [],
  );
}
