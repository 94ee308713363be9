import { checkOptions } from "../../lib/check-options.ts";
import { normalQuantile } from "../numbers/distributions.ts";
import type { Interval } from "../numbers/interval.ts";
import { rate } from "../numbers/rate.ts";
import { readGrade, type Label } from "./read-grade.ts";

/**
 * Successes of trials, with their rate and Wilson's interval; both weighted where trials were drawn
 * unevenly.
 */
export interface Counted {
  successes: number;
  trials: number;
  rate: number;
  ci: Interval;
  /** Trials that say as much as these do, which weigh unequally; absent where all weigh alike. */
  size?: number;
}

export interface AgreementOptions {
  level?: number;
  /** With which probability each item was drawn; all alike where left out. */
  probabilities?: ArrayLike<number>;
  /** How far apart two labels are, for κ: all alike, by their difference, or by its square. */
  distance?: "nominal" | "linear" | "quadratic";
}

export interface Agreement {
  /** Items with both grades, and items left out for want of one. */
  n: number;
  missing: number;
  labels: (string | number)[];
  /** By the reference's label, then the judge's, in the order of `labels`. */
  confusion: number[][];
  /** Share of items graded alike. */
  observed: Counted | null;
  /**
   * Cohen's κ, 1 for full agreement and 0 for chance's; null where both give one and the same label
   * throughout. Weighted where a `distance` of labels was asked for.
   */
  kappa: { estimate: number; se: number; ci: Interval } | null;
  /**
   * For grades of 0 and 1: judge's 1 among the reference's 1, and judge's 0 among the reference's
   * 0.
   */
  sensitivity: Counted | null;
  specificity: Counted | null;
}

/**
 * How far a judge agrees with a reference, such as people's labels, on the same items: confusion,
 * Cohen's κ with its large-sample standard error (where that is 0, as at full agreement, with an
 * interval from Wilson's for the share graded alike, chance taken as known), and sensitivity and
 * specificity where labels are 0 and 1. Items must be independent and drawn at random from what is
 * judged. κ falls as one label gets rare, whatever the judge: read it beside the confusion. With
 * `distance` linear or quadratic, of labels that are numbers, grades that are close count as partly
 * alike in κ. For more than two raters, or missing grades, see {@link krippendorff}. Throws on
 * unequal lengths. Sources: Cohen 1960, 1968; Fleiss, Cohen and Everitt 1969.
 *
 * @example
 * stats.agreement([1, 0, 1, 1, 0], [1, 0, 0, 1, 0])
 */
export function agreement(
  judge: ArrayLike<Label>,
  reference: ArrayLike<Label>,
  options: AgreementOptions = {},
): Agreement {
  const {
    level = 0.95,
    probabilities,
    distance = "nominal",
  } = checkOptions("agreement", options, { level: true, probabilities: true, distance: true });
  if (judge.length !== reference.length || (probabilities && probabilities.length !== judge.length))
    throw new RangeError(`${judge.length} grades beside ${reference.length}: expected one of each an item`);
  const pairs = Array.from({ length: judge.length }, (_, i) => ({
    byReference: readGrade(reference[i]),
    byJudge: readGrade(judge[i]),
    w: probabilities ? 1 / probabilities[i]! : 1,
  })).filter((pair): pair is Pair => pair.byReference !== null && pair.byJudge !== null);
  const labels = [...new Set(pairs.flatMap(({ byReference, byJudge }) => [byReference, byJudge]))].sort(inOrder);
  const confusion = labels.map(() => labels.map(() => 0));
  for (const { byReference, byJudge } of pairs) confusion[labels.indexOf(byReference)]![labels.indexOf(byJudge)]!++;
  const n = pairs.length;
  const alike = ({ byReference, byJudge }: Pair) => byReference === byJudge;
  const among = (label: number) => counted(pairs.filter(({ byReference }) => byReference === label), alike, level); // prettier-ignore
  const binary = n > 0 && labels.every((label) => label === 0 || label === 1);
  return {
    n,
    missing: judge.length - n,
    labels,
    confusion,
    observed: counted(pairs, alike, level),
    kappa: kappaOf(pairs, labels, closeness(labels, distance), level),
    sensitivity: binary ? among(1) : null,
    specificity: binary ? among(0) : null,
  };
}

/** A reference's label, the judge's, and the item's weight. */
interface Pair {
  byReference: string | number;
  byJudge: string | number;
  w: number;
}

