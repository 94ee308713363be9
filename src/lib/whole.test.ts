import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { madeWhole, writeWhole } from "./whole.ts";

const folder = mkdtempSync(join(tmpdir(), "parallax-whole-"));
after(() => rmSync(folder, { recursive: true }));

test("a file and a folder are there once they are whole, and not before", async () => {
  const file = join(folder, "a.txt");
  const seen = await madeWhole(file, async (unfinished) => {
    writeFileSync(unfinished, "all of it");
    return readdirSync(folder).includes("a.txt");
  });
  assert.deepEqual([seen, readFileSync(file, "utf8")], [false, "all of it"]);
  await madeWhole(join(folder, "b"), async (unfinished) => {
    mkdirSync(unfinished);
    writeFileSync(join(unfinished, "c"), "");
  });
  writeWhole(file, "all of another");
  assert.equal(readFileSync(file, "utf8"), "all of another");
  assert.deepEqual(readdirSync(folder).toSorted(), ["a.txt", "b"]);
});

test("what breaks off leaves what was there before, and nothing else", async () => {
  const file = join(folder, "kept.txt");
  writeFileSync(file, "before");
  const full = (unfinished: string) => {
    writeFileSync(unfinished, "half of");
    throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
  };
  await assert.rejects(
    madeWhole(file, async (unfinished) => full(unfinished)),
    /no space/,
  );
  assert.throws(() => writeWhole(file, "all", full), { code: "ENOSPC", path: file });
  assert.equal(readFileSync(file, "utf8"), "before");
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith(".part")),
    [],
  );
});
