import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { normal, random } from "../src/lib/random.ts";
import { fitLogit } from "../src/stats/numbers/fit-logit.ts";
import { median, repeat, type Row } from "./row.ts";

const [wordings, inputs, size] = [40, 200, 20_000];

/**
 * The crossed logit model over 20,000 trials, and lme4 on the same trials in the same run where R
 * has it.
 */
export async function benchGlmm(): Promise<Row[]> {
  const { trials, table } = simulate();
  const fit = () => fitLogit({ rows: wordings, columns: inputs, ...table, terms: 2 });
  const seconds = median(
    await repeat(3, () => {
      const started = performance.now();
      fit();
      return (performance.now() - started) / 1000;
    }),
  );
  const figure = `glmm, ${size.toLocaleString("en")} trials, ${wordings} wordings × ${inputs} inputs`;
  const lme4 = inR(trials);
  if (lme4 === null)
    return [
      {
        figure,
        measured: `${seconds.toFixed(2)} s; no Rscript with lme4 here`,
        target: "no slower than lme4",
        met: null,
      },
    ];
  const fitted = fit();
  const apart = Math.abs(fitted.logLikelihood - lme4.logLikelihood);
  return [
    {
      figure,
      measured: `${seconds.toFixed(2)} s, lme4 ${lme4.seconds.toFixed(2)} s`,
      target: "no slower than lme4",
      met: seconds <= lme4.seconds,
    },
    {
      figure: "the same fit: log-likelihood and coefficient of arm beside lme4's",
      measured: `${apart.toExponential(1)} and ${Math.abs(fitted.beta[1]! - lme4.arm).toExponential(1)} apart`,
      target: "≤ 1e-3",
      met: apart <= 1e-3 && Math.abs(fitted.beta[1]! - lme4.arm) <= 1e-3,
    },
  ];
}

function simulate() {
  const next = random("glmm");
  const u = Array.from({ length: wordings }, () => 0.8 * normal(next));
  const v = Array.from({ length: inputs }, () => normal(next));
  const n = new Float64Array(wordings * inputs);
  const sum = new Float64Array(n.length);
  const lines = ["wording,input,arm,y"];
  for (let i = 0; i < size; i++) {
    const [w, q] = [Math.floor(next() * wordings), Math.floor(next() * inputs)];
    const y = next() < 1 / (1 + Math.exp(-(0.3 - (w > 0 ? 0.5 : 0) + u[w]! + v[q]!))) ? 1 : 0;
    n[w * inputs + q]!++;
    sum[w * inputs + q]! += y;
    lines.push(`${w},${q},${w > 0 ? 1 : 0},${y}`);
  }
  const design = Float64Array.from({ length: wordings * 2 }, (_, at) => (at % 2 === 0 || at > 1 ? 1 : 0));
  return { trials: lines.join("\n"), table: { n, sum, design } };
}

function inR(trials: string): { seconds: number; arm: number; logLikelihood: number } | null {
  const folder = mkdtempSync(join(tmpdir(), "parallax-bench-"));
  try {
    writeFileSync(join(folder, "trials.csv"), trials);
    const script = join(import.meta.dirname, "glmm.R");
    return JSON.parse(
      execFileSync("Rscript", [script, join(folder, "trials.csv")], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      }),
    );
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
