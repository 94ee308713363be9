import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { notebookRow } from "./notebook.ts";
import type { Row } from "./row.ts";

const root = resolve(import.meta.dirname, "..");

/**
 * Figures of one kernel, as bench/kernel.py gives them: ms and MB, null where the kernel gave no
 * answer.
 */
interface Figures {
  start: number;
  first: number | null;
  expression: number | null;
  declaration: number | null;
  sdks: { first: number; last: number } | null;
  busy: number | null;
  aids: { complete: number; inspect: number; known: boolean } | null;
  memory: number;
  memorySdks: number;
  lines: { ms: number | null; beforeIdle: number } | null;
  awaiting: number | null;
  looping: number | null;
  microtasks: number | null;
  pattern: number | null;
  blocked: number | null;
}

/**
 * This kernel beside tslab and deno, through jupyter_client. Peers that cannot be installed are
 * left out.
 */
export async function benchKernel(): Promise<Row[]> {
  const python = join(root, ".venv/bin/python");
  if (!existsSync(python)) throw new Error("no .venv to measure the kernel from: npm run lab -- --prepare");
  const place = mkdtempSync(join(tmpdir(), "parallax-kernels-"));
  const env = { ...process.env, JUPYTER_PATH: join(place, "share", "jupyter"), PARALLAX_HOME: place };
  try {
    const install = ["src/cli/main.ts", "kernel", "install", "--prefix", place];
    execFileSync(process.execPath, install, { cwd: root, env, stdio: "ignore" });
    const measured = new Map<string, Figures>();
    for (const name of ["parallax", ...installPeers(place)]) {
      const told = execFileSync(python, [join(root, "bench/kernel.py"), name], { cwd: root, env, encoding: "utf8" });
      measured.set(name, JSON.parse(told) as Figures);
    }
    return [...rows(measured), await notebookRow(root, python, env)];
  } finally {
    rmSync(place, { recursive: true });
  }
}

/**
 * Installs tslab and deno from npm into `place`, with kernelspecs. Returns the names of those that
 * came.
 */
function installPeers(place: string): string[] {
  const bin = (path: string) => join(place, "node_modules", path);
  const kernels: Record<string, string[]> = {
    tslab: [process.execPath, bin("tslab/bin/tslab"), "kernel", "--config-path", "{connection_file}"],
    deno: [bin(".bin/deno"), "jupyter", "--kernel", "--conn", "{connection_file}"],
  };
  writeFileSync(join(place, "package.json"), "{}");
  return Object.entries(kernels).flatMap(([name, argv]) => {
    try {
      execFileSync("npm", ["install", "--no-audit", "--no-fund", name], { cwd: place, stdio: "ignore" });
    } catch {
      return [];
    }
    const folder = join(place, "share/jupyter/kernels", name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "kernel.json"), JSON.stringify({ argv, display_name: name, language: "typescript" }));
    return [name];
  });
}

function rows(measured: Map<string, Figures>): Row[] {
  const row = (
    figure: string,
    read: (figures: Figures) => number | null,
    unit: string,
    most: number | null,
    note: (figures: Figures) => string = () => "",
  ): Row => {
    const show = (figures: Figures) => {
      const value = read(figures);
      return value === null ? "no answer" : `${value.toFixed(value < 20 ? 1 : 0)} ${unit}${note(figures)}`;
    };
    const [ours, ...peers] = [...measured].map(([name, figures]) => ({ name, text: show(figures) }));
    const value = read(measured.get("parallax")!);
    return {
      figure,
      measured: [ours!.text, ...peers.map(({ name, text }) => `${name} ${text}`)].join("; "),
      target: most === null ? "" : `≤ ${most} ${unit}`,
      met: most === null ? null : value !== null && value <= most,
    };
  };
  const last = ({ sdks }: Figures) => (sdks === null ? "" : `, ${sdks.last.toFixed(1)} after 225 cells`);
  const count = ({ lines }: Figures) => `, ${lines?.beforeIdle} lines before idle`;
  const unknown = ({ aids }: Figures) => (aids?.known ? "" : ", its members not all known");
  return [
    row("start to kernel_info_reply, median of 9", ({ start }) => start, "ms", 200),
    row("first cell", ({ first }) => first, "ms", null),
    row("warm x + 1, median of 50", ({ expression }) => expression, "ms", 1.8),
    row("warm declaration, median of 50", ({ declaration }) => declaration, "ms", 1.5),
    row("three-line async cell with both SDKs", ({ sdks }) => sdks?.first ?? null, "ms", 3, last),
    row("kernel_info during a busy cell", ({ busy }) => busy, "ms", 5),
    row("completion on a value of an earlier cell, warm", ({ aids }) => aids?.complete ?? null, "ms", 50, unknown),
    row("hover on it, warm", ({ aids }) => aids?.inspect ?? null, "ms", 50),
    row("memory at start", ({ memory }) => memory, "MB", 75),
    row("memory with both SDKs, at the end", ({ memorySdks }) => memorySdks, "MB", null),
    row("100,000 lines", ({ lines }) => lines?.ms ?? null, "ms", 1500, count),
    row("await never, interrupted", ({ awaiting }) => awaiting, "ms", 300),
    row("while (true) {}, interrupted", ({ looping }) => looping, "ms", 300),
    row("a loop of microtasks, interrupted", ({ microtasks }) => microtasks, "ms", 300),
    row("a catastrophic regular expression, interrupted", ({ pattern }) => pattern, "ms", 300),
    row("Atomics.wait, interrupted", ({ blocked }) => blocked, "ms", 300),
  ];
}
