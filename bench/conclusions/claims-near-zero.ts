import { normal, random, type Random } from "../../src/lib/random.ts";
import type { Claim } from "../../src/scenarios/claims.ts";
import { checkClaims } from "../../src/stats/claims/check-claims.ts";
import type { CsvCell } from "../../src/stats/csv/csv-cell.ts";
import { gap } from "../../src/stats/gap/gap.ts";
import type { Row } from "../row.ts";

const sets = 1000;
const [claimed, truth, margin] = [0.02, 0.12, 0.1];

/** A claim of 2 % where the truth is 12 %, the margin away: how often it is called reproduced. */
export function claimsNearZero(): Row[] {
  const designs: [k: number, n: number, spread: number][] = [
    [4, 50, 0.8],
    [8, 25, 0.8],
    [8, 50, 0.4],
    [8, 50, 0.8],
    [8, 50, 1.2],
    [8, 200, 0.8],
    [20, 50, 0.8],
  ];
  return designs.map(([k, n, spread]) => row(k, n, spread));
}

function row(k: number, n: number, spread: number): Row {
  const next = random(`claims near zero ${k} ${n} ${spread}`);
  const centre = centreOf(truth, spread);
  const counts = { rewordings: 0, published: 0, negative: 0 };
  for (let set = 0; set < sets; set++) {
    const rates = Array.from({ length: k }, () => logistic(centre + spread * normal(next)));
    const gaps = gap([cell(next, "published", truth, 200, 0), ...rates.map((rate, i) => cell(next, "paraphrase", rate, n, i + 1))]); // prettier-ignore
    const said = claim(successes(next, claimed, 300));
    for (const on of ["rewordings", "published"] as const) {
      const [check] = checkClaims([said], gaps, { on, margin });
      counts[on] += Number(check!.standing === "reproduced");
      counts.negative += Number((check!.measured?.ci?.[0] ?? 0) < 0);
    }
  }
  const percent = (count: number) => (100 * count) / sets;
  return {
    figure: `claimed 2 % (n = 300), true 12 %, margin 10 points, K = ${k}, n = ${n}, logit SD ${spread}, ${sets} data sets: reproduced`,
    measured: `${percent(counts.rewordings)} % on rewordings, ${percent(counts.published)} % on 200 trials of the published side, ${counts.negative} negative rates`,
    target: "at most 5 % (simulation error ± 1.4), no negative rate",
    met: percent(counts.rewordings) <= 6.4 && percent(counts.published) <= 6.4 && counts.negative === 0,
  };
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** The logit about which wordings so far apart have this mean rate. */
function centreOf(mean: number, spread: number): number {
  const grid = Array.from({ length: 400 }, (_, i) => -4 + (8 * (i + 0.5)) / 400);
  const weights = grid.map((z) => Math.exp(-z * z / 2)); // prettier-ignore
  const total = weights.reduce((a, b) => a + b, 0);
  let [low, high] = [-8, 8];
  for (let i = 0; i < 60; i++) {
    const centre = (low + high) / 2;
    const at = grid.reduce((sum, z, j) => sum + weights[j]! * logistic(centre + spread * z), 0) / total;
    if (at < mean) low = centre;
    else high = centre;
  }
  return low;
}

const successes = (next: Random, rate: number, trials: number): number =>
  Array.from({ length: trials }, () => next() < rate).filter(Boolean).length;

const cell = (next: Random, arm: string, rate: number, trials: number, i: number): CsvCell => ({
  scenario: "s",
  condition: "",
  model: "m",
  outcome: "o",
  wording: `w${i}`,
  arm,
  successes: successes(next, rate, trials),
  trials,
  rate: null,
  se: null,
  extra: {},
});

const claim = (count: number): Claim => ({
  id: "c",
  model: "m",
  scenario: "s",
  condition: {},
  outcome: "o",
  also: { outcome: "o", condition: "" },
  rate: count / 300,
  stated: null,
  successes: count,
  n: 300,
  se: null,
  nAtLeast: false,
  comparable: true,
  differs: null,
  source: { citation: "C", place: "p", url: "https://example.org", date: "2025-01-01" },
});
