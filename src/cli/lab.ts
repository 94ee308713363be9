import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { programs } from "../kernel/install/python.ts";
import type { lab } from "./commands/lab.ts";
import { anyWrong, findingLines } from "./findings.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { Misuse } from "./frame/misuse.ts";
import { install } from "./kernel-install.ts";
import { shippedNotebooks } from "./shipped-notebooks.ts";
import { installTslab } from "./tslab/install.ts";

/** `parallax lab`: JupyterLab with this kernel, in a virtual environment of the project's own. */
export async function main({ options, named }: Given<typeof lab>, show: Show): Promise<number> {
  prepare();
  const { at, findings } = await install({ name: "parallax", displayName: "TypeScript (Parallax)", prefix: ".venv" });
  const written = [at, installTslab(".venv")].filter((each) => each !== null);
  const lines = [...written.map((each) => `kernelspec written to ${each}`), ...findingLines(findings)];
  show({ text: lines.join("\n"), json: () => ({ written, findings }) });
  if (anyWrong(findings)) return exitCode.notAll;
  if (options.prepare) return exitCode.done;
  showFigures();
  const settings = ["--ServerApp.root_dir=.", "--LabApp.default_url=/lab/tree/notebooks", ...named];
  if (process.getuid?.() === 0) settings.push("--allow-root");
  const server = spawn(join(programs(".venv"), "jupyter"), ["lab", ...settings], { stdio: "inherit" });
  process.on("SIGINT", () => {}).on("SIGTERM", () => server.kill());
  return new Promise((resolve) => server.on("exit", (code) => resolve(code ?? exitCode.notAll)));
}

/** Has Jupyter draw the figures of the project's own notebooks before their cells are run. */
function showFigures(): void {
  const shipped = shippedNotebooks("notebooks");
  if (shipped.length > 0) spawnSync(join(programs(".venv"), "jupyter"), ["trust", ...shipped], { stdio: "ignore" });
}

/** Makes or completes `.venv`; does nothing where it already has what requirements.txt says. */
function prepare(): void {
  if (!existsSync("requirements.txt")) throw new Misuse("no requirements.txt here: run this in the project's folder");
  const wanted = readFileSync("requirements.txt", "utf8");
  const stamp = join(".venv", "requirements.txt");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.error("preparing .venv with JupyterLab and what else requirements.txt names: once, some minutes");
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
