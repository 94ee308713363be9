import { contrasts } from "../../lib/d-optimal/contrasts.ts";
import type { FoundFactor } from "./factors-of.ts";
import type { PerturbedRate } from "./perturbed-groups.ts";

/** Columns of one part of a design: the base, a factor, or what two factors do together. */
export interface Part {
  kind: "base" | "factor" | "pair";
  /** One factor, two, or none of the base. */
  factors: string[];
  /** Combinations of levels, over which the mean square of an effect is its squares over them. */
  cells: number;
  columns: Float64Array[];
}

/** A design in columns, those of a part orthonormal over its levels. */
export interface CodedDesign {
  factors: FoundFactor[];
  bases: string[];
  parts: Part[];
  /** What a level does less what `from` does, as coefficients of its factor's columns. */
  effect(factor: string, level: string): number[];
}

/**
 * Wordings' bases, levels and pairs of levels as columns; a part of k levels has k − 1, so that an
 * effect's size does not depend on how many levels its factor has.
 */
export function codeDesign(
  wordings: readonly PerturbedRate[],
  all: readonly FoundFactor[],
  withPairs = true,
): CodedDesign {
  const factors = all.filter(({ levels }) => levels.length > 1);
  const bases = [...new Set(wordings.map(({ base }) => base))].sort();
  const coded = new Map(factors.map((factor) => [factor.factor, codeOf(factor)] as const));
  const columnsOf = (rows: number[][]) =>
    (rows[0] ?? []).map((_, column) => Float64Array.from(rows, (row) => row[column]!));
  const rowsOf = ({ factor, from }: FoundFactor) =>
    wordings.map(({ levels }) => coded.get(factor)!(levels[factor] || from));
  const ofBase = unit(bases.length);
  const base: Part[] = [
    {
      kind: "base",
      factors: [],
      cells: bases.length,
      columns: columnsOf(wordings.map(({ base }) => ofBase[bases.indexOf(base)]!)),
    },
  ];
  const main = factors.map((factor): Part => {
    return {
      kind: "factor",
      factors: [factor.factor],
      cells: factor.levels.length,
      columns: columnsOf(rowsOf(factor)),
    };
  });
  const pairs = (withPairs ? main : []).flatMap((one, i) => main.slice(i + 1).map((two): Part => pairOf(one, two)));
  return {
    factors,
    bases,
    parts: [...(bases.length > 1 ? base : []), ...main, ...pairs],
    effect: (factor, level) => {
      const { from } = factors.find((each) => each.factor === factor)!;
      const code = coded.get(factor)!;
      return code(level).map((value, column) => value - code(from)[column]!);
    },
  };
}

/** Contrasts of so many levels, of length 1 over them. */
const unit = (levels: number): number[][] =>
  contrasts(levels).map((row) => row.map((value) => value / Math.sqrt(levels)));

function codeOf({ levels }: FoundFactor): (level: string) => number[] {
  const rows = unit(levels.length);
  const place = new Map(levels.map(({ level }, i) => [level, i]));
  return (level) => rows[place.get(level)!]!;
}

function pairOf(one: Part, two: Part): Part {
  const columns = one.columns.flatMap((a) => two.columns.map((b) => a.map((value, row) => value * b[row]!)));
  return { kind: "pair", factors: [...one.factors, ...two.factors], cells: one.cells * two.cells, columns };
}
