import type { CsvCell } from "../csv/csv-cell.ts";
import { tQuantile } from "../numbers/distributions.ts";
import type { Estimand, StandIn } from "./group.ts";
import { rate as rateOf } from "../numbers/rate.ts";
import { binomialVariance, impliedTrials } from "../numbers/smooth.ts";

/**
 * What a cell is judged by: the others of its group, and whether its outcome is a difference of two
 * rates.
 */
export interface Company {
  group: readonly CsvCell[];
  isDifference: boolean;
  published: boolean;
}

/**
 * A cell as the estimators see it, and what stands in where its standard error was printed as zero,
 * which is not infinite precision: it gets the variance of a smoothed rate at its sample size, or
 * at the one that its arm's other standard errors imply; a difference gets its arm's largest. From
 * counts the variance is p(1 − p)/n, unless a standard error (of clustered trials, say) stands
 * beside them. Where no sample size is given, p(1 − p)/se² stands in for df.
 */
export function cellRate(cell: CsvCell, company: Company): { wording: Estimand; standIn: StandIn | null } {
  const { successes, trials, se } = cell;
  const counted = successes !== null && trials !== null;
  const rate = counted ? successes / trials : (cell.rate ?? NaN);
  if (!(Math.abs(rate) <= 1)) {
    throw new RangeError(
      `${cell.wording}: a rate of ${rate}, expected a proportion, from successes and trials or as rate and se`,
    );
  }
  if (se !== null && se > 0)
    return found(cell, company, { rate, variance: se ** 2, n: trials ?? implied(rate, se, company) });
  if (counted) return found(cell, company, { rate, variance: binomialVariance(successes, trials), n: trials });
  if (company.isDifference) {
    const variance = Math.max(0, ...peers(cell, company).map((peer) => peer.se ?? 0)) ** 2;
    return variance === 0
      ? unknown(cell, company, rate)
      : found(cell, company, { rate, variance, n: Infinity }, { from: "largest of its arm", trials: null });
  }
  const n = trials ?? impliedBy(cell, company);
  if (Number.isNaN(n)) return unknown(cell, company, rate);
  const from = trials === null ? "trials implied by its fellows" : "its trials";
  return found(cell, company, { rate, variance: binomialVariance(rate * n, n), n }, { from, trials: n });
}

function found(
  cell: CsvCell,
  company: Company,
  { rate, variance, n }: { rate: number; variance: number; n: number },
  stoodIn: Pick<StandIn, "from" | "trials"> | null = null,
) {
  const df = Math.max(n - 1, 1);
  const wording = wordingOf(cell, company, rate, variance, df, interval(cell, company, rate, variance, n));
  return { wording, standIn: stoodIn && { wording: cell.wording, se: Math.sqrt(variance), ...stoodIn } };
}

function unknown(cell: CsvCell, company: Company, rate: number) {
  const standIn = { wording: cell.wording, se: null, from: null, trials: null };
  return { wording: wordingOf(cell, company, rate, NaN, NaN, null), standIn };
}

function wordingOf(
  cell: CsvCell,
  { published }: Company,
  rate: number,
  variance: number,
  df: number,
  ci: Estimand["ci"],
): Estimand {
  const { wording, arm, successes, trials: n, extra } = cell;
  return {
    wording,
    arm,
    rung: extra.rung ?? "",
    published,
    rate,
    ci,
    n,
    successes,
    draws: n,
    variance,
    df,
    weightVariance: variance,
    unit: n === null || successes === null || cell.se ? NaN : 1 / n,
    extra,
  };
}

function interval(
  cell: CsvCell,
  { isDifference }: Company,
  rate: number,
  variance: number,
  n: number,
): [number, number] {
  if (cell.successes !== null && cell.trials !== null && !cell.se) return rateOf(cell.successes, cell.trials).ci;
  if ((rate === 0 || rate === 1) && Number.isFinite(n)) return rateOf(rate * Math.round(n), Math.round(n)).ci;
  const half = tQuantile(0.975, Math.max(n - 1, 1)) * Math.sqrt(variance);
  return [Math.max(rate - half, isDifference ? -1 : 0), Math.min(rate + half, 1)];
}

const implied = (rate: number, se: number, { isDifference }: Company): number =>
  rate > 0 && rate < 1 && !isDifference ? (rate * (1 - rate)) / se ** 2 : Infinity;

const peers = (cell: CsvCell, { group }: Company) => group.filter(({ arm }) => arm === cell.arm);

/** From the standard errors of the cell's arm, or failing that of its whole group. */
function impliedBy(cell: CsvCell, company: Company): number {
  const figures = (cells: readonly CsvCell[]) =>
    cells.flatMap(({ rate, se }) => (rate === null || se === null ? [] : [{ rate, se }]));
  const implied = impliedTrials(figures(peers(cell, company)));
  return Number.isNaN(implied) ? impliedTrials(figures(company.group)) : implied;
}
