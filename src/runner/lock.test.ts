import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { lock } from "./lock.ts";

const dir = mkdtempSync(join(tmpdir(), "parallax-lock-"));
after(() => rmSync(dir, { recursive: true }));
const held = /is being written by another run: wait for it, or give this one another dir/;

test("a folder is locked once in a process, until it is released", () => {
  const release = lock(dir);
  assert.throws(() => lock(dir), held);
  release();
  lock(dir)();
});

test("another process's lock holds, though nobody there keeps it, and ends when that process is killed", async () => {
  const program = `const { lock } = await import(${JSON.stringify(join(import.meta.dirname, "lock.ts"))});
    lock(${JSON.stringify(dir)}); setTimeout(() => (gc(), console.log("locked")), 10); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--expose-gc", "--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
    timeout: 60_000,
  });
  try {
    await once(child.stdout, "data");
    assert.throws(() => lock(dir), held);
  } finally {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  lock(dir)();
});

test("a folder that cannot be written is an error that says what to do", () => {
  const file = join(dir, "not-a-folder");
  writeFileSync(file, "");
  assert.throws(() => lock(file), /cannot write in .*not-a-folder .*: give the run a dir that you can write/);
});
