import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { cacheFile, openCache } from "./cache.ts";
import { sampleReply } from "./sample.ts";

const dir = mkdtempSync(join(tmpdir(), "parallax-cache-"));
after(() => rmSync(dir, { recursive: true }));
const key = "ab".repeat(32);

test("what one connection keeps, another finds; the folder is made", () => {
  const file = join(dir, "deep", "er", "replies.sqlite");
  const reply = sampleReply("text \ud800 \u2028 </script>", { choices: { A: -0.1, B: -2.4 } });
  const one = openCache(file);
  const other = openCache(file);
  assert.equal(other.get(key), null);
  one.put(key, reply);
  assert.deepEqual(other.get(key), reply);
  one.put(key, sampleReply("newer"));
  assert.equal(other.get(key)?.text, "newer");
  one.close();
  other.close();
  const reader = openCache(file, { readOnly: true });
  assert.equal(reader.get(key)?.text, "newer");
  reader.put(key, sampleReply("not kept"));
  assert.equal(reader.get(key)?.text, "newer");
  reader.close();
});

test("reading only, an absent cache is empty and stays absent", () => {
  const file = join(dir, "absent.sqlite");
  const cache = openCache(file, { readOnly: true });
  assert.equal(cache.get(key), null);
  cache.close();
  assert.equal(existsSync(file), false);
});

test("replay reads a cache in a folder that cannot be written", (t) => {
  const readOnly = join(dir, "read-only");
  mkdirSync(readOnly);
  const bind = (...args: string[]) => execFileSync("mount", [...args, readOnly], { stdio: "pipe" });
  try {
    bind("-t", "tmpfs", "tmpfs");
  } catch {
    return t.skip("no right to mount a read-only folder here");
  }
  t.after(() => execFileSync("umount", [readOnly]));
  const file = join(readOnly, "replies.sqlite");
  const writer = openCache(file);
  writer.put(key, sampleReply("kept"));
  writer.close();
  bind("-o", "remount,ro");
  const reader = openCache(file, { readOnly: true });
  assert.equal(reader.get(key)?.text, "kept");
  reader.close();
  assert.throws(() => openCache(file), /: set PARALLAX_HOME to a folder you can write/);
});

test("a file that is no cache is an error that says what to do", () => {
  const file = join(dir, "text.sqlite");
  writeFileSync(file, "this is not a database, and long enough not to be taken for an empty one".repeat(20));
  assert.throws(() => openCache(file), /cannot open the reply cache .*text\.sqlite .*: move that file away, or/);
});

test("the cache lives in PARALLAX_HOME", (t) => {
  const before = process.env["PARALLAX_HOME"];
  t.after(() => (before === undefined ? delete process.env["PARALLAX_HOME"] : (process.env["PARALLAX_HOME"] = before)));
  process.env["PARALLAX_HOME"] = dir;
  assert.equal(cacheFile(), join(dir, "replies.sqlite"));
});
