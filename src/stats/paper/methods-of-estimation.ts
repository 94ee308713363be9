import { rounded } from "../../lib/number-text.ts";
import type { Gap } from "../gap/gap.ts";
import { runsBeyond } from "../notes/gap-notes.ts";
import { averageOf, differenceOf } from "../notes/group-notes.ts";
import { distinct, percent, range } from "./phrases.ts";

/**
 * What a wording's rate is made of, where it is not one rate: a contrast, or a mean over levels.
 */
export function differences(gaps: readonly Gap[]): string {
  const contrasts = distinct(
    gaps.flatMap(({ pooled, contrast }) => (contrast ? differenceOf({ pooled, contrast }) : [])),
  );
  const averages = distinct(
    gaps.flatMap(({ pooled }) => pooled.filter(({ contrasted }) => !contrasted).map(averageOf)),
  );
  return [
    ...contrasts.map((contrast) => `The outcome is a difference, wording by wording: ${contrast}.`),
    ...averages.map((average) => `Rates were ${average}, with equal weight.`),
  ].join(" ");
}

const tauNames = { REML: "restricted maximum likelihood", DL: "DerSimonian–Laird", PM: "Paule–Mandel" };

/** How gaps were estimated, in the sentences of a paper. */
export function estimator(all: readonly Gap[]): string {
  const gaps = all.filter(({ k }) => k > 1);
  const levelsOf = (of: readonly Gap[]) => distinct(of.map(({ level }) => `${percent(level)} %`)).join(" and ");
  if (gaps.length === 0)
    return (
      "The gap is paraphrase − published, in percentage points: with one paraphrase the difference of two rates, of which " +
      `nothing is said for other wordings; intervals are two-sided, ${levelsOf(all)}, with Satterthwaite degrees of freedom` +
      `${all.every(({ steadied }) => steadied) ? " and each rate's sampling variance from its counts with one success and one failure more" : ""}.`
    );
  const methods = distinct(gaps.map(({ method }) => method)).map((method) => tauNames[method as keyof typeof tauNames]);
  const sized = gaps.filter(({ bySize }) => bySize).length;
  const weights =
    sized === gaps.length
      ? "weights by numbers of trials"
      : sized === 0
        ? "weights by the given standard errors"
        : "weights by numbers of trials, or by standard errors where only those were given";
  const steadied = gaps.filter((gap) => gap.steadied).length;
  const more = "from its counts with one success and one failure more";
  const added = steadied === 0 ? "" : ` (${more}${steadied === gaps.length ? "" : ", where trials are independent"})`;
  const paired = gaps.some(({ clustering }) => clustering?.paired) ? ", and the sides are paired by input" : "";
  const inputs = gaps.some(({ clustered }) => clustered) ? ` Standard errors are clustered by input${paired}.` : "";
  const read = gaps.some(({ readOff }) => readOff)
    ? " Where rates were read off the model as probabilities, trials add no sampling error."
    : "";
  const held = gaps.some(({ variance, heldToThese }) => variance === "sampling" || heldToThese)
    ? " Where wordings differed by no more than chance, or the interval would have been narrower than the one for exactly these wordings, the larger sampling error stands in."
    : "";
  return (
    "The gap is paraphrase − published, in percentage points, from the random-effects mean over paraphrases " +
    `(between-wording variance by ${methods.join(", ")}; ${weights}; Hartung–Knapp standard error). Its standard error adds the published wording's sampling ` +
    `variance${added}, on Satterthwaite degrees of freedom; intervals are two-sided, ${levelsOf(gaps)}, and speak of wordings like these.${inputs}${read}${held}` +
    (gaps.length < all.length ? " Gaps with one paraphrase have an interval for exactly these wordings alone." : "")
  );
}

/** What answers the other question, whether the published wording is unlike a draw. */
export function questions(gaps: readonly Gap[]): string {
  const some = gaps.filter(({ outlierP }) => outlierP !== null);
  if (some.length === 0) return "";
  const floors = some.flatMap(({ rankP, rankFloor }) => (rankP === null ? [] : [rankFloor!]));
  const tests =
    floors.length === 0
      ? "interval for a new wording and a t-test against it."
      : `interval for a new wording, a t-test against it, and an exact rank test, whose p cannot fall below ${range(floors.map((floor) => rounded(floor, 3)))} here.`;
  const band = some.some((gap) => gap.band === "binomial")
    ? " Where a normal prediction interval ran beyond 0 or 100 %, that of a logit model with wordings as a random effect stands in."
    : "";
  const beyond = some.some(runsBeyond)
    ? " Prediction intervals that run beyond 0 or 100 % are a normal approximation at its limit."
    : "";
  return `Whether the published wording is unlike a draw from its rewordings is a separate question, answered by the prediction ${tests}${band}${beyond}`;
}
