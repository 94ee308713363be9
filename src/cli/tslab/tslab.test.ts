import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, suite, test } from "node:test";
import { programs } from "../../kernel/install/python.ts";
import { executeCells, underBoth, type Output } from "../execute-cells.ts";
import { install } from "../kernel-install.ts";
import { installTslab } from "./install.ts";

const root = resolve(import.meta.dirname, "../../..");
const python = join(programs(join(root, ".venv")), "python");
const folder = mkdtempSync(join(tmpdir(), "parallax-tslab-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const absent = !existsSync(python)
  ? "no .venv here: npm run lab -- --prepare"
  : installTslab(folder) === null
    ? "tslab is not installed: npm ci"
    : false;

/**
 * What a cell tells its reader: lines, cells of tables, and descriptions of figures; progress is
 * left out.
 */
function told(outputs: Output[]): string[] {
  const lines = outputs.flatMap(({ name, text, data }) => {
    const shown = name === "stdout" ? text : data?.["text/html"] === undefined ? data?.["text/plain"] : undefined;
    return (shown ?? "").split("\n").filter((line) => line.trim() !== "" && !/\d+ of \d+ done/.test(line));
  });
  const html = outputs.map(({ data }) => data?.["text/html"] ?? "").join("");
  const numbers = [...html.matchAll(/<t[dh][^>]*>(.*?)<\/t|aria-label="([^"]*)"/g)].map(
    ([, cell, label]) => cell ?? label!,
  );
  return [...lines, ...numbers];
}

suite("under tslab", { skip: absent }, () => {
  before(async () => void (await install({ name: "parallax", displayName: "TypeScript (Parallax)", prefix: folder })));

  for (const name of underBoth) {
    test(`${name} tells the same as under our own kernel`, async () => {
      const what = join(root, "notebooks", name);
      const ours = await executeCells(folder, { kernel: "parallax", what });
      assert.ok(!ours.flat().some(({ output_type: type }) => type === "error"));
      const theirs = await executeCells(folder, { kernel: "tslab", what });
      const said = ours.map(told);
      assert.ok(said.flat().filter((text) => /\d/.test(text)).length > 50);
      assert.deepEqual(theirs.map(told), said);
    });
  }

  const refused = {
    "{ using lock = { [Symbol.dispose]() {} }; }": /expected/,
    "const n: number = 'one'; console.log(n)": /not assignable to type 'number'/,
    "import { random } from '../src/lib/random.ts'; random(1)": /allowImportingTs/,
  };
  test("what the README says it refuses, it refuses", async () => {
    const said = await Promise.all(
      Object.keys(refused).map((code) => executeCells(folder, { kernel: "tslab", what: [code] })),
    );
    for (const [index, why] of Object.values(refused).entries()) {
      assert.match(said[index]!.flatMap((outputs) => outputs.map(({ text }) => text)).join(""), why);
    }
  });
});
