import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, suite, test, type TestContext } from "node:test";
import { commands } from "./commands.ts";
import { help } from "./frame/help.ts";
import { hereAt } from "./fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "parallax-fit-"));
after(() => rmSync(folder, { recursive: true }));
const all = await Promise.all(commands.map(({ declared }) => declared()));
const at = (...parts: string[]) => join(folder, ...parts);
const study = at("s");
const scenario = ["--scenario", join(study, "sealed-offer"), "--controls", "--elicit", "choice"];
const [first, second] = [at("first"), at("second")];

/** Lines that are longer than the terminal though they could have been broken at a space. */
function over(text: string, columns: number): string[] {
  const lines = text.split("\n").filter((line) => line.length > columns);
  return lines.filter((line) => line.trim().includes(" "));
}

/** What a person sees of a command line: nothing runs over, no word is broken off that fits. */
async function fits(t: TestContext, columns: number, args: string[], code: number): Promise<string> {
  const seen = await hereAt(t, columns, ...args);
  assert.equal(seen.code, code, seen.errors);
  assert.deepEqual(over(seen.out, columns), []);
  if (code === 2) assert.deepEqual(over(seen.errors, columns), []);
  return code === 2 ? seen.errors : seen.out;
}

suite("in a terminal of 60 columns, and of 120", () => {
  before(async () => {
    const context = { mock: { method: () => ({ mock: { restore() {} } }) } } as unknown as TestContext;
    await hereAt(context, undefined, "init", study);
    for (const [out, model] of [
      [first, "simulated/recognizer"],
      [second, "simulated/steady"],
    ] as const)
      await hereAt(context, undefined, "run", ...scenario, "--model", model, "--out", out);
  });

  const done: string[][] = [
    ["check", study, "--dir", at("gate")],
    ["run", ...scenario, "--model", "simulated/recognizer", "--out", at("dry"), "--dry-run"],
    ["grade", first],
    ["gap", first],
    ["compare", first, second],
    ["report", first, "--out", at("page.html")],
    ["batches", first],
    ["preregister", ...scenario, "--model", "simulated/steady", "--outcome", "used-choice"],
    ["power", "--budget", "5", "--trial-usd", "0.02", "--gap", "20"],
    ["reading"],
    ["model", "list"],
    ["fetch", "insider-trading-control"],
  ];
  for (const columns of [60, 120])
    for (const args of done)
      test(`${columns}: parallax ${args.join(" ").replaceAll(folder, "…")}`, async (t) => {
        await fits(t, columns, args, 0);
      });

  for (const columns of [60, 120])
    for (const command of all) {
      test(`${columns}: what is wrong with parallax ${command.name}, and its help`, async (t) => {
        const words = command.name.split(" ");
        const said = await fits(t, columns, [...words, "--zzzzzz"], 2);
        assert.ok(said.replaceAll("\n  ", " ").startsWith(`parallax ${command.name}: no option --zzzzzz; `), said);
        assert.deepEqual(over(help(command, Math.min(columns, 80)), columns), []);
      });
    }

  test("an error that lists much is broken at spaces for a person, and one line where it is piped", async (t) => {
    const narrow = await fits(t, 60, ["check", "no-such-scenario"], 2);
    const piped = await hereAt(t, undefined, "check", "no-such-scenario");
    assert.ok(narrow.split("\n").length > 5 && piped.errors.split("\n").length === 1);
    assert.equal(narrow.replaceAll("\n  ", " "), piped.errors);
  });

  test("JSON is not broken", async (t) => {
    const { out } = await hereAt(t, 60, "gap", first, "--json");
    assert.ok(Array.isArray(JSON.parse(out)));
  });
});

test("a folder right here needs no ./ before it, as init says", async (t) => {
  const before = process.cwd();
  process.chdir(folder);
  try {
    const { code, errors } = await hereAt(t, undefined, "check", "s", "--dir", at("gate"));
    assert.equal(code, 0, errors);
  } finally {
    process.chdir(before);
  }
});
