import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packageSizes } from "./package-sizes.ts";
import { median, repeat, type Row } from "./row.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What a newcomer waits for: the import, the installation, the demo. */
export async function benchProject(): Promise<Row[]> {
  return [...(await imports()), ...installation(), demo()];
}

/** Milliseconds to import the package: where no cache holds it compiled yet, and from then on. */
async function imports(): Promise<Row[]> {
  const cache = mkdtempSync(join(tmpdir(), "parallax-compiled-"));
  const program = `const t = performance.now(); await import("parallax-evals"); console.log(performance.now() - t)`;
  const env = { ...process.env, TMPDIR: cache }; // where Node keeps what it compiled
  const time = () => Number(execFileSync(process.execPath, ["--input-type=module", "-e", program], { cwd: root, env }));
  const first = time();
  const later = median(await repeat(7, time));
  rmSync(cache, { recursive: true });
  return [
    {
      figure: 'import "parallax-evals", median of 7, each a process of its own',
      measured: `${later.toFixed(0)} ms; the very first time, types being stripped, ${first.toFixed(0)} ms`,
      target: "≤ 150 ms",
      met: later <= 150,
    },
  ];
}

/** What `npm ci` needs of the project: its lists, and the script that runs after it. */
const installed = ["package.json", "package-lock.json", "bench/trim.ts", "bench/vendor.ts"];

/** `npm ci` in a copy of the project's lists, what it takes on disk, and by package. */
function installation(): Row[] {
  const copy = mkdtempSync(join(tmpdir(), "parallax-install-"));
  try {
    for (const file of installed) cpSync(join(root, file), join(copy, file));
    const start = performance.now();
    execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: copy, stdio: "ignore" });
    const seconds = (performance.now() - start) / 1000;
    const sizes = packageSizes(join(copy, "node_modules"));
    const all = sizes.reduce((sum, { megabytes }) => sum + megabytes, 0);
    const largest = sizes.slice(0, 15).map(({ name, megabytes }) => `${name} ${megabytes.toFixed(0)}`);
    return [
      {
        figure: "npm ci, and its size",
        measured: `${seconds.toFixed(0)} s, ${all.toFixed(0)} MB`,
        target: "≤ 120 s, ≤ 450 MB",
        met: seconds <= 120 && all <= 450,
      },
      { figure: "its 15 largest packages, MB", measured: largest.join(", "), target: "", met: null },
    ];
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** The demo on the embedded model, nothing cached but its weights. */
function demo(): Row {
  const place = mkdtempSync(join(tmpdir(), "parallax-demo-"));
  const run = (args: string[]) => {
    const start = performance.now();
    execFileSync(process.execPath, ["src/cli/main.ts", ...args], {
      cwd: root,
      stdio: "ignore",
      env: { ...process.env, PARALLAX_HOME: place },
    });
    return (performance.now() - start) / 1000;
  };
  try {
    run(["model", "pull", "smollm2-135m"]);
    const first = run(["demo", "--out", join(place, "out")]);
    const again = run(["demo", "--out", join(place, "again")]);
    return {
      figure: "demo after installation",
      measured: `${first.toFixed(0)} s, of which the model about ${(first - again).toFixed(0)} s (${again.toFixed(0)} s from the cache)`,
      target: "≤ 240 s",
      met: first <= 240,
    };
  } finally {
    rmSync(place, { recursive: true });
  }
}
