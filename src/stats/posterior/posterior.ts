import { checkOptions } from "../../lib/check-options.ts";
import type { GapData } from "../groups/groups-of.ts";
import { keyColumns, type Column } from "../groups/strata.ts";
import { posteriorNotes, priorsNote, type PosteriorObstacle } from "../notes/posterior-notes.ts";
import { concludedOf, isSound, samplerCheck, summaries, type Summaries } from "./conclude.ts";
import { countsOf, type Count, type GroupCounts } from "./counts-of.ts";
import { fitTogether, type SamplingOptions } from "./fit.ts";
import { posteriorTable } from "./posterior-table.ts";
import type { Posterior } from "./posterior-result.ts";
import { defaultPriors, priorScales, priorsOf, type PriorScales } from "./priors.ts";

export interface PosteriorOptions extends Partial<SamplingOptions> {
  /**
   * What makes a group of its own: all columns by which rates may differ. Default: scenario, model,
   * condition, outcome.
   */
  by?: readonly Column[];
  level?: number;
  /**
   * The difference that matters, a proportion: probabilities are given that the gap exceeds it.
   * Default 0.1.
   */
  margin?: number;
  /**
   * Scales of the priors; those not named are the defaults, which `priors` of the result prints.
   */
  priors?: Partial<PriorScales>;
  /** Whether groups of one outcome are modelled together. Default true. */
  together?: boolean;
}

/**
 * The posterior of each gap, from a hierarchical logit model of counts: log odds = mean + published
 * + wording + input, with scenarios, models and conditions, and what wordings and inputs do in each
 * of them, where groups of one outcome differ by these; all but the first two partially pooled,
 * priors weak and printed. Trials of one wording and input are beta-binomial, so that copies of a
 * reply count as one. `concluded.gap` (paraphrase − published) asks for a gap on average;
 * `concluded.publishedMinusNew` sets the published text against one more wording, and alone is
 * evidence on recognition. Drawn by the no-U-turn sampler, seeded, and again with more and smaller
 * steps where chains do not agree or more than one move in 50 diverges; where R̂ exceeds 1.01 even
 * so, or fewer than 400 effective draws are left, `concluded` is null. Throws on cells without
 * counts, and where `by` leaves levels to be averaged over. Sources: Gelman and Hill 2007; Hoffman
 * and Gelman 2014; Vehtari et al. 2021.
 *
 * @example
 * const traded = rows(talked).filter(
 *   ({ outcome, controlFor }) => outcome === "traded" && controlFor === "",
 * );
 * stats.posterior(traded)[0]!.concluded?.publishedMinusNew
 */
export function posterior(data: GapData, options: PosteriorOptions = {}): Posterior[] {
  checkOptions("posterior", options, {
    by: true,
    level: true,
    margin: true,
    priors: true,
    together: true,
    chains: true,
    draws: true,
    seed: true,
    threads: true,
  });
  const { by = keyColumns, level = 0.95, margin = 0.1, together = true } = options;
  const { chains = 4, draws = 1000, seed = 1, threads } = options;
  const priors = { ...defaultPriors, ...checkOptions("priors", options.priors ?? {}, priorScales) };
  check({ level, margin, chains, draws, threads: threads ?? 1 }, priors);
  const groups = countsOf(data, by);
  const fits = new Map<GroupCounts, Summaries>();
  const fitted = groups.filter((group) => obstaclesTo(group).length === 0);
  const models = together ? [...Map.groupBy(fitted, outcomeOf).values()] : fitted.map((group) => [group]);
  for (const groupsOfModel of models) {
    const sample = (careful: boolean) => {
      const fit = fitTogether(groupsOfModel, priors, { chains, draws, seed, careful, ...(threads && { threads }) });
      return groupsOfModel.map((_, g) => summaries(fit, g, level));
    };
    const quick = sample(false);
    const found = quick.every(isSound) ? quick : sample(true);
    groupsOfModel.forEach((group, g) => fits.set(group, found[g]!));
  }
  const found = groups.map((group) => resultOf(group, fits.get(group) ?? null, { level, margin, priors }));
  for (const each of found) showAs(each, () => [each]);
  return showAs(found, () => found);
}

