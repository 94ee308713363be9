import { normal, random, type Random } from "../src/lib/random.ts";
import type { CsvCell } from "../src/stats/csv-cell.ts";
import { normalCdf } from "../src/stats/distributions.ts";
import { estimateTrials, gap } from "../src/stats/gap.ts";
import type { Factor } from "../src/stats/factor.ts";
import { resample, type WordingTable } from "../src/stats/resample.ts";
import type { Trials } from "../src/stats/trials.ts";
import type { Row } from "./row.ts";

/** Statistics figures: calibration under both nulls, by seeded simulation, and the time of a large gap table. */
export async function benchStats(): Promise<Row[]> {
  return [...calibrate(8), ...calibrate(20), ...[8, 20].flatMap(others), speed(), bootstrapSpeed()];
}

const sets = 2000;
const n = 50;
const spread = 0.8;

/**
 * How often each test rejects, and the headline interval covers, over seeded data sets of `k` paraphrases with n = 50
 * and logit SD 0.8 between wordings. First null: the published rate is the mean over wordings. Second: the published
 * wording is one more draw. Beside each, a two-proportion z-test that pools all paraphrases.
 */
function calibrate(k: number): Row[] {
  const next = random(`calibration ${k}`);
  const mean = meanRate(0);
  const tally = { gap: 0, pooledGap: 0, outlier: 0, rank: 0, pooledOutlier: 0 };
  for (let i = 0; i < sets; i++) {
    const paraphrases = Array.from({ length: k }, (_, w) => cell(`w${w}`, "paraphrase", count(next, draw(next))));
    const first = cell("published", "published", count(next, mean));
    const { ciLike } = gap([first, ...paraphrases])[0]!;
    if (ciLike![0] > 0 || ciLike![1] < 0) tally.gap++;
    if (pooledP(first, paraphrases) < 0.05) tally.pooledGap++;
    const second = cell("published", "published", count(next, draw(next)));
    const { outlierP, rankP } = gap([second, ...paraphrases])[0]!;
    if (outlierP! < 0.05) tally.outlier++;
    if (rankP! < 0.05) tally.rank++;
    if (pooledP(second, paraphrases) < 0.05) tally.pooledOutlier++;
  }
  const share = (count: number) => (100 * count) / sets;
  const row = (what: string, count: number, pooled: number, target: [number, number]): Row => ({
    figure: `K = ${k}, n = ${n}, ${sets} data sets: ${what}`,
    measured: `rejects ${share(count).toFixed(1)} %${what.includes("interval") ? `, covers ${share(sets - count).toFixed(1)} %` : ""}; pooled z-test ${share(pooled).toFixed(1)} %`,
    target: target[1] === 0 ? "never" : `${target[0]} to ${target[1]} %`,
    met: share(count) >= target[0] && share(count) <= target[1],
  });
  return [
    row("no gap on average, headline interval", tally.gap, tally.pooledGap, [3, 7]),
    row("published wording one more draw, outlier test", tally.outlier, tally.pooledOutlier, [3, 7]),
    row("published wording one more draw, rank test", tally.rank, tally.pooledOutlier, k < 19 ? [0, 0] : [2, 6]),
  ];
}

const others = (k: number): Row[] => [
  elsewhere(k, "all wordings alike, n = 50", { centre: 0, sd: 0, trials: 50 }),
  elsewhere(k, "mean rate 9 %, logit SD 0.8, n = 20", { centre: -2.5, sd: 0.8, trials: 20 }),
  elsewhere(k, "mean rate 9 %, logit SD 0.4, n = 50", { centre: -2.5, sd: 0.4, trials: 50 }),
  elsewhere(k, "rate 8 %, all wordings alike, n = 50 of the published one too", { centre: -2.5, sd: 0, trials: 50 }),
  elsewhere(k, "mean rate 9 %, logit SD 0.8, n = 20 of the published one too", { centre: -2.5, sd: 0.8, trials: 20 }),
];

/** The headline interval under the first null, at other rates, spreads and sample sizes than the usual one. */
function elsewhere(
  k: number,
  what: string,
  { centre, sd, trials }: { centre: number; sd: number; trials: number },
): Row {
  const next = random(`${what} ${k}`);
  const mean = meanRate(centre, sd);
  const publishedTrials = what.includes("published") ? trials : trials * k;
  let rejected = 0;
  for (let i = 0; i < sets; i++) {
    const cells = Array.from({ length: k }, (_, w) =>
      cell(`w${w}`, "paraphrase", count(next, logistic(centre + sd * normal(next)), trials), trials),
    );
    const first = cell("published", "published", count(next, mean, publishedTrials), publishedTrials);
    const { ciLike } = gap([first, ...cells])[0]!;
    if (ciLike![0] > 0 || ciLike![1] < 0) rejected++;
  }
  const share = (100 * rejected) / sets;
  return {
    figure: `K = ${k}, ${sets} data sets: no gap on average, ${what}, headline interval`,
    measured: `rejects ${share.toFixed(1)} %, covers ${(100 - share).toFixed(1)} %`,
    target: "at most 7 %",
    met: share <= 7,
  };
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x));
const draw = (next: Random) => logistic(spread * normal(next));

