import { quantile } from "../numbers/bca.ts";
import type { Draw } from "../numbers/pool-effects.ts";
import type { Part } from "./code-design.ts";
import type { CueShare, KindShare, ShareOf } from "./cue-result.ts";

/** Kinds of factors by name; "base" among a kind's factors is the wording that was changed. */
export type Kinds = Readonly<Record<string, readonly string[]>>;

/** What each part adds to the variance between wordings, by draw, the rest last; and their sums. */
export interface Variances {
  parts: readonly Part[];
  draws: Float64Array[];
  totals: number[];
}

/**
 * Variance of each part's effects over all combinations of its levels, each as often as any other,
 * and of what wordings differ by beyond them and beyond chance.
 */
export function variancesOf(parts: readonly Part[], draws: readonly Draw[], sampling: number): Variances {
  const rows = draws.map(({ at, variance }) => {
    let place = 0;
    const squares = parts.map(({ columns, cells }) => {
      const from = place;
      place += columns.length;
      return at.subarray(from, place).reduce((sum, value) => sum + value ** 2, 0) / cells;
    });
    // Where one trial a wording cannot tell chance, all that is left counts as chance.
    return Float64Array.from([...squares, Number.isNaN(sampling) ? 0 : Math.max(variance - sampling, 0)]);
  });
  return { parts, draws: rows, totals: rows.map((row) => row.reduce((a, b) => a + b, 0)) };
}

/** Posterior mean of the SD between wordings' true rates. */
export const spreadOf = ({ totals }: Variances): number =>
  totals.reduce((sum, total) => sum + Math.sqrt(total), 0) / totals.length;

/** Each part's share of the variance between wordings, and the rest's. */
export function sharesOf({ parts, draws, totals }: Variances, level: number): CueShare[] {
  const of = (place: number) =>
    summary(
      Float64Array.from(draws, (row, i) => row[place]! / totals[i]!),
      level,
    );
  return [
    ...parts.map(({ kind, factors }, place): CueShare => ({ of: kind, factors, ...of(place) })),
    { of: "rest", factors: [], ...of(parts.length) },
  ];
}

/** The share of what pairs of factors do together, over all of them; null where there are none. */
export function pairsShareOf({ parts, draws, totals }: Variances, level: number): ShareOf | null {
  const places = parts.flatMap(({ kind }, place) => (kind === "pair" ? [place] : []));
  if (places.length === 0) return null;
  const share = (row: Float64Array, i: number) => places.reduce((sum, place) => sum + row[place]!, 0) / totals[i]!;
  return summary(Float64Array.from(draws, share), level);
}

/** Shares of kinds of factors, with what two of one kind do together, and which may be largest. */
export function kindsOf({ parts, draws, totals }: Variances, kinds: Kinds, level: number): KindShare[] {
  const names = Object.keys(kinds);
  const isOf = (name: string, { kind, factors }: Part) =>
    kind === "base" ? kinds[name]!.includes("base") : factors.every((factor) => kinds[name]!.includes(factor));
  const shares = names.map((name) => {
    const places = parts.flatMap((part, place) => (isOf(name, part) ? [place] : []));
    return Float64Array.from(draws, (row, i) => places.reduce((sum, place) => sum + row[place]!, 0) / totals[i]!);
  });
  return names.map((kind, i) => {
    const wins = draws.filter((_, draw) => shares.every((other, j) => j === i || shares[i]![draw]! > other[draw]!));
    return { kind, factors: [...kinds[kind]!], ...summary(shares[i]!, level), largest: wins.length / draws.length };
  });
}

function summary(draws: Float64Array, level: number): ShareOf {
  const share = draws.reduce((a, b) => a + b, 0) / draws.length;
  const sorted = draws.toSorted();
  const tail = (1 - level) / 2;
  return { share, ci: [quantile(sorted, tail), quantile(sorted, 1 - tail)] };
}
