import { checkOptions } from "../../lib/check-options.ts";
import { conditionLabel } from "../../scenarios/condition.ts";
import type { Claim } from "../../scenarios/claims.ts";
import { adjust } from "../numbers/adjust.ts";
import { claimedSide, differenceAt, publishedSide, rewordedSide, type Side } from "./claim-sides.ts";
import { whyUntested, type ClaimCheck, type ClaimLack, type Standing } from "./claim-check.ts";
import { describeClaims } from "./describe-claims.ts";
import type { Gap } from "../gap/estimated-gap.ts";
import type { Interval } from "../numbers/interval.ts";

export type { ClaimCheck, Standing } from "./claim-check.ts";

export interface ClaimOptions {
  /**
   * What the claim is set against: the mean over rewordings like those measured, or the published
   * side as asked here.
   */
  on?: "rewordings" | "published";
  /**
   * Difference, as a proportion, up to which a claim counts as reproduced; 0.1. Choose it before
   * looking.
   */
  margin?: number;
  /** 0.95. */
  level?: number;
}

/**
 * Each claim beside the gaps measured on its scenario, model, outcome and condition. The difference
 * has an interval from those of its two sides (MOVER, which for two counts is Newcombe's): Wilson's
 * for counts, the printed standard error, and for rewordings t on the df of their mean, on the
 * logit scale near 0 and 1. Reproduced: shown to lie within ± `margin`. Not reproduced: that is not
 * shown, and a difference is. Inconclusive: neither. Either is shown where Holm's p over the claims
 * tested here is below α; that of the margin is by the 1 − α interval, since with few skewed
 * wordings the 1 − 2α one would let too many by. Claims not shown to hold are not shown to fail.
 * Sources: Zou and Donner 2008; Schuirmann 1987; Holm 1979.
 *
 * @example
 * const printed = gap(interop.readCells("data/results/insider-trading-2026.csv"));
 * checkClaims(claims(), printed, { margin: 0.1 }).filter(
 *   ({ standing }) => standing !== "not tested",
 * )
 */
export function checkClaims(claims: readonly Claim[], gaps: readonly Gap[], options: ClaimOptions = {}): ClaimCheck[] {
  checkOptions("checkClaims", options, { on: true, margin: true, level: true });
  const { on = "rewordings", margin = 0.1, level = 0.95 } = options;
  if (!(margin > 0 && margin < 1))
    throw new RangeError(`a margin of ${margin}: expected a proportion above 0, such as 0.1 for 10 points`);
  const compared = claims.map((claim) => {
    const found = gaps.filter((gap) => isOf(claim, gap));
    if (found.length > 1) throw new Error(`${claim.id}: ${found.length} measurements fit; leave all but one out`);
    const gap = found[0] ?? null;
    const one = claimedSide(claim);
    const two = gap && (on === "rewordings" ? rewordedSide(gap) : publishedSide(gap));
    const lacks = lackOf({ claim, gap, one, two, on });
    const both = lacks === null ? { one: one!, two: two! } : null;
    const p = both && pOf(both.one, both.two);
    return { claim, gap, one, two, lacks, p, pMargin: both && pOfMargin(both.one, both.two, margin) };
  });
  const holm = adjust(compared.map(({ p }) => p));
  const holmOfMargin = adjust(compared.map(({ pMargin }) => pMargin));
  const below = (p: number | null) => p !== null && p < 1 - level;
  const checks = compared.map(({ claim, gap, one, two, lacks, p, pMargin }, i): ClaimCheck => {
    const [pHolm, pMarginHolm] = [holm[i] ?? null, holmOfMargin[i] ?? null];
    const both = lacks === null ? { one: one!, two: two! } : null;
    const compare: Standing = below(pMarginHolm) ? "reproduced" : below(pHolm) ? "not reproduced" : "inconclusive";
    const untested = two === null || !claim.comparable;
    return {
      claim,
      standing: both ? compare : untested ? "not tested" : "inconclusive",
      lacks,
      why: whyUntested(lacks, claim),
      about: claim.about ?? "own wording",
      on,
      claimed: { rate: claim.rate, ci: one?.at(level) ?? null },
      measured: two && { rate: two.rate, ci: two.at?.(level) ?? null, n: two.n, k: two.k },
      difference: both && both.two.rate - both.one.rate,
      ci: both && differenceAt(both.one, both.two, level),
      p,
      pHolm,
      pMargin,
      pMarginHolm,
      margin,
      level,
      gap,
    };
  });
  return Object.defineProperty(checks, Symbol.for("Jupyter.display"), { value: () => describeClaims(checks) });
}

function isOf(claim: Claim, { scenario, model, outcome, condition }: Gap): boolean {
  if (scenario !== claim.scenario || model !== claim.model) return false;
  const { also } = claim;
  const isClaimed = outcome === claim.outcome && condition === conditionLabel(claim.condition);
  return isClaimed || (also !== null && outcome === also.outcome && condition === also.condition);
}

function lackOf({
  claim,
  gap,
  one,
  two,
  on,
}: Pick<ClaimCheck, "claim" | "gap" | "on"> & { one: Side | null; two: Side | null }): ClaimLack | null {
  if (!claim.comparable) return "a rate of the same trials";
  if (gap === null) return "any measurement";
  if (two === null) return on === "published" ? "a published side" : "rewordings";
  if (one === null) return "a claimed figure";
  return two.at === null ? "an interval" : null;
}

/** The level of the widest interval that leaves zero out, taken from 1. */
const pOf = (one: Side, two: Side): number => leastP(one, two, ([low, high]) => low > 0 || high < 0);

/** The level of the widest interval that is within the margin, taken from 1. */
const pOfMargin = (one: Side, two: Side, margin: number): number =>
  leastP(one, two, ([low, high]) => low > -margin && high < margin);

/**
 * The level of the widest interval of which something holds that holds of all narrower ones, taken
 * from 1.
 */
function leastP(one: Side, two: Side, holds: (ends: Interval) => boolean): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 50; i++) {
    const p = (low + high) / 2;
    if (holds(differenceAt(one, two, 1 - p))) high = p;
    else low = p;
  }
  return high;
}
