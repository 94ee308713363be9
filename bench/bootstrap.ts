import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { random } from "../src/lib/random.ts";
import { resample, type Resampled, type WordingTable } from "../src/stats/gap/resample.ts";
import { median, repeat, type Row } from "./row.ts";

const [wordings, inputs, epochs, replicates] = [41, 50, 49, 10_000];
const redrawn = { wordings: true, inputs: true, epochs: true };

/**
 * Wordings, inputs and repetitions resampled, 41 × 50 × 49; and NumPy doing the same on the same
 * trials in the same run.
 */
export async function benchBootstrap(): Promise<Row[]> {
  const tables = draw();
  const [published, ...paraphrases] = tables;
  const data = { published: [published!], paraphrases, weights: [1], inputs, binary: true };
  let resampled: Resampled | undefined;
  const seconds = median(
    await repeat(3, () => {
      const started = performance.now();
      resampled = resample(data, redrawn, { replicates, seed: 1, level: 0.95 });
      return (performance.now() - started) / 1000;
    }),
  );
  const numpy = inPython(tables);
  const trials = (wordings * inputs * epochs).toLocaleString("en");
  const speed: Row = {
    figure: `${replicates.toLocaleString("en")} bootstrap replicates over ${trials} trials, three levels`,
    measured: `${seconds.toFixed(2)} s; ${numpy ? `NumPy ${numpy.seconds.toFixed(2)} s` : "no Python with NumPy here"}`,
    target: "≤ 1 s",
    met: seconds <= 1,
  };
  const exact = standardError(tables);
  return [
    speed,
    {
      figure: "its standard error beside the closed form",
      measured: `ratio ${(resampled!.se / exact).toFixed(3)}${numpy ? `; NumPy's ${(numpy.se / exact).toFixed(3)}` : ""}`,
      target: "within 3 %, four times the draws' own error",
      met: Math.abs(resampled!.se / exact - 1) < 0.03,
    },
  ];
}

/**
 * Of the bootstrap distribution itself: inputs, wordings given inputs, and repetitions given both.
 */
function standardError(tables: WordingTable[]): number {
  const p = tables.map(({ n, sum }) => Array.from(n, (trials, i) => sum[i]! / trials));
  const paraphrases = p.slice(1);
  const byInput = paraphrases[0]!.map((_, i) => mean(paraphrases.map((row) => row[i]!)));
  const rateOf = paraphrases.map((row) => mean(row));
  const interaction = byInput.map((middle, i) => variance(paraphrases.map((row, k) => row[i]! - rateOf[k]! - middle)));
  const repeated = p.map((row) => mean(row.map((share) => (share * (1 - share)) / epochs)) / inputs);
  return Math.sqrt(
    variance(byInput.map((middle, i) => middle - p[0]![i]!)) / inputs +
      (variance(rateOf) + mean(interaction) / inputs) / paraphrases.length +
      repeated[0]! +
      mean(repeated.slice(1)) / paraphrases.length,
  );
}

const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const variance = (values: number[]) => mean(values.map((value) => (value - mean(values)) ** 2));

function draw(): WordingTable[] {
  const next = random("bootstrap");
  return Array.from({ length: wordings }, () => ({
    n: new Float64Array(inputs).fill(epochs),
    sum: Float64Array.from({ length: inputs }, () => Math.floor(next() * (epochs + 1))),
  }));
}

function inPython(tables: WordingTable[]): { seconds: number; se: number } | null {
  const rows = (name: "n" | "sum") => tables.map((table) => [...table[name]]);
  const input = JSON.stringify({ n: rows("n"), sum: rows("sum") });
  for (const python of ["python3", "/usr/bin/python3"]) {
    const args = [join(import.meta.dirname, "bootstrap.py"), String(replicates)];
    const { status, stdout } = spawnSync(python, args, { input, encoding: "utf8" });
    if (status === 0) return JSON.parse(stdout);
  }
  return null;
}