/** Numbers by size, then words by letters. */
export const inOrder = (a: string | number, b: string | number): number =>
  typeof a === "number" && typeof b === "number" ? a - b : String(a) < String(b) ? -1 : 1;

/** So many of so many, with the weighted rate where weights are not all alike. */
function counted(among: readonly Pair[], is: (pair: Pair) => boolean, level: number): Counted | null {
  const trials = among.length;
  if (trials === 0) return null;
  const successes = among.filter(is).length;
  const total = sum(among, ({ w }) => w);
  const share = sum(among.filter(is), ({ w }) => w) / total;
  const size = total ** 2 / sum(among, ({ w }) => w ** 2);
  if (Math.abs(size - trials) < 1e-9 * trials) {
    const { rate: plain, ci } = rate(successes, trials, { level });
    return { successes, trials, rate: plain, ci };
  }
  return { successes, trials, rate: share, ci: scoreInterval(share, size, level), size };
}

/** Wilson's, of a share at an effective number of trials. */
function scoreInterval(share: number, size: number, level: number): Interval {
  const z2 = normalQuantile(1 - (1 - level) / 2) ** 2;
  const middle = (share + z2 / (2 * size)) / (1 + z2 / size);
  const half = Math.sqrt(z2 * ((share * (1 - share)) / size + z2 / (4 * size ** 2))) / (1 + z2 / size);
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

type Closeness = (a: Pair["byReference"], b: Pair["byReference"]) => number;

/** How far two labels count as alike: 1 for the same, 0 for the two farthest apart. */
function closeness(
  labels: readonly Pair["byReference"][],
  distance: Required<AgreementOptions>["distance"],
): Closeness {
  if (distance === "nominal") return (a, b) => Number(a === b);
  const word = labels.find((label) => typeof label !== "number");
  if (word !== undefined)
    throw new TypeError(`a label of "${word}": expected numbers, which ${distance} distances need`);
  const range = Number(labels.at(-1)) - Number(labels[0]);
  const power = distance === "linear" ? 1 : 2;
  return (a, b) => (a === b ? 1 : 1 - (Math.abs(Number(a) - Number(b)) / range) ** power);
}

/** κ of weighted shares, its standard error from what each item adds to it (the delta method). */
function kappaOf(
  pairs: readonly Pair[],
  labels: readonly Pair["byReference"][],
  alike: Closeness,
  level: number,
): Agreement["kappa"] {
  const n = pairs.length;
  const total = sum(pairs, ({ w }) => w);
  const of = (side: "byReference" | "byJudge") =>
    new Map(labels.map((label) => [label, sum(pairs, (pair) => (pair[side] === label ? pair.w : 0)) / total]));
  const [rows, columns] = [of("byReference"), of("byJudge")];
  const beside = (label: Pair["byReference"], shares: typeof rows) =>
    sum(labels, (other) => alike(label, other) * shares.get(other)!);
  const observed = sum(pairs, ({ byReference, byJudge, w }) => alike(byReference, byJudge) * w) / total;
  const chance = sum(labels, (label) => rows.get(label)! * beside(label, columns));
  if (n === 0 || 1 - chance < 1e-12) return null;
  const estimate = (observed - chance) / (1 - chance);
  const squares = sum(pairs, ({ byReference, byJudge, w }) => {
    const expected = beside(byReference, columns) + beside(byJudge, rows) - 2 * chance;
    return (w * (alike(byReference, byJudge) - observed - (1 - estimate) * expected)) ** 2;
  });
  const se = Math.sqrt(squares) / total / (1 - chance);
  const size = total ** 2 / sum(pairs, ({ w }) => w ** 2);
  if (se < 1e-12) {
    const [low, high] = scoreEnds(observed, n, size, level).map((end) => (end - chance) / (1 - chance));
    return { estimate, se: 0, ci: [Math.max(low!, -1), Math.min(high!, 1)] };
  }
  const half = normalQuantile(1 - (1 - level) / 2) * se;
  return { estimate, se, ci: [Math.max(estimate - half, -1), Math.min(estimate + half, 1)] };
}

const scoreEnds = (share: number, n: number, size: number, level: number): Interval =>
  Math.abs(size - n) < 1e-9 * n ? rate(Math.round(share * n), n, { level }).ci : scoreInterval(share, size, level);

const sum = <T>(values: readonly T[], of: (value: T) => number): number =>
  values.reduce((total, value) => total + of(value), 0);
