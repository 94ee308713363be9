import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { rowOf } from "../src/frames/fixture.ts";
import { normal, random } from "../src/lib/random.ts";
import { chiSquareUpper } from "../src/stats/numbers/distributions.ts";
import { meanLogistic } from "../src/stats/numbers/mean-logistic.ts";
import { rankOfTruth, unevenness, type Shape } from "../src/stats/posterior/fixture.ts";
import { posterior } from "../src/stats/posterior/posterior.ts";
import { defaultPriors } from "../src/stats/posterior/priors.ts";
import { cellOf } from "../src/stats/fixture.ts";
import { pythonOf } from "./python-of.ts";
import type { Row } from "./row.ts";

/**
 * The posterior's time beside PyMC's on the same data in the same run, its calibration by
 * simulation from its own priors, and how often its intervals hold the truth where that is not
 * drawn from them.
 */
export async function benchPosterior(): Promise<Row[]> {
  return [...speed(), ...shapes.flatMap(calibrate), ...[2, 3, 8].flatMap(cover)];
}

const [wordings, inputs, models] = [40, 20, 5];

function speed(): Row[] {
  return [1, 5, 20].flatMap((trials) => {
    const groups = simulate(trials);
    const rows = groups.flatMap(({ model, counts }) =>
      counts.flatMap(({ wording, published, input, n, sum }) =>
        Array.from({ length: n }, (_, epoch) =>
          rowOf({
            model,
            wording,
            input,
            epoch,
            published,
            trial: `${model} ${wording} ${input} ${epoch}`,
            arm: published ? "verbatim" : "paraphrase",
            value: epoch < sum ? 1 : 0,
          }),
        ),
      ),
    );
    const started = performance.now();
    const [first] = posterior(rows);
    const seconds = (performance.now() - started) / 1000;
    const peer = inPython(groups);
    const beside =
      "why" in peer
        ? `PyMC could not be run: ${peer.why}`
        : `PyMC ${peer.seconds.toFixed(1)} s, and ${peer.compiling.toFixed(1)} s to compile (R̂ ${peer.rhat.toFixed(3)}, ${Math.round(peer.ess)} effective draws)`;
    const { rhat, ess, divergences } = first!.check!;
    const gap = first!.concluded?.gap;
    const apart = "gap" in peer && gap ? Math.abs(gap.mean - peer.gap) / Math.hypot(gap.mcse, peer.mcse) : null;
    return [
      {
        figure: `posterior, ${wordings} wordings × ${inputs} inputs × ${models} models × ${trials} trials, 4 chains × 1,000 draws`,
        measured: `${seconds.toFixed(1)} s on ${availableParallelism()} threads (R̂ ${rhat.toFixed(3)}, ${Math.round(ess)} effective draws, ${divergences} divergent moves); ${beside}`,
        target: "≤ 10 s",
        met: seconds <= 10 && first!.check!.isGood,
      },
      ...(apart === null
        ? []
        : [
            {
              figure: "its gap beside PyMC's",
              measured: `${apart.toFixed(1)} Monte Carlo errors apart`,
              target: "within 4",
              met: apart < 4,
            },
          ]),
    ];
  });
}

interface Group {
  model: string;
  counts: { wording: string; published: boolean; input: string; n: number; sum: number }[];
}

function simulate(trials: number): Group[] {
  const next = random("posterior");
  const effects = Array.from({ length: wordings }, () => 0.8 * normal(next));
  const shifts = Array.from({ length: inputs }, () => normal(next));
  return Array.from({ length: models }, (_, m): Group => {
    const base = 0.5 * normal(next);
    const counts = effects.flatMap((effect, w) => {
      const shiftOfWording = effect + 0.3 * normal(next) + (w === 0 ? 0.5 : 0);
      return shifts.map((shift, q) => {
        const p = 1 / (1 + Math.exp(-base - shiftOfWording - shift));
        const sum = Array.from({ length: trials }, () => Number(next() < p)).reduce((a, b) => a + b, 0);
        return { wording: `w${w}`, published: w === 0, input: `q${q}`, n: trials, sum };
      });
    });
    return { model: `m${m}`, counts };
  });
}

interface Peer {
  seconds: number;
  compiling: number;
  gap: number;
  mcse: number;
  rhat: number;
  ess: number;
}

