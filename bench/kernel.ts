import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { installPeers } from "./kernel-peers.ts";
import { notebookRow } from "./notebook.ts";
import { median, type Row } from "./row.ts";

const root = resolve(import.meta.dirname, "..");
const rounds = Number(process.env["PARALLAX_BENCH_ROUNDS"] ?? 9);

/** What is measured in turns, in ms and MB; null where the kernel gave no answer. */
const figures = [
  "start",
  "memory",
  "first",
  "expression",
  "another",
  "declaration",
  "queued",
  "queuedAnother",
  "thrown",
] as const;
type Figure = (typeof figures)[number];
type Round = Record<Figure, number | null> & { phases: Record<string, number> | null };

/** ms that a kernel has for all that it is asked at once; one that needs more is asked no more. */
const limit = { round: 90_000, once: 240_000 };

/** What takes long, measured once; as bench/kernel.py gives it. */
interface Once {
  sdks: { first: number; last: number } | null;
  busy: number | null;
  aids: { complete: number; inspect: number; known: boolean } | null;
  memorySdks: number | null;
  lines: { ms: number | null; beforeIdle: number } | null;
  awaiting: number | null;
  looping: number | null;
  microtasks: number | null;
  pattern: number | null;
  blocked: number | null;
}

/** Of a kernel that gave no answer. */
const noRound: Round = {
  ...(Object.fromEntries(figures.map((name) => [name, null])) as Record<Figure, null>),
  phases: null,
};
const noOnce: Once = {
  sdks: null,
  busy: null,
  aids: null,
  memorySdks: null,
  lines: null,
  awaiting: null,
  looping: null,
  microtasks: null,
  pattern: null,
  blocked: null,
};

/**
 * This kernel, with types and without, beside the floor and its peers, through jupyter_client: in
 * rounds in which each has its turn, so that what the machine does meanwhile is the same for all.
 * What counts is the ratio in a round. Peers that cannot be installed are left out.
 */
export async function benchKernel(): Promise<Row[]> {
  const python = join(root, ".venv/bin/python");
  if (!existsSync(python)) throw new Error("no .venv to measure the kernel from: npm run lab -- --prepare");
  const place = mkdtempSync(join(tmpdir(), "parallax-kernels-"));
  const env = { ...process.env, JUPYTER_PATH: join(place, "share", "jupyter"), PARALLAX_HOME: place };
  const silent = new Set<string>();
  const ask = <T>(name: string, what: keyof typeof limit): T | null => {
    if (silent.has(name)) return null;
    const setting = name === "without types" ? { PARALLAX_TYPES: "off" } : {};
    const args = [join(root, "bench/kernel.py"), name === "without types" ? "parallax" : name, what];
    const options = { cwd: root, env: { ...env, ...setting }, timeout: limit[what] };
    try {
      return JSON.parse(execFileSync(python, args, { ...options, encoding: "utf8" })) as T;
    } catch {
      silent.add(name);
      return null;
    }
  };
  try {
    const install = ["src/cli/main.ts", "kernel", "install", "--prefix", place];
    execFileSync(process.execPath, install, { cwd: root, env, stdio: "ignore" });
    const names = ["parallax", "without types", ...installPeers(place, python)];
    const turns = new Map(names.map((name) => [name, [] as Round[]]));
    for (let round = 0; round < rounds; round++)
      for (const name of names) turns.get(name)!.push(ask<Round>(name, "round") ?? noRound);
    const once = new Map<string, Once>(
      ["parallax", ...names.filter((name) => /deno|tslab/.test(name))].map((name) => [
        name,
        ask<Once>(name, "once") ?? noOnce,
      ]),
    );
    return [...turnRows(turns), ...onceRows(once), await notebookRow(root, python, env)];
  } finally {
    rmSync(place, { recursive: true });
  }
}

