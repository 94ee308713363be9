import assert from "node:assert/strict";
import { appendFileSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { locateLines, openLines, readLine, readLines } from "./jsonl.ts";

const dir = mkdtempSync(join(tmpdir(), "parallax-jsonl-"));
after(() => rmSync(dir, { recursive: true }));
let count = 0;
const fresh = (content = "") => {
  const file = join(dir, `${count++}.jsonl`);
  if (content) writeFileSync(file, content);
  return file;
};

test("what is appended is read back in order: hostile text, long lines, line separators", async () => {
  const values = ["a", { text: "\u2028\u2029\r\n\0\ud800" }, "x".repeat(3 << 20), null, [1.5], "é".repeat(70_000)];
  const file = fresh();
  const lines = await openLines(file);
  await Promise.all(values.map((value) => lines.append(value)));
  await lines.close();
  assert.deepEqual(await Array.fromAsync(readLines(file)), values);
  const places = (await Array.fromAsync(locateLines(file))).reverse();
  const open = openSync(file, "r");
  assert.deepEqual(places.map((place) => readLine(open, place)).reverse(), values);
  closeSync(open);
});

test("a line is in the file when its append resolves", async () => {
  const file = fresh();
  const lines = await openLines(file);
  for (let i = 0; i < 20; i++) {
    await lines.append(i);
    assert.equal(readFileSync(file, "utf8").split("\n").length, i + 2);
  }
  await lines.close();
});

test("a torn last line is left out by reading and removed by opening, wherever it was cut", async () => {
  const whole = `${JSON.stringify({ text: "é".repeat(40_000) })}\n`;
  const torn = Buffer.from(`${JSON.stringify({ second: "ü" })}`);
  for (let cut = 1; cut < torn.length; cut++) {
    const file = fresh(whole);
    appendFileSync(file, torn.subarray(0, cut));
    assert.equal((await Array.fromAsync(readLines(file))).length, 1, `cut at ${cut}`);
    const lines = await openLines(file);
    await lines.append({ third: 3 });
    await lines.close();
    assert.equal(readFileSync(file, "utf8"), `${whole}{"third":3}\n`);
  }
});

test("a torn line longer than a block, and a file that is nothing but one", async () => {
  for (const whole of ["", "1\n"]) {
    const file = fresh(`${whole}{"text":"${"x".repeat(200_000)}`);
    const lines = await openLines(file);
    await lines.close();
    assert.equal(readFileSync(file, "utf8"), whole);
  }
});

test("a last line that lacks only its newline is kept", async () => {
  const file = fresh('{"a":1}\n{"b":2}');
  assert.deepEqual(await Array.fromAsync(readLines(file)), [{ a: 1 }, { b: 2 }]);
  const lines = await openLines(file);
  await lines.append({ c: 3 });
  await lines.close();
  assert.deepEqual(await Array.fromAsync(readLines(file)), [{ a: 1 }, { b: 2 }, { c: 3 }]);
});

test("a damaged line before the last names file, line and remedy", async () => {
  const file = fresh('1\n{"a":\n3\n');
  await assert.rejects(Array.fromAsync(readLines(file)), (error: Error) => {
    assert.match(error.message, /\.jsonl, line 2 is not JSON: remove that line/);
    return true;
  });
});

test("a write that fails rejects this append and every later one", async (t) => {
  try {
    writeFileSync("/dev/full", "x");
    t.skip("no /dev/full here");
    return;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") return t.skip("no /dev/full here");
  }
  const lines = await openLines("/dev/full");
  const results = await Promise.allSettled([lines.append(1), lines.append(2)]);
  results.push(...(await Promise.allSettled([lines.append(3)])));
  assert.deepEqual(
    results.map((result) => result.status === "rejected" && (result.reason as NodeJS.ErrnoException).code),
    ["ENOSPC", "ENOSPC", "ENOSPC"],
  );
  await lines.close();
});
