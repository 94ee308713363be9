import { conditionLabel } from "../../scenarios/condition.ts";
import type { Claim } from "../../scenarios/claims.ts";
import { adjust } from "../numbers/adjust.ts";
import { claimedSide, differenceAt, publishedSide, rewordedSide, type Side } from "./claim-sides.ts";
import { whyUntested, type ClaimCheck, type ClaimLack, type Standing } from "./claim-check.ts";
import { describeClaims } from "./describe-claims.ts";
import type { Gap } from "../gap/estimated-gap.ts";

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
 * for counts, the printed standard error, and for rewordings t on the df of their mean. Reproduced:
 * shown to lie within ± `margin` (its 1 − 2α interval does). Not reproduced: that is not shown, and
 * a difference is (Holm's p over the claims tested here is below α). Inconclusive: neither. Claims
 * not shown to hold are not shown to fail. Sources: Zou and Donner 2008; Schuirmann 1987; Holm
 * 1979.
 */
export function checkClaims(claims: readonly Claim[], gaps: readonly Gap[], options: ClaimOptions = {}): ClaimCheck[] {
  const { on = "rewordings", margin = 0.1, level = 0.95 } = options;
  if (!(margin > 0 && margin < 1))
    throw new RangeError(`a margin of ${margin}: expected a proportion above 0, such as 0.1 for 10 points`);
  const alpha = 1 - level;
  const compared = claims.map((claim) => {
    const found = gaps.filter((gap) => isOf(claim, gap));
    if (found.length > 1) throw new Error(`${claim.id}: ${found.length} measurements fit; leave all but one out`);
    const gap = found[0] ?? null;
    const one = claimedSide(claim);
    const two = gap && (on === "rewordings" ? rewordedSide(gap) : publishedSide(gap));
    const lacks = lackOf({ claim, gap, one, two, on });
    return { claim, gap, one, two, lacks, p: lacks === null ? pOf(one!, two!) : null };
  });
  const holm = adjust(compared.map(({ p }) => p));
  const checks = compared.map(({ claim, gap, one, two, lacks, p }, i): ClaimCheck => {
    const pHolm = holm[i] ?? null;
    const both = lacks === null ? { one: one!, two: two! } : null;
    const within = both && differenceAt(both.one, both.two, 1 - 2 * alpha).every((end) => Math.abs(end) < margin);
    const compare: Standing = within
      ? "reproduced"
      : pHolm !== null && pHolm < alpha
        ? "not reproduced"
        : "inconclusive";
    const untested = two === null || !claim.comparable;
    return {
      claim,
      standing: both ? compare : untested ? "not tested" : "inconclusive",
      lacks,
      why: whyUntested(lacks, claim),
      on,
      claimed: { rate: claim.rate, ci: one?.at(level) ?? null },
      measured: two && { rate: two.rate, ci: two.at?.(level) ?? null, n: two.n, k: two.k },
      difference: both && both.two.rate - both.one.rate,
      ci: both && differenceAt(both.one, both.two, level),
      p,
      pHolm,
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
  const own = outcome === claim.outcome && condition === conditionLabel(claim.condition);
  return own || (also !== null && outcome === also.outcome && condition === also.condition);
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
function pOf(one: Side, two: Side): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 50; i++) {
    const p = (low + high) / 2;
    const [from, to] = differenceAt(one, two, 1 - p);
    if (from > 0 || to < 0) high = p;
    else low = p;
  }
  return high;
}
