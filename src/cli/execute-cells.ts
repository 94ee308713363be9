import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { prefixFolder } from "../kernel/install/folders.ts";
import { python } from "../kernel/wire/drive.ts";

const root = resolve(import.meta.dirname, "../..");

/** Notebooks of this project that tslab runs, too. */
export const underBoth = ["01-published-vs-paraphrased.ipynb", "02-prompt-variations-2024.ipynb"];

export interface Output {
  output_type: string;
  name?: string;
  text?: string;
  data?: Record<string, string>;
}

/**
 * Test support: each cell's outputs when nbclient executes them in replay, by a kernel installed in
 * the prefix `folder`; `what` is a notebook's path, or the cells themselves. Throws unless every
 * code cell was counted.
 */
export async function executeCells(
  folder: string,
  { kernel, what, env = {} }: { kernel: string; what: string | string[]; env?: Record<string, string> },
): Promise<Output[][]> {
  const driver = `
import json, sys, nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
kernel, what, folder = json.loads(sys.argv[1])
notebook = nbformat.read(what, 4) if isinstance(what, str) else new_notebook(cells=list(map(new_code_cell, what)))
for cell in notebook.cells: cell.pop("execution_count", None); cell.get("outputs", []).clear()
NotebookClient(notebook, timeout=600, allow_errors=True, kernel_name=kernel, resources={"metadata": {"path": folder}}).execute()
counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
assert counts == list(range(1, len(counts) + 1)), counts
print(json.dumps([cell.get("outputs", []) for cell in notebook.cells]))
`;
  const asked = JSON.stringify([kernel, what, join(root, "notebooks")]);
  const { stdout } = await promisify(execFile)(python, ["-c", driver, asked], {
    env: {
      ...process.env,
      JUPYTER_PATH: prefixFolder(folder),
      PARALLAX_HOME: join(folder, "home"),
      PARALLAX_MODE: "replay",
      ...env,
    },
    maxBuffer: 1 << 28,
    timeout: 1_200_000,
  });
  return JSON.parse(stdout) as Output[][];
}
