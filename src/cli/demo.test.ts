import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import test, { after } from "node:test";
import { listen } from "../models/provider-server.ts";
import type { Gap } from "../stats/gap/gap.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-demo-"));
after(() => rmSync(root, { recursive: true }));

/**
 * Runs the demo with an empty cache and no program on the PATH, so that there is no Python to fetch
 * weights with.
 */
function demo(...args: string[]) {
  const out = join(root, `the page's ${args.length}`);
  const program = join(import.meta.dirname, "main.ts");
  const ran = spawnSync(process.execPath, [program, "demo", "--no-notebooks", "--out", out, ...args], {
    encoding: "utf8",
    env: { ...process.env, PATH: root, PARALLAX_HOME: join(root, "home") },
    timeout: 120_000,
    killSignal: "SIGKILL",
  });
  return { ...ran, read: (name: string) => readFileSync(join(out, name), "utf8") };
}

test("without the weights: one line with the remedy, then a subject that everything calls simulated", () => {
  const { status, stdout, stderr, read } = demo();
  assert.equal(status, 0, stderr);
  assert.match(stderr, /^no python3 here .*: install Python 3 with pip, .*; going on with .*, a simulated subject$/m);
  assert.match(stdout, /gap = paraphrase − published, in percentage points/);
  assert.match(stdout, /^1\. alignment-faking-animal-welfare · simulated\/recognizer/m);
  const gaps = JSON.parse(read("gap.json")) as Gap[];
  assert.equal(gaps.length, 4);
  assert.ok(gaps.every(({ simulated, gap, n }) => simulated && gap !== null && n! > 0));
  const page = read("findings.html");
  assert.match(page, /a simulated subject, stands in for it/);
  assert.match(page, /npm run demo -- --no-notebooks --out &#39;.*the page/);
});

test("a model that is named is asked, and nothing is fetched", () => {
  const { status, stderr, read } = demo("--model", "simulated/steady", "--epochs", "2");
  assert.equal(status, 0, stderr);
  assert.doesNotMatch(stderr, /python/);
  assert.deepEqual(
    new Set((JSON.parse(read("gap.json")) as Gap[]).map(({ model }) => model)),
    new Set(["simulated/steady"]),
  );
});

test("a model there is not: exit code 2 and one line", () => {
  const { status, stdout, stderr } = demo("--model", "simulated/none");
  assert.equal(status, 2);
  assert.doesNotMatch(stdout, /gap/);
  assert.match(stderr, /^parallax demo: .*no such simulated subject.*\n$/);
});

test("a model of unknown price is asked without a budget, after saying what is unknown; a budget asked for is refused", async (t) => {
  const server = await listen(() => ({ status: 404, message: "no such model here" }));
  t.after(() => server.close());
  const asking = async (...args: string[]) => {
    const all = [
      "demo",
      "--no-notebooks",
      "--out",
      join(root, "unpriced"),
      "--model",
      "openai-compatible/mine",
      ...args,
    ];
    const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts"), ...all], {
      env: { ...process.env, OPENAI_COMPATIBLE_BASE_URL: server.openai, PARALLAX_HOME: join(root, "unpriced-home") },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
    return { said, code: code as number };
  };
  const { said, code } = await asking();
  assert.match(said, /^openai-compatible\/mine is not in data\/models\.yaml: its cutoff, price and .* are unknown$/m);
  assert.match(said, /given up: .*no such model here/);
  assert.equal(code, 1);
  const asked = server.requests.length;
  assert.ok(asked > 0);
  assert.match((await asking("--budget", "5")).said, /cannot be kept: no price known for openai-compatible\/mine/);
  assert.equal(server.requests.length, asked);
});
