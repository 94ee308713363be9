import { readFileSync } from "node:fs";
import { agreement } from "../src/stats/agreement/agreement.ts";
import { correctedRate } from "../src/stats/gap/corrected.ts";
import { fitLogit } from "../src/stats/numbers/fit-logit.ts";
import { meta } from "../src/stats/numbers/meta.ts";
import { metaRegression } from "../src/stats/numbers/meta-regression.ts";
import { rate } from "../src/stats/numbers/rate.ts";
import { tauInterval } from "../src/stats/numbers/tau-interval.ts";
import type { Row } from "./row.ts";

/** Numbers computed here beside reference software's. */
type Pair = readonly [own: number, reference: number];

/** Largest relative difference from reference software over the stored fixtures, by estimator. */
export async function benchReferences(): Promise<Row[]> {
  return [
    row("meta-analysis (REML, DL, PM): metafor", metaPairs(), 1e-6),
    row("Q-profile interval of τ²: metafor", tauPairs(), 1e-6),
    row("meta-regression: metafor", dosePairs(), 1e-6),
    row("Wilson, Clopper–Pearson, Jeffreys: R", ratePairs(), 1e-9),
    row("κ with its standard error: statsmodels", kappaPairs(), 1e-6),
    row("Rogan–Gladen, Lang–Reiczigel: NumPy", correctedPairs(), 1e-9),
    row("crossed logit, estimates and log-likelihood: lme4", glmmPairs(), 1e-3),
  ];
}

/**
 * Differences of numbers below 1e-3 are taken as parts of 1e-3, so that a zero does not make them
 * infinite.
 */
function row(figure: string, pairs: Pair[], target: number): Row {
  const worst = Math.max(...pairs.map(([found, other]) => Math.abs(found - other) / Math.max(Math.abs(other), 1e-3)));
  return {
    figure: `largest relative difference, ${figure}, ${pairs.length} numbers`,
    measured: worst.toExponential(1),
    target: `≤ ${target.toExponential(0)}`,
    met: worst <= target,
  };
}

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../src/stats/fixtures/${name}.json`, import.meta.url), "utf8")) as T;

type MetaCase = { yi: number[]; vi: number[] } & Record<"REML" | "DL" | "PM", Record<string, number>>;

const metaPairs = (): Pair[] =>
  read<MetaCase[]>("meta").flatMap((fixture) =>
    (["REML", "DL", "PM"] as const).flatMap((method) => {
      const fit = meta(fixture.yi, fixture.vi, { method });
      const names = ["mean", "tau2", "se", "seHartungKnapp", "q", "i2"] as const;
      return names.map((name): Pair => [fit[name], fixture[method][name]!]);
    }),
  );

const tauPairs = (): Pair[] =>
  read<MetaCase[]>("meta").flatMap(({ yi, vi, REML }) => {
    const [low, high] = tauInterval(yi, vi)!;
    return [[low ** 2, REML.tau2Low!] as const, [high ** 2, REML.tau2High!] as const];
  });

const dosePairs = (): Pair[] =>
  read<({ yi: number[]; vi: number[]; x: number[] } & Record<"slope" | "slopeSe" | "tau2", number>)[]>("dose").flatMap(
    ({ yi, vi, x, ...reference }) => {
      const fit = metaRegression(yi, vi, x);
      return (["slope", "slopeSe", "tau2"] as const).map((name): Pair => [fit[name], reference[name]]);
    },
  );

interface RateCase {
  successes: number;
  trials: number;
  wilson: number[];
  clopperPearson: number[];
  jeffreys: number[];
}

const ratePairs = (): Pair[] =>
  read<{ cases: RateCase[] }>("rate").cases.flatMap(({ successes, trials, ...reference }) =>
    (["wilson", "clopper-pearson", "jeffreys"] as const).flatMap((method) => {
      const expected = reference[method === "clopper-pearson" ? "clopperPearson" : method];
      return rate(successes, trials, { method }).ci.map((end, i): Pair => [end, expected[i]!]);
    }),
  );

type Counts = [number, number];
interface AgreementFixture {
  kappa: { table: number[][]; kappa: number; se: number }[];
  corrected: { observed: Counts; sensitivity: Counts; specificity: Counts; raw: number; low: number }[];
}

const kappaPairs = (): Pair[] =>
  read<AgreementFixture>("agreement").kappa.flatMap(({ table, kappa, se }) => {
    const cells = table.flatMap((line, i) => line.flatMap((n, j) => Array.from({ length: n }, () => [i, j] as const)));
    const found = agreement(
      cells.map(([, j]) => j),
      cells.map(([i]) => i),
    ).kappa!;
    return [[found.estimate, kappa] as const, [found.se, se] as const];
  });

const correctedPairs = (): Pair[] =>
  read<AgreementFixture>("agreement").corrected.map(({ observed, sensitivity, specificity, raw }) => {
    const of = ([successes, trials]: Counts) => ({ successes, trials });
    return [
      correctedRate(of(observed), { sensitivity: of(sensitivity), specificity: of(specificity) })!.raw,
      raw,
    ] as const;
  });

interface GlmmCase {
  wording: number[];
  input: number[];
  n: number[];
  s: number[];
  beta: number[];
  wordingSd: number;
  inputSd: number;
  logLikelihood: number;
}

const glmmPairs = (): Pair[] =>
  read<GlmmCase[]>("glmm").flatMap((fixture) => {
    const [wordings, inputs] = [[...new Set(fixture.wording)], [...new Set(fixture.input)]];
    const n = new Float64Array(wordings.length * inputs.length);
    const sum = new Float64Array(n.length);
    fixture.n.forEach((count, i) => {
      const at = wordings.indexOf(fixture.wording[i]!) * inputs.length + inputs.indexOf(fixture.input[i]!);
      n[at] = count;
      sum[at] = fixture.s[i]!;
    });
    const design = Float64Array.from(wordings.flatMap((w) => [1, w > 0 ? 1 : 0]));
    const fit = fitLogit({ rows: wordings.length, columns: inputs.length, n, sum, design, terms: 2 });
    return [
      [fit.logLikelihood, fixture.logLikelihood] as const,
      [fit.rowSd, fixture.wordingSd] as const,
      [fit.columnSd, fixture.inputSd] as const,
      ...fit.beta.map((beta, i): Pair => [beta, fixture.beta[i]!]),
    ];
  });