const outcomeOf = ({ head }: GroupCounts): string => head.key["outcome"] ?? "";

function obstaclesTo({ counts, isBinary }: GroupCounts): PosteriorObstacle[] {
  const scored = counts.filter(({ n }) => n > 0);
  if (!scored.some(({ published }) => published)) return ["no published side"];
  if (!scored.some(({ published }) => !published)) return ["no paraphrase"];
  return isBinary ? [] : ["proportions"];
}

interface Setting {
  level: number;
  margin: number;
  priors: PriorScales;
}

function resultOf(group: GroupCounts, fit: Summaries | null, { level, margin, priors }: Setting): Posterior {
  const { head, publishedText } = group;
  const { scenario = "", condition = "", model = "", outcome = "", ...levels } = head.key;
  const scored = group.counts.filter(({ n }) => n > 0);
  const checked = fit && samplerCheck(fit);
  const concluded = fit && checked?.isGood ? concludedOf(fit, margin) : null;
  const obstacles = obstaclesTo(group);
  const facts = {
    k: new Set(scored.filter(({ published }) => !published).map(({ wording }) => wording)).size,
    inputs: new Set(scored.map(({ input }) => input)).size,
    n: trialsOf(scored),
    together: fit?.fit.quantities.length ?? 0,
    sds: fit?.sds ?? {},
    correlation: fit?.correlation ?? null,
    obstacles,
    refusal: obstacles[0] ?? (concluded ? null : ("chains do not agree" as const)),
    check: checked,
    dropped: head.dropped,
    priors: fit ? priorsOf(priors, fit.fit.design.sds, fit.fit.design.isOverdispersed) : [],
  };
  const estimate = { ...facts, scenario, condition, model, outcome, levels, publishedText, concluded, level };
  return {
    ...estimate,
    wordings: (fit?.wordings ?? []).map(({ wording, published, rate }) => {
      const counts = scored.filter((count) => count.wording === wording && count.published === published);
      const n = trialsOf(counts);
      return {
        wording,
        published,
        n,
        counted: counts.reduce((all, { sum }) => all + sum, 0) / n,
        rate: concluded && rate,
      };
    }),
    simulated: head.simulated,
    notes: [...(facts.priors.length > 0 ? [priorsNote(facts.priors)] : []), ...posteriorNotes(facts)],
  };
}

const trialsOf = (counts: readonly Count[]): number => counts.reduce((sum, { n }) => sum + n, 0);

function check(
  {
    level,
    margin,
    chains,
    draws,
    threads,
  }: Required<Pick<PosteriorOptions, "level" | "margin" | "chains" | "draws" | "threads">>,
  priors: PriorScales,
): void {
  if (!(level > 0 && level < 1))
    throw new RangeError(`a level of ${level}: expected a number between 0 and 1, such as 0.95`);
  if (!(margin > 0 && margin < 1))
    throw new RangeError(`a margin of ${margin}: expected a proportion above 0, such as 0.1 for 10 points`);
  if (!(Number.isInteger(chains) && chains >= 2 && Number.isInteger(draws) && draws >= 100))
    throw new RangeError(`${chains} chains of ${draws} draws: expected 2 chains or more of 100 draws or more`);
  if (!(Number.isInteger(threads) && threads >= 1))
    throw new RangeError(`${threads} threads: expected a whole number from 1 on`);
  const wrong = Object.entries(priors).find(([, scale]) => !(scale > 0 && Number.isFinite(scale)));
  if (wrong) throw new RangeError(`a prior of ${wrong[0]} with scale ${wrong[1]}: expected a number above 0`);
}

/** Gives a value its own look in a notebook: the table. */
function showAs<T extends object>(value: T, results: () => Posterior[]): T {
  const bundle = () => ({
    "text/html": posteriorTable(results(), { format: "html" }),
    "text/plain": posteriorTable(results()),
  });
  return Object.defineProperty(value, Symbol.for("Jupyter.display"), { value: bundle });
}
