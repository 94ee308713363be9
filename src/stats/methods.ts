import type { Adjustment } from "./adjust.ts";
import type { NoiseFloor } from "./aa.ts";
import type { Agreement } from "./agreement.ts";
import type { Gap } from "./gap.ts";

/** What was done besides estimating the gaps, as far as it was. What {@link madeOf} gives may stand for `runs`. */
export interface MethodFacts {
  /** When runs were begun (ISO time), what their providers served, who judged. */
  runs?: readonly {
    created: string;
    seed: number;
    models: readonly { id: string; served: readonly string[] }[];
    judges: readonly string[];
  }[];
  /** The judge against a reference, such as two people's labels. */
  agreement?: { found: Agreement; reference: string };
  /** How p-values were adjusted, where they were. */
  adjusted?: Adjustment;
  /** Published side against a second run of itself. */
  floors?: readonly NoiseFloor[];
  /** Whether gaps were corrected for the judge's errors. */
  corrected?: boolean;
  /** ± margin of equivalence, a proportion chosen beforehand. */
  margin?: number;
}

/**
 * The paragraph on methods that a paper needs, as plain text, from what was actually done: what `gaps` hold, and `facts`
 * for what they cannot know. It says which question each interval and p answers, and what was left out; nothing is said
 * of what was not done, but for p-values left unadjusted. Throws without a gap. See {@link bibtex} for its references.
 */
