import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

/**
 * A Python and what of Jupyter it has; `kernels` are the folders where it looks for kernelspecs,
 * null without Jupyter.
 */
export interface Python {
  path: string;
  version: string;
  packages: Record<string, string | null>;
  kernels: string[] | null;
}

const clients = ["jupyter_client", "jupyterlab", "nbclient", "nbconvert", "nbformat"];

const script = `
import importlib.metadata as m, json, sys
def version(name):
    try: return m.version(name)
    except m.PackageNotFoundError: return None
try:
    from jupyter_core.paths import jupyter_path
    kernels = jupyter_path("kernels")
except ImportError: kernels = None
print(json.dumps({"path": sys.executable, "version": "%d.%d.%d" % sys.version_info[:3],
    "packages": {name: version(name) for name in ${JSON.stringify(clients)}}, "kernels": kernels}))
`;

/** The programs folder of a virtual environment. */
export const programs = (environment: string) => join(environment, process.platform === "win32" ? "Scripts" : "bin");

/** Asks a Python what it has, or null where it does not run. */
async function askPython(path: string): Promise<Python | null> {
  try {
    const { stdout } = await promisify(execFile)(path, ["-c", script]);
    return JSON.parse(stdout) as Python;
  } catch {
    return null;
  }
}

/**
 * The Pythons that a person here is likely to start Jupyter from: the active environment, `.venv`,
 * and the PATH's.
 */
export async function findPythons(env: Record<string, string | undefined>, cwd: string): Promise<Python[]> {
  const environments = [env["VIRTUAL_ENV"], env["CONDA_PREFIX"], join(cwd, ".venv")].filter(
    (path) => path !== undefined,
  );
  const paths = environments.map((path) => join(programs(path), "python")).filter((path) => existsSync(path));
  const found = await Promise.all([...new Set([...paths, "python3"])].map(askPython));
  return found.filter((python) => python !== null);
}
