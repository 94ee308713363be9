import type { ErrorsBySide } from "../agreement/errors-by-side.ts";
import type { JudgeAgreement } from "../agreement/judge-agreement.ts";
import type { ErrorsApart, PoorAgreement, Provisional } from "../notes/provisional-note.ts";
import { correctedGap, tippingPoint, type Correctable, type SidedErrors } from "./corrected.ts";
import type { Gap } from "./estimated-gap.ts";

/**
 * κ below which a judge's gaps are provisional: what Landis and Koch (1977) call substantial
 * agreement begins here.
 */
export const leastKappa = 0.61;

/** p of equal errors below which a judge is taken to err otherwise on one side. */
const unequal = 0.05;

/** What judges' agreement with people's labels is told by, and how much of it is asked. */
export interface JudgedOptions {
  /**
   * Agreement of judges with people's labels: results of an outcome whose κ is below `leastKappa`,
   * 0.61, say so, and those that the judge's errors on one side may have made.
   */
  judged?: readonly Judged[];
  leastKappa?: number;
}

export type Judged = Pick<JudgeAgreement, "outcome" | "judge" | "labeller" | "n" | "kappa"> &
  Partial<Pick<JudgeAgreement, "bySide">>;

/** A gap, as far as a judge's errors bear on it. */
type Judgeable = Correctable & Pick<Gap, "ciLike" | "level">;

/**
 * Each judge and labeller of an outcome whose κ is below the threshold, or could not be told, or
 * whose errors on the two sides differ; of a `gap` also where they may have made it, or hidden it:
 * where correcting each side by its own labels tells otherwise, and where a gap was found and
 * labels are too few for that. None for an outcome that nobody has labelled.
 */
export function provisional(
  outcome: string,
  { judged = [], leastKappa: threshold = leastKappa }: JudgedOptions,
  gap: Judgeable | null = null,
): Provisional[] {
  const of = judged.filter((each) => each.outcome === outcome && each.judge !== "");
  const poor = of
    .filter(({ kappa }) => kappa === null || kappa.estimate < threshold)
    .map(({ judge, labeller, n, kappa }): PoorAgreement => ({
      why: "agreement",
      outcome,
      judge,
      labeller,
      n,
      kappa: kappa && { estimate: kappa.estimate, ci: kappa.ci },
      leastKappa: threshold,
    }));
  return [...poor, ...of.flatMap((each) => errorsApart(each, gap) ?? [])];
}

function errorsApart(
  { outcome, judge, labeller, n, bySide = null }: Judged,
  gap: Judgeable | null,
): ErrorsApart | null {
  if (bySide === null) return null;
  const apart = bySide.equal.p !== null && bySide.equal.p < unequal;
  const head = { why: "errors by side" as const, outcome, judge, labeller, n, bySide };
  if (gap === null || gap.gap === null) return apart ? { ...head, corrected: null, tipping: null } : null;
  const errors = sidedErrors(bySide);
  const found = errors && correctedGap(gap, errors, { level: gap.level });
  const asJudged = signOf(gap.ciLike);
  const otherwise = found ? signOf(found.ci) !== asJudged : asJudged !== 0;
  if (!apart && !otherwise) return null;
  return {
    ...head,
    corrected: found && { gap: found.gap, ci: found.ci },
    tipping: tippingPoint(gap, errors?.published),
  };
}

/** What {@link correctedGap} corrects each side by; null where labels leave an error untold. */
export function sidedErrors({ published, paraphrase }: ErrorsBySide): SidedErrors | null {
  const [one, other] = [published, paraphrase].map(({ sensitivity, specificity, drawnFrom }) =>
    sensitivity && specificity ? { sensitivity, specificity, drawnFrom } : null,
  );
  return one && other ? { published: one, paraphrase: other } : null;
}

/** Which side of zero an interval is on; 0 where it holds zero, or is none. */
const signOf = (ci: readonly [number, number] | null): -1 | 0 | 1 =>
  ci === null || (ci[0] <= 0 && ci[1] >= 0) ? 0 : ci[0] > 0 ? 1 : -1;