export function methods(gaps: readonly Gap[], facts: MethodFacts = {}): string {
  const estimated = gaps.filter(({ gap }) => gap !== null);
  if (estimated.length === 0) throw new Error("no gap was estimated: there are no methods to describe");
  return [
    compared(estimated),
    served(estimated, facts),
    graded(facts),
    estimator(estimated),
    questions(estimated),
    noiseFloor(facts),
    ...(facts.margin === undefined
      ? []
      : [`Equivalence was tested by two one-sided tests against ± ${points(facts.margin)} percentage points.`]),
    multiplicity(estimated, facts),
    said(estimated, /its standard error of 0 is taken as/)
      ? "A standard error printed as zero is not infinite precision: it was given that of a smoothed rate at the sample size at hand."
      : "",
    leftOut(gaps),
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

function compared(gaps: readonly Gap[]): string {
  const sides = distinct(
    gaps.flatMap(({ publishedText }) => publishedText!.split(" + ").map((text) => text.split("/")[0]!)),
  );
  const conditions = distinct(gaps.map(({ condition }) => condition));
  const under = conditions.length > 1 ? ` under ${conditions.length} conditions` : "";
  const what = `${gaps.length} ${gaps.length === 1 ? "cell" : "cells"} (${listed(gaps.map(({ scenario }) => scenario))}${under}; outcome ${listed(gaps.map(({ outcome }) => outcome))})`;
  const counts = (values: readonly (number | null)[]) =>
    values.includes(null) ? "" : `, ${range(values as number[])} scored trials`;
  return (
    `We compared the published wording (${sides.join(", ")}${counts(gaps.map(({ publishedN }) => publishedN))}) with ` +
    `K = ${range(gaps.map(({ k }) => k))} paraphrases${counts(gaps.map(({ n }) => n))} in ${what}.`
  );
}

function served(gaps: readonly Gap[], { runs = [] }: MethodFacts): string {
  const models = distinct(gaps.map(({ model }) => model)).map((id) => {
    const as = distinct(
      runs.flatMap((run) => run.models.filter((model) => model.id === id).flatMap((model) => model.served)),
    );
    return as.length === 0 || as.join() === id ? id : `${id} (served as ${as.join(", ")})`;
  });
  const days = distinct(runs.map(({ created }) => created.slice(0, 10))).sort();
  const when =
    days.length === 0 ? "" : days.length === 1 ? `, run on ${days[0]}` : `, run from ${days[0]} to ${days.at(-1)}`;
  const seeds = distinct(runs.map(({ seed }) => String(seed)));
  const seeded = seeds.length === 0 ? "" : `; order of trials by seed ${seeds.join(", ")}`;
  const simulated = gaps.some((gap) => gap.simulated)
    ? " Simulated subjects stand for models: these are no model's results."
    : "";
  return `${models.length === 1 ? "The model was" : "Models were"} ${models.join(", ")}${when}${seeded}.${simulated}`;
}

function graded({ runs = [], agreement, corrected }: MethodFacts): string {
  const judges = distinct(runs.flatMap((run) => run.judges)).map(
    (judge) => ({ pattern: "patterns in the reply", choice: "the probabilities of a forced choice" })[judge] ?? judge,
  );
  const by = judges.length === 0 ? "" : `Outcomes were graded by ${judges.join(", ")}.`;
  if (!agreement) return by;
  const { n, observed, kappa, sensitivity, specificity } = agreement.found;
  if (!observed) return by;
  const share = (value: { rate: number; ci: readonly number[] }) =>
    `${percent(value.rate)} % ${interval(value.ci, percent)}`;
  const parts = [
    `agreed with ${agreement.reference} on ${share(observed)} of ${n} items`,
    ...(kappa ? [`Cohen's κ ${kappa.estimate.toFixed(2)} ${interval(kappa.ci, (x) => x.toFixed(2))}`] : []),
    ...(sensitivity && specificity ? [`sensitivity ${share(sensitivity)}, specificity ${share(specificity)}`] : []),
  ];
  const correction = corrected
    ? " Gaps were corrected for these errors (Rogan–Gladen), taken as alike on both sides."
    : "";
  return `${by} The judge ${parts.join("; ")}.${correction}`.trim();
}

const tauNames = { REML: "restricted maximum likelihood", DL: "DerSimonian–Laird", PM: "Paule–Mandel" };

function estimator(gaps: readonly Gap[]): string {
  const methods = distinct(gaps.map(({ method }) => method)).map((method) => tauNames[method as keyof typeof tauNames]);
  const levels = distinct(gaps.map(({ level }) => `${percent(level)} %`));
  const sized = gaps.filter(({ n }) => n !== null).length;
  const weights =
    sized === gaps.length
      ? "weights by numbers of trials"
      : sized === 0
        ? "weights by the given standard errors"
        : "weights by numbers of trials, or by standard errors where only those were given";
  const inputs = said(gaps, /inputs: errors are clustered/)
    ? " Standard errors are clustered by input, and the sides are paired by input."
    : "";
  const held = said(gaps, /their sampling error stands in|narrower than that for exactly these/)
    ? " Where wordings differed by no more than chance, or the interval would have been narrower than the one for exactly these wordings, the larger sampling error stands in."
    : "";
  return (
    "The gap is paraphrase − published, in percentage points, from the random-effects mean over paraphrases " +
    `(between-wording variance by ${methods.join(", ")}; ${weights}; Hartung–Knapp standard error), with the published wording's sampling ` +
    `variance added and Satterthwaite degrees of freedom; intervals are two-sided, ${levels.join(" and ")}, and speak of wordings like these.${inputs}${held}`
  );
}

function questions(gaps: readonly Gap[]): string {
  const some = gaps.filter(({ outlierP }) => outlierP !== null);
  if (some.length === 0) return "";
  const floor = Math.max(...some.map(({ rankFloor }) => rankFloor!));
  return (
    "Whether the published wording is unlike a draw from its rewordings is a separate question, answered by the prediction " +
    `interval for a new wording, a t-test against it, and an exact rank test, whose p cannot fall below ${floor.toFixed(3)} here.`
  );
}

function noiseFloor({ floors = [] }: MethodFacts): string {
  const known = floors.flatMap(({ floor }) => (floor === null ? [] : [floor]));
  if (known.length === 0) return "";
  return `The published side was run a second time as a noise floor: two runs of the same text differ by up to ± ${points(Math.max(...known))} percentage points by chance (the largest of ${known.length}).`;
}

function multiplicity(gaps: readonly Gap[], { adjusted }: MethodFacts): string {
  if (adjusted === "holm") return `p-values were adjusted over ${gaps.length} gaps by Holm's method.`;
  if (adjusted === "bh") return `p-values were adjusted over ${gaps.length} gaps by Benjamini and Hochberg's method.`;
  return gaps.length > 1 ? `p-values are not adjusted for the ${gaps.length} gaps looked at.` : "";
}

function leftOut(gaps: readonly Gap[]): string {
  const total = new Map<string, number>();
  for (const { dropped } of gaps)
    for (const [reason, count] of Object.entries(dropped)) total.set(reason, (total.get(reason) ?? 0) + count);
  const without = gaps.filter(({ gap }) => gap === null).length;
  const parts = [...total].map(([reason, count]) => `${count} × ${reason}`);
  const cells =
    without > 0
      ? ` ${without} ${without === 1 ? "cell" : "cells"} lacked a side and ${without === 1 ? "has" : "have"} no gap.`
      : "";
  return (parts.length > 0 ? `Left out: ${parts.join(", ")}.` : "No trial was left out.") + cells;
}

const said = (gaps: readonly Gap[], pattern: RegExp) =>
  gaps.some(({ notes }) => notes.some((note) => pattern.test(note)));
const distinct = (values: readonly string[]): string[] => [...new Set(values)];
const listed = (values: readonly string[]): string => distinct(values).join(", ");
const percent = (value: number): string => String(Number((100 * value).toFixed(1)));
const points = percent;
const interval = ([low, high]: readonly number[], show: (value: number) => string): string =>
  `[${show(low!)}, ${show(high!)}]`;

function range(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? String(low) : `${low} to ${high}`;
}