function inPython(groups: readonly Group[]): Peer | { why: string } {
  const environment = process.env["PYMC_PYTHON"] ? { python: process.env["PYMC_PYTHON"] } : pythonOf("posterior");
  if ("why" in environment) return environment;
  const folder = mkdtempSync(join(tmpdir(), "parallax-bench-"));
  try {
    const file = join(folder, "groups.json");
    writeFileSync(
      file,
      JSON.stringify(
        groups.map(({ model, counts }) => ({ key: { scenario: "s", model, condition: "", outcome: "o" }, counts })),
      ),
    );
    const script = join(import.meta.dirname, "posterior.py");
    const output = execFileSync(environment.python, [script, file], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return JSON.parse(output) as Peer;
  } catch (error) {
    return { why: error instanceof Error ? error.message.split("\n")[0]! : String(error) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const shapes: [what: string, shape: Shape, sets: number][] = [
  ["K = 3, one input, n = 10", { k: 3, inputs: 1, n: 10 }, 200],
  ["K = 8, one input, n = 30", { k: 8, inputs: 1, n: 30 }, 200],
  ["K = 4, 5 inputs, 3 trials of each", { k: 4, inputs: 5, n: 3 }, 100],
  ["K = 3, 4 inputs, 2 trials of each, 2 models", { k: 3, inputs: 4, n: 2, models: 2 }, 100],
];

/**
 * Simulation-based calibration: where the truth is drawn from the priors, its ranks among the draws
 * are even.
 */
function calibrate([what, shape, sets]: [string, Shape, number]): Row[] {
  const next = random(`sbc ${what}`);
  const ranks: Record<string, number[]> = {};
  for (let set = 0; set < sets; set++)
    for (const [name, rank] of Object.entries(rankOfTruth(shape, defaultPriors, { next, draws: 200, thin: 4 })))
      (ranks[name] ??= []).push(rank);
  const ps = Object.entries(ranks).map(([name, places]) => [name, chiSquareUpper(unevenness(places, 10), 9)] as const);
  const worst = ps.reduce((a, b) => (b[1] < a[1] ? b : a));
  const covered = (ranks["gap"]!.filter((rank) => rank > 0.05 && rank < 0.95).length / sets) * 100;
  return [
    {
      figure: `posterior, calibration by simulation, ${what}, ${sets} data sets, ${ps.length} quantities`,
      measured: `least p of even ranks ${worst[1].toFixed(4)} (${worst[0]}), times ${ps.length} looked at; between the 5th and 95th hundredth the gap is in ${covered.toFixed(1)} %`,
      target: "adjusted p ≥ 0.01",
      met: worst[1] * ps.length >= 0.01,
    },
  ];
}

/**
 * Rates of 50 and 10 %, logit SD 0.8 between wordings, n = 50: how often intervals hold what they
 * are of where the truth is not drawn from the priors but is the same in every data set, which no
 * posterior promises.
 */
function cover(k: number): Row[] {
  return [0, -2.2].map((logit) => {
    const sets = 100;
    const next = random(`posterior ${k} ${logit}`);
    const [mean, tau] = [meanLogistic(logit, 0.8), 0.8];
    const counts = { gap: 0, draw: 0, refused: 0 };
    for (let set = 0; set < sets; set++) {
      const rateOf = (isDrawn: boolean) => (isDrawn ? 1 / (1 + Math.exp(-logit - tau * normal(next))) : mean);
      const data = (isDrawn: boolean) =>
        Array.from({ length: k + 1 }, (_, w) => {
          const p = rateOf(w > 0 || isDrawn);
          const successes = Array.from({ length: 50 }, () => Number(next() < p)).reduce((a, b) => a + b, 0);
          const arm = w === 0 ? "published" : "paraphrase";
          return cellOf({ wording: `w${w}`, arm, successes, trials: 50 });
        });
      const [average, drawn] = [false, true].map((isDrawn) => posterior(data(isDrawn), { draws: 500, seed: set })[0]!);
      counts.refused += Number(!average!.concluded) + Number(!drawn!.concluded);
      counts.gap += Number(holdsZero(average!.concluded?.gap.ci));
      counts.draw += Number(holdsZero(drawn!.concluded?.publishedMinusNew.ci));
    }
    const share = (count: number) => `${((100 * count) / sets).toFixed(1)} %`;
    return {
      figure: `posterior at fixed rates, K = ${k}, n = 50, mean ${(100 * mean).toFixed(0)} %, logit SD 0.8, ${sets} data sets`,
      measured: `no gap on average: 95 % interval holds 0 in ${share(counts.gap)}; one more draw: that of published − new in ${share(counts.draw)}; refused to conclude ${counts.refused}`,
      target: "90 % or more, either",
      met: counts.gap / sets >= 0.9 && counts.draw / sets >= 0.9,
    };
  });
}

const holdsZero = (ci: readonly [number, number] | undefined): boolean =>
  ci === undefined || (ci[0] <= 0 && ci[1] >= 0);

if (import.meta.main) for (const row of await benchPosterior()) console.log(row);
