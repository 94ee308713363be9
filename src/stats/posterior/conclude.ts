import { parameterDraws, type Fit } from "./fit.ts";
import type { AgainstMargin, Concluded, SamplerCheck } from "./posterior-result.ts";
import { shareOf, summaryOf, type PosteriorSummary } from "./summary.ts";

/** One group's quantities in a few numbers each, beside the draws. */
export interface Summaries {
  fit: Fit;
  group: number;
  quantities: Record<QuantityName, PosteriorSummary>;
  wordings: { wording: string; published: boolean; rate: PosteriorSummary }[];
  sds: Record<string, PosteriorSummary>;
  correlation: PosteriorSummary | null;
}

const names = ["published", "paraphrase", "gap", "newWording", "publishedMinusNew"] as const;
type QuantityName = (typeof names)[number];

/** Everything that is reported of one group of a fit. */
export function summaries(fit: Fit, group: number, level: number): Summaries {
  const { design } = fit;
  const draws = fit.quantities[group]!;
  const sdAt = (place: number) => summaryOf(parameterDraws(fit, place), level);
  return {
    fit,
    group,
    quantities: Object.fromEntries(names.map((name) => [name, summaryOf(draws[name], level)])) as Record<
      QuantityName,
      PosteriorSummary
    >,
    wordings: design.groups[group]!.wordings.map(({ wording, published }, w) => ({
      wording,
      published,
      rate: summaryOf(draws.wordings[w]!, level),
    })),
    sds: Object.fromEntries(design.sds.map((name, k) => [name, sdAt(k)])),
    correlation: design.isOverdispersed ? sdAt(design.sds.length) : null,
  };
}

const [MOST_RHAT, LEAST_ESS] = [1.01, 400];

/** The worst of what would be concluded. */
export function samplerCheck({ fit, quantities, wordings }: Summaries): SamplerCheck {
  const all: [name: string, summary: PosteriorSummary][] = [
    ...Object.entries(quantities),
    ...wordings.map(({ wording, rate }) => [`rate of ${wording}`, rate] as [string, PosteriorSummary]),
  ];
  const [worst, least] = all.reduce(
    ([worst, least], each) => [each[1].rhat > worst[1].rhat ? each : worst, each[1].ess < least[1].ess ? each : least],
    [all[0]!, all[0]!],
  );
  return {
    chains: fit.chains.length,
    draws: fit.chains[0]!.draws.length,
    rhat: worst[1].rhat,
    ess: least[1].ess,
    worstRhat: worst[0],
    worstEss: least[0],
    divergences: fit.chains.reduce((sum, { divergences }) => sum + divergences, 0),
    isGood: all.every(([, { rhat, ess }]) => rhat <= MOST_RHAT && ess >= LEAST_ESS),
  };
}

/** Of so many draws, moves that may diverge before the sampler is taken to be off. */
const DIVERGENT = 0.02;

/** Whether chains agree, and hardly any move went astray. */
export function isSound(found: Summaries): boolean {
  const { isGood, divergences, chains, draws } = samplerCheck(found);
  return isGood && divergences <= DIVERGENT * chains * draws;
}

/** What is concluded, where it may be. */
export function concludedOf({ fit, group, quantities }: Summaries, margin: number): Concluded {
  const draws = fit.quantities[group]!;
  return {
    ...quantities,
    gapAgainst: against(draws.gap, margin),
    publishedMinusNewAgainst: against(draws.publishedMinusNew, margin),
  };
}

function against(draws: readonly Float64Array[], margin: number): AgainstMargin {
  return {
    margin,
    above: shareOf(draws, (value) => value > margin),
    within: shareOf(draws, (value) => Math.abs(value) <= margin),
    below: shareOf(draws, (value) => value < -margin),
    positive: shareOf(draws, (value) => value > 0),
  };
}
