import { endsOf, gapWithInterval } from "../plots/gap-interval.ts";
import { pValue, signed } from "../lib/number-text.ts";
import { rateOf } from "../plots/gap-words.ts";
import { nameOf, type Names } from "../plots/names.ts";
import type { Gap } from "../stats/gap/gap.ts";
import { betweenGaps } from "../stats/notes/gap-notes.ts";
import type { WithControl } from "../stats/gap/with-controls.ts";

/** What a comparison comes to, as a page's first screen says it. */
export interface Answer {
  /** How often on either text, and by how much the rewordings differ. */
  average: string;
  /** What the unpublished control does; "" where none was measured. */
  control: string;
  /**
   * What is left beyond it, or how far out the published text lies; "" where nothing can be told.
   */
  evidence: string;
  /**
   * Whether the published text does what rewording does not, as the test of it as one more draw
   * says.
   */
  verdict: "more than rewording does" | "not told apart from rewording" | "cannot be told";
}

/**
 * A gap in three sentences: on average, beside its unpublished control, and beyond it. Only the
 * last answers whether the published text does what rewording does not: each published text counts
 * as one more draw from its rewordings.
 */
export function answerTo({ gap, control }: WithControl, names: Names): Answer {
  return { average: average(gap, names), control: controlText(control), ...evidence(gap, control) };
}

const texts: Record<string, string> = {
  verbatim: "the published text",
  published: "the published text",
  recognizable: "a retelling of the published text",
  base: "the base text, which nobody has published",
};

function average(gap: Gap, names: Names): string {
  const outcomeValue = `${gap.outcome}=1`;
  const does = nameOf(names, outcomeValue, gap.scenario);
  const text = texts[gap.publishedArm ?? ""] ?? "the published side";
  const size = signed(gap.gap!);
  const rates = `${rateOf(gap, gap.paraphrase!)} against ${rateOf(gap, gap.published!)}`;
  const points = size === "0.0" ? "as much" : `${size.slice(1)} points ${gap.gap! > 0 ? "more" : "less"}`;
  const than = size === "0.0" ? "as" : "than";
  const what =
    does === outcomeValue
      ? `“${nameOf(names, gap.outcome, gap.scenario)}” comes out ${points}`
      : `the model ${does} ${points}`;
  const where = gap.k === 1 ? "On one rewording" : "On rewordings";
  return `${where} ${what} ${than} on ${text}: ${rates} (${withInterval(gap)}).`;
}

function controlText(control: Gap | null): string {
  if (control === null) return "";
  if (control.gap === null) return "On the unpublished control nothing could be estimated.";
  return `On the unpublished control rewording does ${withInterval(control)}.`;
}

/** A gap with its interval for wordings like these, or for these where there is no other. */
function withInterval(gap: Gap): string {
  const size = signed(gap.gap!);
  if (gap.ciLike) return gapWithInterval(size, gap.ciLike, gap);
  if (!gap.ciThese) return `${size}, no interval`;
  return `${gapWithInterval(size, gap.ciThese, gap)} for exactly ${gap.k === 1 ? "these two texts" : "these wordings"}`;
}

function evidence(gap: Gap, control: Gap | null): Pick<Answer, "evidence" | "verdict"> {
  const beyond = control === null ? null : gap.adjusted?.asDraws;
  if (beyond) {
    const { estimate, ci, p } = beyond;
    return {
      evidence: `Beyond that: ${gapWithInterval(signed(estimate), ci, betweenGaps(gap))}, ${pValue(p)}.`,
      verdict: endsOf(ci, gap) === null ? "cannot be told" : verdictOf(p, gap.level),
    };
  }
  if (gap.outlierP === null) return { evidence: gap.k === 1 ? oneAlone : "", verdict: "cannot be told" };
  const evidence = `As one more draw from its rewordings: ${pValue(gap.outlierP)}.`;
  const verdict = endsOf(gap.ciLike, gap) === null ? "cannot be told" : verdictOf(gap.outlierP, gap.level);
  return { evidence, verdict };
}

const oneAlone = "How far rewordings lie apart cannot be told from one.";

const verdictOf = (p: number, level: number): Answer["verdict"] =>
  p < 1 - level ? "more than rewording does" : "not told apart from rewording";
