import { checkOptions } from "../lib/check-options.ts";
import { signed, signedInterval } from "../lib/number-text.ts";
import { inPercent, interval, roundPercent } from "../lib/number-text.ts";
import type { Until } from "../runner/enough.ts";
import type { Plan, TrialResult } from "../runner/trial.ts";
import { lookAt } from "../stats/gap/looks.ts";
import { openArrivals, type Arriving, type ValueOf } from "./arrivals.ts";

/** When enough is known: half-widths of confidence sequences, as proportions. */
export interface Known {
  /** Of each gap, paraphrase − published: 0.1 is ± 10 points. */
  gap?: number;
  /** Of each side's rate. */
  rate?: number;
  /**
   * Whose; without it each scenario's headline outcomes, or all where none is one. Those that a
   * judge grades are known in a {@link study} alone, which has its judge grade at every look.
   */
  outcomes?: readonly string[];
  /** 0.95. */
  level?: number;
}

/**
 * A predicate for `run(plan, { until })` that stops asking once every gap or rate of the plan is
 * known to the stated half-width, by confidence sequences over its trials ({@link sequence}), which
 * hold however often one looks. Trials count in the plan's order, so that quick replies do not
 * count before slow ones. What is known then is of exactly these wordings: not of wordings like
 * them. Throws where nothing could ever be known: outcomes that a judge grades, no such outcome, no
 * scenario with both sides.
 *
 * @example
 * const next = plan({ ...spec, epochs: 20, seed: 3 });
 * (await run(next, { until: untilKnown(next, { gap: 0.2 }) })).summary
 */
export function untilKnown(plan: Plan, known: Known): Until {
  return untilGraded(plan, known);
}

/** As {@link untilKnown}, by grades that there are already where `valueOf` gives them. */
export function untilGraded(plan: Plan, known: Known, valueOf?: ValueOf): (result: TrialResult) => false | string {
  const { gap, rate, level = 0.95 } = check(known);
  const arrivals = openArrivals(plan, known.outcomes, valueOf);
  const wanted = [
    ...(gap === undefined ? [] : [{ what: "gap" as const, within: gap }]),
    ...(rate === undefined ? [] : (["published", "paraphrase"] as const).map((what) => ({ what, within: rate }))),
  ];
  const questions = arrivals.places.flatMap((place) =>
    wanted.filter(({ what }) => place.asks(what)).map((each) => ({ ...each, place, next: 1, isKnown: false })),
  );
  if (questions.length === 0)
    throw new Error(
      "until: no scenario of this plan has a published side and paraphrases, so that no gap can be known",
    );
  return (result) => {
    arrivals.add(result);
    for (const question of questions) {
      const { place, what, within } = question;
      const seen = place.rounds[what].length;
      if (question.isKnown || seen < question.next) continue;
      // An interval costs in proportion to its rounds, so that later looks are further apart.
      question.next = Math.ceil(1.01 * seen + 0.5);
      const [low, high] = lookAt(place.rounds, what, level)!.interval;
      question.isKnown = (high - low) / 2 <= within;
    }
    return questions.every(({ isKnown }) => isKnown) && said(questions, level);
  };
}

function check(known: Known): Known {
  checkOptions("until", known, { gap: true, rate: true, outcomes: true, level: true });
  if (known.gap === undefined && known.rate === undefined)
    throw new Error("until says neither gap nor rate: expected a half-width, such as { gap: 0.1 } for ± 10 points");
  for (const name of ["gap", "rate", "level"] as const) {
    const value = known[name];
    if (value !== undefined && !(value > 0 && value < 1))
      throw new RangeError(`until: ${name} ${value}, expected a proportion between 0 and 1`);
  }
  return known;
}

interface Question {
  what: "gap" | "published" | "paraphrase";
  within: number;
  place: Arriving;
}

/** What is known, in words: how many, to what width, and where it is one what it is. */
function said(questions: readonly Question[], level: number): string {
  const kinds = Map.groupBy(questions, ({ what }) => (what === "gap" ? "gap" : "rate"));
  const parts = [...kinds].map(([kind, ofKind]) => {
    const [first] = ofKind as [Question, ...Question[]];
    const which = ofKind.length === 1 ? `the ${kind} is` : `all ${ofKind.length} ${kind}s are`;
    const look = lookAt(first.place.rounds, first.what, level)!;
    const value =
      ofKind.length > 1
        ? ""
        : kind === "gap"
          ? `, ${signed(look.estimate)} ${signedInterval(look.interval)}`
          : `, ${inPercent(look.estimate)} ${interval(look.interval)} %`;
    return `${which} known to ± ${inPercent(first.within)} points${value}`;
  });
  return `${parts.join(" and ")} (${roundPercent(level)} confidence sequences, valid at every look, of trials on exactly these wordings)`;
}
