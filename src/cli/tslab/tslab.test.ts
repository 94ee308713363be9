import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, suite, test } from "node:test";
import { promisify } from "node:util";
import { prefixFolder } from "../../kernel/install/folders.ts";
import { programs } from "../../kernel/install/python.ts";
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

interface Output {
  output_type: string;
  name?: string;
  text?: string;
  data?: Record<string, string>;
}

/**
 * Each cell's outputs when a client executes them; `what` is a notebook's path, or the cells
 * themselves.
 */
async function execute(kernelName: string, what: string | string[]): Promise<Output[][]> {
  const driver = `
import json, sys, nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
kernel, what, folder = json.loads(sys.argv[1])
notebook = nbformat.read(what, 4) if isinstance(what, str) else new_notebook(cells=list(map(new_code_cell, what)))
NotebookClient(notebook, timeout=600, allow_errors=True, kernel_name=kernel, resources={"metadata": {"path": folder}}).execute()
print(json.dumps([cell.get("outputs", []) for cell in notebook.cells]))
`;
  const [data, home] = [prefixFolder(folder), join(folder, "home")];
  const env = { ...process.env, JUPYTER_PATH: data, PARALLAX_HOME: home, PARALLAX_MODE: "replay" };
  const asked = JSON.stringify([kernelName, what, join(root, "notebooks")]);
  const { stdout } = await promisify(execFile)(python, ["-c", driver, asked], {
    env,
    maxBuffer: 1 << 28,
    timeout: 1_200_000,
  });
  return JSON.parse(stdout) as Output[][];
}

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

  for (const name of ["01-published-vs-paraphrased", "02-prompt-variations-2024"]) {
    test(`${name} tells the same as under our own kernel`, async () => {
      const file = join(root, "notebooks", `${name}.ipynb`);
      const [ours, theirs] = [await execute("parallax", file), await execute("tslab", file)];
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
    const said = await Promise.all(Object.keys(refused).map((code) => execute("tslab", [code])));
    for (const [index, why] of Object.values(refused).entries()) {
      assert.match(said[index]!.flatMap((outputs) => outputs.map(({ text }) => text)).join(""), why);
    }
  });
});
