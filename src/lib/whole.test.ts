import assert from "node:assert/strict";
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
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

test("a link is written through, and what is no file is written to", () => {
  const [file, link] = [join(folder, "target.txt"), join(folder, "link.txt")];
  writeFileSync(file, "before");
  symlinkSync(file, link);
  writeWhole(link, "after");
  assert.deepEqual([readFileSync(file, "utf8"), lstatSync(link).isSymbolicLink()], ["after", true]);
  const written: string[] = [];
  writeWhole("/dev/null", "all", (place) => void written.push(place));
  assert.deepEqual(written, ["/dev/null"]);
  assert.throws(() => writeWhole(folder, "all"), { code: "EISDIR" });
});
