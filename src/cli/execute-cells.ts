import { spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
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
  traceback?: string[];
}

/** What is executed: `what` is a notebook's path, or the cells themselves. */
interface Task {
  kernel: string;
  what: string | readonly string[];
  env?: Record<string, string>;
}

/** nbclient in a process that executes one notebook after another, each by a kernel of its own. */
export interface Executor {
  /** Each cell's outputs. Rejects unless every code cell was counted. */
  executeCells(task: Task): Promise<Output[][]>;
  close(): Promise<void>;
}

const driver = `
import json, os, subprocess, sys, traceback, nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

def execute(kernel, what, folder, env):
    notebook = nbformat.read(what, 4) if isinstance(what, str) else new_notebook(cells=list(map(new_code_cell, what)))
    for cell in notebook.cells: cell.pop("execution_count", None); cell.get("outputs", []).clear()
    client = NotebookClient(notebook, timeout=600, iopub_timeout=120, allow_errors=True, kernel_name=kernel, resources={"metadata": {"path": folder}})
    # A kernel in Node makes a pipe that it is given non-blocking, for us, too.
    client.execute(env={**os.environ, **env}, stdout=subprocess.DEVNULL)
    counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1)), counts
    return [cell.get("outputs", []) for cell in notebook.cells]

for line in sys.stdin:
    try: answer = {"outputs": execute(*json.loads(line))}
    except Exception: answer = {"error": traceback.format_exc()}
    print(json.dumps(answer), flush=True)
`;

/**
 * Test support: what nbclient makes of notebooks in replay, by kernels installed in the prefix
 * `folder`.
 */
export function openExecutor(folder: string): Executor {
  const child = spawn(python, ["-c", driver], {
    stdio: ["pipe", "pipe", "inherit"],
    timeout: 1_200_000,
    env: {
      ...process.env,
      JUPYTER_PATH: prefixFolder(folder),
      PARALLAX_HOME: join(folder, "home"),
      PARALLAX_MODE: "replay",
    },
  });
  const ended = once(child, "close");
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    async executeCells({ kernel, what, env = {} }) {
      child.stdin.write(`${JSON.stringify([kernel, what, join(root, "notebooks"), env])}\n`);
      const { done, value } = await lines.next();
      if (done) throw new Error(`nbclient's process has ended, in ${JSON.stringify(what)}`);
      const { outputs, error } = JSON.parse(value) as { outputs: Output[][]; error?: string };
      if (error !== undefined) throw new Error(error);
      return outputs;
    },
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}
