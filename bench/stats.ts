import { danfo } from "../src/frames/danfo.ts";
import { random } from "../src/lib/random.ts";
import { calibration } from "../src/stats/design/calibration.ts";
import { estimateTrials, gap } from "../src/stats/gap/gap.ts";
import type { Factor } from "../src/stats/groups/factor.ts";
import type { Trials } from "../src/stats/groups/trials.ts";
import type { Row } from "./row.ts";

/**
 * Statistics figures: calibration under both nulls, by seeded simulation, and the time of a large
 * gap table.
 */
export async function benchStats(): Promise<Row[]> {
  return [...calibrate(8), ...calibrate(20), ...[8, 20].flatMap(elsewhere), speed(), await speedOfFrame()];
}

const n = 50;
const percent = (share: number) => (100 * share).toFixed(1);

/**
 * How often each test rejects under its null, n = 50 and logit SD 0.8 between wordings, beside a
 * pooled z-test.
 */
function calibrate(k: number): Row[] {
  const { tests, sets } = calibration({ k, n, rate: 0.5, gap: 0, tau: 0.8 }, { seed: `calibration ${k}` });
  const find = (test: string, truth: string) => tests.find((each) => each.test === test && each.truth === truth)!;
  const row = (test: string, truth: "average" | "draw", [low, high]: [number, number]): Row => {
    const { rejects, covers } = find(test, truth);
    const what = truth === "average" ? "no gap on average" : "published wording one more draw";
    const covered = covers === null ? "" : `, covers ${percent(covers)} %`;
    return {
      figure: `K = ${k}, n = ${n}, ${sets} data sets: ${what}, ${test}`,
      measured: `rejects ${percent(rejects)} %${covered}; pooled z-test ${percent(find("pooled z-test", truth).rejects)} %`,
      target: high === 0 ? "never" : `${low} to ${high} %`,
      met: 100 * rejects >= low && 100 * rejects <= high,
    };
  };
  return [
    row("headline interval", "average", [3, 7]),
    row("outlier test", "draw", [3, 7]),
    row("rank test", "draw", k < 19 ? [0, 0] : [2, 6]),
  ];
}

/**
 * The headline interval under the first null, and the outlier test under the second, at other
 * rates, spreads and sample sizes than the usual one.
 */
function elsewhere(k: number): Row[] {
  const designs: [what: string, rate: number, tau: number, n: number, publishedN: number][] = [
    ["all wordings alike, n = 50", 0.5, 0, 50, 50 * k],
    ["mean rate 9 %, logit SD 0.8, n = 20", 0.09, 0.8, 20, 20 * k],
    ["mean rate 9 %, logit SD 0.4, n = 50", 0.09, 0.4, 50, 50 * k],
    ["rate 50 %, logit SD 0.4, n = 20", 0.5, 0.4, 20, 20 * k],
    ["rate 8 %, all wordings alike, n = 50 of the published one too", 0.08, 0, 50, 50],
    ["mean rate 9 %, logit SD 0.8, n = 20 of the published one too", 0.09, 0.8, 20, 20],
  ];
  return designs.map(([what, rate, tau, n, publishedN]) => {
    // 6,000, since at 2,000 one row in ten would be half a point off.
    const { tests, sets } = calibration({ k, n, publishedN, rate, gap: 0, tau }, { seed: `${what} ${k}`, sets: 6000 });
    const { rejects, covers } = tests[0]!;
    const drawn = tests.find(({ test }) => test === "outlier test")!.rejects;
    return {
      figure: `K = ${k}, ${sets} data sets: no gap on average, ${what}, headline interval`,
      measured: `rejects ${percent(rejects)} %, covers ${percent(covers!)} %; one more draw, outlier test ${percent(drawn)} %`,
      target:
        publishedN === n ? "at most 7 %, either" : "at most 7 %; the outlier test, as the note beside it says, 11 %",
      met: rejects <= 0.07 && drawn <= (publishedN === n ? 0.07 : 0.11),
    };
  });
}

/**
 * A full gap table over a million trials, 8 scenarios × 6 models × 10 wordings × 20 inputs, from
 * typed arrays.
 */
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

/** The same table from a danfo frame, as a notebook has it. */
async function speedOfFrame(): Promise<Row> {
  const { DataFrame } = await danfo();
  const { size, factors, value } = million();
  const text = (name: string) => Array.from(factors[name]!.codes, (code) => factors[name]!.levels[code]!);
  const all = <T>(one: T) => Array.from({ length: size }, () => one);
  const df = new DataFrame({
    ...Object.fromEntries(Object.keys(factors).map((name) => [name, text(name)])),
    trial: Array.from({ length: size }, (_, i) => `t${i}`),
    elicit: all("chat"),
    status: all("scored"),
    published: Array.from(factors.arm!.codes, (code) => code === 0),
    simulated: all(true),
    value: [...value],
  });
  const started = performance.now();
  const gaps = gap(df);
  const seconds = (performance.now() - started) / 1000;
  return {
    figure: `gap table, ${size.toLocaleString("en")} trials, ${gaps.length} cells, from a danfo frame`,
    measured: `${seconds.toFixed(2)} s`,
    target: "≤ 5 s",
    met: seconds <= 5,
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
    alike: new Uint8Array(size),
    value: Float64Array.from({ length: size }, () => (next() < 0.4 ? 1 : 0)),
  };
}

if (import.meta.main) for (const row of await benchStats()) console.log(row);
