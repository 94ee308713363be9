import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { programs } from "../kernel/install/python.ts";
import { installInto, place } from "../kernel/wire/drive.ts";

const root = resolve(import.meta.dirname, "../..");
const jupyter = join(programs(join(root, ".venv")), "jupyter");

/** A JupyterLab of its own, with the kernel and nothing of the user's settings. */
export interface Lab {
  /** Its root; notebooks put here can be opened. */
  folder: string;
  /**
   * The address of a path in it, with the token; in Notebook 7, which the same server brings, where
   * so asked.
   */
  address(path: string, client?: "lab" | "notebook"): string;
  /** Installs the kernel once more, with what is added to its environment; its name. */
  kernelWith(env: Record<string, string>): string;
  close(): Promise<void>;
}

/** Test support: starts JupyterLab from `.venv` on a free port of 127.0.0.1. */
export async function openLab(): Promise<Lab> {
  const { folder, env: found } = place();
  const folderOf = (name: string) => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  writeFileSync(
    join(folderOf("settings/@jupyterlab/apputils-extension"), "notification.jupyterlab-settings"),
    JSON.stringify({ fetchNews: "false", checkForUpdates: false }),
  );
  const token = crypto.randomUUID();
  const options = [
    "--no-browser",
    "--allow-root",
    "--ip=127.0.0.1",
    "--port=0",
    `--IdentityProvider.token=${token}`,
    `--ServerApp.root_dir=${folderOf("notebooks")}`,
    "--LabApp.expose_app_in_browser=True",
    "--KernelSpecManager.ensure_native_kernel=False",
  ];
  const server = spawn(jupyter, ["lab", ...options], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    timeout: 1_500_000,
    killSignal: "SIGKILL",
    env: {
      ...found,
      HOME: folder,
      JUPYTER_CONFIG_DIR: folderOf("config"),
      JUPYTER_DATA_DIR: folderOf("data"),
      JUPYTER_RUNTIME_DIR: folderOf("runtime"),
      JUPYTERLAB_SETTINGS_DIR: folderOf("settings"),
      JUPYTERLAB_WORKSPACES_DIR: folderOf("workspaces"),
    },
  });
  const ended = once(server, "close");
  const close = async () => {
    server.kill();
    const late = setTimeout(() => server.kill("SIGKILL"), 5000);
    await ended;
    clearTimeout(late);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const base = await addressOf(server);
    let kernels = 0;
    return {
      folder: join(folder, "notebooks"),
      kernelWith(env) {
        const name = `parallax-${++kernels}`;
        installInto(folder, name, env);
        return name;
      },
      address: (path, client = "lab") =>
        client === "lab" ? `${base}/lab/tree/${path}?reset&token=${token}` : `${base}/notebooks/${path}?token=${token}`,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Where the server says that it listens, which it has ten minutes to do. */
async function addressOf(server: ChildProcess): Promise<string> {
  const said: string[] = [];
  const late = setTimeout(() => server.kill("SIGKILL"), 600_000);
  server.once("exit", () => clearTimeout(late));
  for await (const line of createInterface(server.stderr!)) {
    said.push(line);
    const found = /(http:\/\/127\.0\.0\.1:\d+)\/lab/.exec(line)?.[1];
    if (found === undefined) continue;
    clearTimeout(late);
    server.stderr!.resume();
    return found;
  }
  throw new Error(`JupyterLab did not start:\n${said.join("\n")}`);
}