function count(next: Random, rate: number, trials = n): number {
  let successes = 0;
  for (let i = 0; i < trials; i++) if (next() < rate) successes++;
  return successes;
}

/** The mean rate over wordings, by quadrature. */
function meanRate(centre: number, sd = spread): number {
  let [sum, weight] = [0, 0];
  for (let z = -8; z <= 8; z += 0.01) {
    const density = Math.exp((-z * z) / 2);
    sum += density * logistic(centre + sd * z);
    weight += density;
  }
  return sum / weight;
}

function cell(wording: string, arm: string, successes: number, trials = n): CsvCell {
  const labels = { scenario: "s", condition: "", model: "m", outcome: "o", wording, arm, extra: {} };
  return { ...labels, successes, trials, rate: null, se: null };
}

function pooledP(published: CsvCell, paraphrases: CsvCell[]): number {
  const total = paraphrases.length * n;
  const successes = paraphrases.reduce((sum, cell) => sum + cell.successes!, 0);
  const p = (successes + published.successes!) / (total + n);
  const z = (successes / total - published.successes! / n) / Math.sqrt(p * (1 - p) * (1 / total + 1 / n));
  return 2 * normalCdf(-Math.abs(z));
}

/** A full gap table over a million trials, 8 scenarios × 6 models × 10 wordings × 20 inputs, from typed arrays. */
function speed(): Row {
  const trials = million();
  const started = performance.now();
  const gaps = estimateTrials(trials);
  const seconds = (performance.now() - started) / 1000;
  return {
    figure: `gap table, ${trials.size.toLocaleString("en")} trials, ${gaps.length} cells, from typed arrays`,
    measured: `${seconds.toFixed(2)} s`,
    target: "≤ 2 s",
    met: seconds <= 2,
  };
}

/** Wordings, inputs and repetitions resampled: 41 wordings × 50 inputs × 49 epochs. */
function bootstrapSpeed(): Row {
  const next = random("bootstrap");
  const [inputs, epochs, replicates] = [50, 49, 10_000];
  const wording = (): WordingTable => ({
    n: new Float64Array(inputs).fill(epochs),
    sum: Float64Array.from({ length: inputs }, () => Math.floor(next() * (epochs + 1))),
  });
  const tables = { published: [wording()], paraphrases: Array.from({ length: 40 }, wording), weights: [1], inputs };
  const started = performance.now();
  const levels = { wordings: true, inputs: true, epochs: true };
  resample({ ...tables, binary: true }, levels, { replicates, seed: 1, level: 0.95 });
  const seconds = (performance.now() - started) / 1000;
  return {
    figure: `${replicates.toLocaleString("en")} bootstrap replicates over ${(41 * inputs * epochs).toLocaleString("en")} trials, three levels`,
    measured: `${seconds.toFixed(2)} s`,
    target: "≤ 1 s",
    met: seconds <= 1,
  };
}

function million(): Trials {
  const size = 1_000_000;
  const next = random("million");
  const drawn = (levels: number, name: string): Factor => ({
    codes: Int32Array.from({ length: size }, () => Math.floor(next() * levels)),
    levels: Array.from({ length: levels }, (_, i) => `${name}${i}`),
  });
  const one = (level: string): Factor => ({ codes: new Int32Array(size), levels: [level] });
  const wording = drawn(10, "w");
  const arm = { codes: wording.codes.map((code) => (code === 0 ? 0 : 1)), levels: ["verbatim", "paraphrase"] };
  const factors = { scenario: drawn(8, "s"), model: drawn(6, "m"), condition: one("c"), outcome: one("o") };
  const rest = { rung: one(""), judge: one("pattern"), reason: one(""), trial: one("") };
  return {
    size,
    factors: { ...factors, ...rest, arm, wording, input: drawn(20, "q") },
    published: Uint8Array.from(wording.codes, (code) => (code === 0 ? 1 : 0)),
    measured: new Uint8Array(size),
    simulated: new Uint8Array(size),
    value: Float64Array.from({ length: size }, () => (next() < 0.4 ? 1 : 0)),
  };
}

if (import.meta.main) for (const row of await benchStats()) console.log(row);
