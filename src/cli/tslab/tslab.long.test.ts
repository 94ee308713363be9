import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, suite, test } from "node:test";
import { programs } from "../../kernel/install/python.ts";
import { untyped } from "../../kernel/wire/drive.ts";
import { openExecutor, underBoth, type Executor, type Output } from "../execute-cells.ts";
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
function textsOf(outputs: Output[]): string[] {
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

/** What went wrong in cells, as it was shown. */
const complaintsOf = (outputs: Output[][]): string[] =>
  outputs.flat().flatMap(({ output_type: type, name, text, traceback }) => {
    if (type === "error") return [traceback?.join("\n") ?? "an error"];
    return name === "stderr" ? [text ?? ""] : [];
  });

/**
 * What a notebook came to, a second time where a cell of it failed at first, which is said: tslab
 * was seen to once, on a busy machine.
 */
async function withoutError(execute: () => Promise<Output[][]>): Promise<Output[][]> {
  const outputs = await execute();
  if (!outputs.flat().some(({ output_type: type }) => type === "error")) return outputs;
  console.error(`tslab failed, and is tried again:\n${complaintsOf(outputs)[0]}`);
  const again = await execute();
  assert.deepEqual(complaintsOf(again), []);
  return again;
}

suite("under tslab", { skip: absent }, () => {
  let nbclient: Executor;
  before(async () => {
    nbclient = openExecutor(folder);
    await install({ name: "parallax", displayName: "TypeScript (Parallax)", prefix: folder });
  });
  after(() => nbclient?.close());

  for (const name of underBoth) {
    test(`${name} tells the same as under our own kernel`, async () => {
      const what = join(root, "notebooks", name);
      // No output that is compared is a type checker's.
      const ours = await nbclient.executeCells({ kernel: "parallax", what, env: untyped });
      assert.ok(!ours.flat().some(({ output_type: type }) => type === "error"));
      const theirs = await withoutError(() => nbclient.executeCells({ kernel: "tslab", what }));
      const said = ours.map(textsOf);
      assert.ok(said.flat().filter((text) => /\d/.test(text)).length > 50);
      assert.deepEqual(theirs.map(textsOf), said);
    });
  }

  const refused = {
    "{ using lock = { [Symbol.dispose]() {} }; }": /expected/,
    "const n: number = 'one'; console.log(n)": /not assignable to type 'number'/,
    "import { random } from '../src/lib/random.ts'; random(1)": /allowImportingTs/,
  };
  test("what the README says it refuses, it refuses", async () => {
    for (const [code, why] of Object.entries(refused)) {
      const said = await nbclient.executeCells({ kernel: "tslab", what: [code] });
      assert.match(said.flatMap((outputs) => outputs.map(({ text }) => text)).join(""), why);
    }
  });
});
