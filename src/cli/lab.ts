import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { programs } from "../kernel/install/python.ts";
import { main as kernel } from "./kernel.ts";
import { installTslab } from "./tslab/install.ts";

const usage = `usage: parallax lab [--prepare] [-- options of jupyter lab]

Makes .venv from requirements.txt here, installs the kernel into it, and tslab beside it, and opens JupyterLab on
notebooks/.
  --prepare  does all but open JupyterLab`;

/** `parallax lab`: JupyterLab with this kernel, in a virtual environment of the project's own. */
export async function main(args: string[]): Promise<number> {
  try {
    return await lab(args);
  } catch (error) {
    console.error(`parallax lab: ${(error as Error).message}`);
    return 1;
  }
}

async function lab(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { prepare: { type: "boolean" }, help: { type: "boolean", short: "h" } },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  prepare();
  const installed = await kernel(["install", "--prefix", ".venv"]);
  const tslab = installTslab(".venv");
  if (tslab !== null) console.log(`kernelspec written to ${tslab}`);
  if (installed !== 0 || values.prepare) return installed;
  const options = ["--ServerApp.root_dir=.", "--LabApp.default_url=/lab/tree/notebooks", ...positionals];
  if (process.getuid?.() === 0) options.push("--allow-root");
  const server = spawn(join(programs(".venv"), "jupyter"), ["lab", ...options], { stdio: "inherit" });
  process.on("SIGINT", () => {}).on("SIGTERM", () => server.kill());
  return new Promise((resolve) => server.on("exit", (code) => resolve(code ?? 1)));
}

/** Makes or completes `.venv`; does nothing where it already has what requirements.txt says. */
function prepare(): void {
  if (!existsSync("requirements.txt")) throw new Error("no requirements.txt here: run this in the project's folder");
  const wanted = readFileSync("requirements.txt", "utf8");
  const stamp = join(".venv", "requirements.txt");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  const python = process.platform === "win32" ? "python" : "python3";
  run(python, ["-m", "venv", ".venv"], "install Python 3.10 or newer, with its venv module (Debian: python3-venv)");
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt"];
  run(join(programs(".venv"), "python"), pip, "see what pip said above");
  writeFileSync(stamp, wanted);
}

function run(command: string, args: string[], remedy: string): void {
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${remedy}`);
}