/** Medians over the rounds, and the median of each round's ratio of this kernel to another. */
function turnRows(turns: Map<string, Round[]>): Row[] {
  const ours = turns.get("parallax")!;
  const row = (figure: string, name: Figure, unit: string, to: string, most: number): Row => {
    const numbers = (of: Round[]) => of.map((each) => each[name]).filter((value) => value !== null);
    const show = (of: Round[]) =>
      numbers(of).length === 0 ? "no answer" : `${median(numbers(of)).toFixed(2)} ${unit}`;
    const ratio = (of: Round[]) => {
      const all = of.flatMap((each, round) =>
        each[name] && ours[round]?.[name] ? [ours[round][name] / each[name]] : [],
      );
      return all.length === 0 ? null : median(all);
    };
    const others = [...turns].filter(([other]) => other !== "parallax");
    const columns = others.map(([other, of]) => `${other} ${show(of)} (×${ratio(of)?.toFixed(2) ?? "–"})`);
    const absolute = to === "";
    const value = absolute ? median(numbers(ours)) : ratio(turns.get(to) ?? []);
    return {
      figure,
      measured: [show(ours), ...columns].join("; "),
      target: absolute ? `≤ ${most} ${unit}` : `≤ ${most} × ${to}`,
      met: value === null ? null : value <= most,
    };
  };
  return [
    row("start to kernel_info_reply", "start", "ms", "floor", 1.1),
    row("first cell", "first", "ms", "", 6),
    row("warm x + 1", "expression", "ms", "floor", 1.9),
    row("the same, another cell each time", "another", "ms", "floor", 1.9),
    row("warm declaration", "declaration", "ms", "floor", 1.9),
    row("200 cells queued at once, each", "queued", "ms", "", 0.4),
    row("the same, each another", "queuedAnother", "ms", "", 0.4),
    row("a cell that throws, warm", "thrown", "ms", "", 3),
    row("memory at start", "memory", "MB", "", 65),
    phaseRow([...turns].filter(([name]) => /^(parallax|without types)$/.test(name))),
  ];
}

/** Where the time of a warm cell goes, as the kernel tells it. */
function phaseRow(turns: [name: string, rounds: Round[]][]): Row {
  const columns = turns.map(([name, rounds]) => {
    const found = rounds.flatMap(({ phases }) => (phases === null ? [] : [phases]));
    const parts = Object.keys(found[0] ?? {}).map((phase) => {
      return `${phase} ${median(found.map((each) => each[phase] ?? Number.NaN)).toFixed(2)}`;
    });
    return `${name}: ${parts.join(", ")}`;
  });
  return { figure: "phases of a warm x + 1, ms", measured: columns.join("; "), target: "", met: null };
}

function onceRows(measured: Map<string, Once>): Row[] {
  const row = (
    figure: string,
    read: (figures: Once) => number | null,
    unit: string,
    most: number | null,
    note: (figures: Once) => string = () => "",
  ): Row => {
    const show = (figures: Once) => {
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
  const last = ({ sdks }: Once) => (sdks === null ? "" : `, ${sdks.last.toFixed(1)} after 225 cells`);
  const count = ({ lines }: Once) => `, ${lines?.beforeIdle} lines before idle`;
  const unknown = ({ aids }: Once) => (aids?.known === false ? ", its members not all known" : "");
  return [
    row("three-line async cell with both SDKs", ({ sdks }) => sdks?.first ?? null, "ms", 3, last),
    row("kernel_info during a busy cell", ({ busy }) => busy, "ms", 5),
    row("completion on a value of an earlier cell, warm", ({ aids }) => aids?.complete ?? null, "ms", 3, unknown),
    row("hover on it, warm", ({ aids }) => aids?.inspect ?? null, "ms", 3),
    row("memory with both SDKs, at the end", ({ memorySdks }) => memorySdks, "MB", null),
    row("100,000 lines", ({ lines }) => lines?.ms ?? null, "ms", 400, count),
    row("await never, interrupted", ({ awaiting }) => awaiting, "ms", 300),
    row("while (true) {}, interrupted", ({ looping }) => looping, "ms", 300),
    row("a loop of microtasks, interrupted", ({ microtasks }) => microtasks, "ms", 300),
    row("a catastrophic regular expression, interrupted", ({ pattern }) => pattern, "ms", 300),
    row("Atomics.wait, interrupted", ({ blocked }) => blocked, "ms", 300),
  ];
}
