import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { writeScenario } from "../scenarios/fixture.ts";
import { here } from "./fixture.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-reading-"));
after(() => rmSync(root, { recursive: true }));

test("two readers' sheets are written, filled in, taken in, and their agreement is said; below 2 is rejected", async (t) => {
  const dir = writeScenario(t);
  assert.match((await here(t, "reading", dir)).out, /^nobody has read these texts/);
  for (const [reader, mark] of [
    ["a", "2"],
    ["b", "1"],
  ]) {
    // prettier-ignore
    const sheet = join(root, reader!);
    const written = await here(t, "reading", dir, "--sheet", sheet, "--seed", reader!);
    assert.match(written.out, /^2 texts to read\n/);
    const file = join(sheet, "marks.csv");
    const lines = readFileSync(file, "utf8").trim().split("\n");
    const filled = lines.map((line, i) => line.replace(/,,$/, `,${i % 2 ? "2" : mark},`));
    writeFileSync(file, filled.join("\n"));
    const taken = await here(t, "reading", dir, "--take", file, "--reader", reader!, "--by", "person");
    assert.deepEqual([taken.code, taken.errors], [0, ""]);
    assert.match(taken.out, /reading\.csv +2 wordings +10 marks$/);
  }
  const { out } = await here(t, "reading", dir);
  assert.match(out, /^decision +a \(person\) +0 +0 +2$/m);
  assert.match(out, /^decision +b \(person\) +0 +1 +1$/m);
  assert.match(out, /^decision +a · b +2 +0\.50 /m);
  const { code, out: said } = await here(t, "check", dir, "--dir", join(root, "gate"));
  assert.equal(code, 1);
  assert.match(said, /^pears\/plain: (conditions|readers): /m);
});

for (const [args, says] of [
  [["--take", import.meta.filename], /--take FILE needs --reader NAME and --by person or --by model/],
  [["--take", import.meta.filename, "--sheet", root], /either --sheet DIR or --take FILE/],
] as const)
  test(`a command line that does not hold together: ${args[0]} with ${args.length}`, async (t) => {
    const { code, errors } = await here(t, "reading", ...args);
    assert.equal(code, 2);
    assert.match(errors, says);
  });
