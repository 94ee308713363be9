import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { median, repeat, type Row } from "./row.ts";

const nbclient = `
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], 4)
NotebookClient(notebook, kernel_name="parallax", timeout=120, resources={"metadata": {"path": "notebooks"}}).execute()
`;

/**
 * Notebook 01 from its recorded replies, by `parallax exec` and by nbclient with the kernel that
 * `env` leads to.
 */
export async function notebookRow(root: string, python: string, env: NodeJS.ProcessEnv): Promise<Row> {
  const notebook = "notebooks/01-published-vs-paraphrased.ipynb";
  const time = async (command: string, args: string[]) =>
    median(
      await repeat(3, () => {
        const start = performance.now();
        const replay = { ...env, PARALLAX_MODE: "replay" };
        execFileSync(command, args, { cwd: root, env: replay, stdio: ["ignore", "ignore", "pipe"] });
        return (performance.now() - start) / 1000;
      }),
    );
  const out = join(env["PARALLAX_HOME"]!, "out.ipynb");
  const exec = await time(process.execPath, ["src/cli/main.ts", "exec", notebook, "-o", out]);
  const client = await time(python, ["-c", nbclient, notebook]);
  const measured = `parallax exec ${exec.toFixed(1)} s; nbclient ${client.toFixed(1)} s, Python's start included`;
  return { figure: "notebook 01 in replay, median of 3", measured, target: "", met: null };
}
