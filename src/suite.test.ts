import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { processes } from "../.ci/processes.ts";

const folder = mkdtempSync(join(tmpdir(), "parallax-suite-"));
after(() => rmSync(folder, { recursive: true }));
const room = join(folder, "src/lib");
mkdirSync(room, { recursive: true });

/** Test files in one room, by name, in the order in which they run. */
const planted = {
  passes: `suite("of it", () => { test("one", () => {}); test("two", { skip: "for a reason" }); });`,
  fails: `suite("of it", () => { test("the first"); test("the second", () => assert.equal(1, 2)); });`,
  loads: `throw new Error("not even loaded");`,
  hangs: `test("waits for ever", () => new Promise(() => setInterval(() => {}, 1000)));`,
  changes: `test("sets a global", () => support.change());`,
  opens: `test("leaves a timer", () => void setInterval(() => {}, 1000));`,
  tidies: `let timer;
    after(() => clearInterval(timer));
    test("ends what it began", () => void (timer = setInterval(() => {}, 1000)));`,
  throws: `test("ends before it is done", () => void setTimeout(() => { throw new Error("later"); }, 5));
    test("goes on", () => new Promise((resolve) => setTimeout(resolve, 100)));`,
  ends: `test("is followed", () => {}); test("ends all", () => support.end());`,
  last: `test("has its turn", () => {});`,
  sets: `process.env["PLANTED"] = "1"; delete process.env["PATH"]; test("sets variables", () => {});`,
  sees: `test("has the first's", () => assert.ok(!("PLANTED" in process.env) && "PATH" in process.env));`,
};
writeFileSync(
  join(room, "support.ts"),
  `export const change = () => void Object.assign(globalThis, { planted: 1 });\nexport const end = () => process.exit(0);\n`,
);
const files = Object.entries(planted).map(([name, text], i) => {
  const file = join(room, `${i}-${name}.test.ts`);
  const imports = `import assert from "node:assert/strict"; import { after, suite, test } from "node:test"; import * as support from "./support.ts";`;
  writeFileSync(file, `${imports}\n${text}\n`);
  return file;
});

async function suite(...args: string[]): Promise<string[]> {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const program = resolve(import.meta.dirname, "../.ci/suite.ts");
  return new Promise((resolve) => {
    execFile(process.execPath, [program, "--late=10", "--grace=1", ...args], { env }, (_, out) =>
      resolve(out.replaceAll(`${room}/`, "").trim().split("\n")),
    );
  });
}

test("each failing test is named, whatever it does to the process that it shares", async () => {
  const lines = await suite(...files);
  const named = lines.slice(lines.findIndex((line) => / files in \d+ s$/.test(line)) + 1);
  assert.deepEqual(
    named.filter((line) => line.startsWith("FAILED")).map((line) => line.replace(/:\d+/, "")),
    [
      "FAILED 1-fails.test.ts of it > the second",
      "FAILED 2-loads.test.ts",
      "FAILED 3-hangs.test.ts",
      "FAILED 4-changes.test.ts",
      "FAILED 5-opens.test.ts",
      "FAILED 7-throws.test.ts",
      "FAILED 8-ends.test.ts",
    ],
  );
  assert.equal(named.at(-1), "10 passed, 7 failed, 1 skipped");
  const said = lines.join("\n");
  for (const reason of [
    /1 !== 2/,
    /not even loaded/,
    /no end after 10 s, in: waits for ever/,
    /globalThis\.planted/,
    /'Timeout'/,
    /Error: later/,
    /8-ends\.test\.ts\n +its process ended before it had reported its tests/,
    /^ok +[\d.]+ s +[\d.]+ s  9-last\.test\.ts: 1 passed$/m,
  ])
    assert.match(said, reason);
});

test("a process of its own that goes on, or ends otherwise than its tests did, is said", async () => {
  const [kept, ended] = [files[5]!, join(room, "code.test.ts")];
  writeFileSync(ended, `import { test } from "node:test"; test("leaves a code", () => void (process.exitCode = 3));\n`);
  assert.match((await suite(kept)).join("\n"), /5-opens\.test\.ts\n +its tests have ended and its process goes on/);
  assert.match((await suite(ended)).join("\n"), /code\.test\.ts\n +its process ended with exit code 3/);
});

test("files of a room share a process, except those that may change it", () => {
  const testFile = join(room, "own.test.ts");
  writeFileSync(testFile, `process.chdir("/");\n`);
  const [cli, kernel] = ["src/cli/check.test.ts", "src/kernel/wire/lives.long.test.ts"];
  assert.deepEqual(processes([files[0]!, testFile, files[1]!, cli, kernel]), [
    [files[0], files[1]],
    [testFile],
    [cli],
    [kernel],
  ]);
});
