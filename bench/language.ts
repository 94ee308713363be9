import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Row } from "./row.ts";

interface Figures {
  first: number;
  check: number;
  declared: number;
  complete: number;
  hover: number;
  memory: number;
}

/**
 * The native TypeScript service, as the kernel uses it, beside the classic one of TypeScript 5.9,
 * on the same cells.
 */
export async function benchLanguage(): Promise<Row[]> {
  const root = resolve(import.meta.dirname, "..");
  const place = mkdtempSync(join(tmpdir(), "parallax-language-"));
  const measure = (which: string): Figures => {
    const args = [join(root, "bench/service.ts"), which, join(root, "notebooks"), place];
    return JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: "utf8" })) as Figures;
  };
  try {
    writeFileSync(join(place, "package.json"), "{}");
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "typescript@5.9"], { cwd: place, stdio: "ignore" });
    const [native, classic] = [measure("native"), measure("classic")];
    const row = (figure: string, name: keyof Figures, unit: string, most: number | null): Row => ({
      figure,
      measured: `native ${native[name].toFixed(0)} ${unit}; classic ${classic[name].toFixed(0)} ${unit}`,
      target: most === null ? "" : `≤ ${most} ${unit}`,
      met: most === null ? null : native[name] <= most,
    });
    return [
      row("both SDKs and parallax-evals: start to the first complaint", "first", "ms", null),
      row("complaints about a cell, warm, median of 20", "check", "ms", null),
      row("the same of one that uses what the last declared, median of 20", "declared", "ms", null),
      row("completion, warm, median of 20", "complete", "ms", 50),
      row("hover, warm, median of 20", "hover", "ms", 50),
      row("memory it adds", "memory", "MB", null),
    ];
  } finally {
    rmSync(place, { recursive: true });
  }
}
