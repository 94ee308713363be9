import type { Claim } from "../../scenarios/claims.ts";
import type { Gap } from "../gap/estimated-gap.ts";
import type { Interval } from "../numbers/interval.ts";

/** What keeps a claim from being set against what was measured. */
export type ClaimLack =
  | "a rate of the same trials"
  | "any measurement"
  | "a published side"
  | "rewordings"
  | "a claimed figure"
  | "an interval";

export type Standing = "reproduced" | "not reproduced" | "inconclusive" | "not tested";

/** A claim beside what was measured. Proportions; null where there is nothing to say. */
export interface ClaimCheck {
  claim: Claim;
  standing: Standing;
  /** Why it could not be tested, or null; and in words, "" where it could. */
  lacks: ClaimLack | null;
  why: string;
  /** What the source speaks of: its own wording, or rewordings of it. */
  about: "own wording" | "rewordings";
  /** What it is set against here. */
  on: "rewordings" | "published";
  claimed: { rate: number | null; ci: Interval | null };
  measured: { rate: number; ci: Interval | null; n: number | null; k: number } | null;
  /** measured − claimed, with its interval at `level`. */
  difference: number | null;
  ci: Interval | null;
  /** Two-sided p of no difference, as it is and by Holm over all claims that were tested here. */
  p: number | null;
  pHolm: number | null;
  /**
   * p of a difference as large as `margin` or larger: 1 less the level of the widest interval
   * within it; and by Holm.
   */
  pMargin: number | null;
  pMarginHolm: number | null;
  margin: number;
  level: number;
  gap: Gap | null;
}

/** In words: why a claim could not be tested, or "". */
export function whyUntested(lacks: ClaimLack | null, { differs, stated }: Claim): string {
  if (lacks === null) return "";
  return {
    "a rate of the same trials": differs ?? "its rate is not one of trials",
    "any measurement": "nothing was measured of it",
    "a published side": "no published side was measured",
    rewordings: "no rewording was measured",
    "a claimed figure": `the source gives no figure: ${stated}`,
    "an interval": "what was measured has no interval: one rewording, or no standard error",
  }[lacks];
}
