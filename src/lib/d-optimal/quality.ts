import { eliminate, gram } from "./eliminate.ts";
import type { Terms } from "./model-matrix.ts";

/** A row of a design: the level of each factor, and its block. */
export interface DesignRow {
  levels: number[];
  block: number;
}

/** What can be told from a design, and how well. */
export interface DesignQuality {
  /**
   * |X′X / n|^(1/p) of intercept, blocks and main effects in contrasts of mean square 1: 1 where
   * all are balanced and orthogonal, as in a full factorial; 0 where they cannot all be told.
   */
  dEfficiency: number;
  /**
   * 5 where all main effects and two-factor interactions can be told; 4 where main effects can
   * whatever the interactions are; 3 where main effects can if there are none; 2 where not even
   * those.
   */
  resolution: 2 | 3 | 4 | 5;
  /** Columns of main effects with intercept and blocks, and of two-factor interactions. */
  columns: { main: number; pairs: number };
}

/** Judges a design by the model that its rows would be fitted with. */
export function designQuality(rows: readonly DesignRow[], terms: Terms): DesignQuality {
  const main = rows.map(({ levels, block }) => terms.main(levels, block));
  const pairs = rows.map(({ levels, block }) => terms.pairs(levels, block));
  const columns = { main: main[0]?.length ?? 0, pairs: pairs[0]?.length ?? 0 };
  const rankOf = (matrix: number[][]) => eliminate(gram(matrix)).rank;
  const dEfficiency = efficiencyOf(main);
  if (dEfficiency === 0) return { dEfficiency, resolution: 2, columns };
  if (columns.pairs === 0) return { dEfficiency, resolution: 5, columns };
  const rest = rankOf(main.map((row, index) => [...row.slice(0, terms.blocks), ...pairs[index]!]));
  const together = rankOf(main.map((row, index) => [...row, ...pairs[index]!]));
  const all = columns.main + columns.pairs;
  const resolution = together < columns.main - terms.blocks + rest ? 3 : together === all ? 5 : 4;
  return { dEfficiency, resolution, columns };
}

/** {@link DesignQuality.dEfficiency} of rows by the model that they would be fitted with. */
export function dEfficiencyOf(rows: readonly DesignRow[], terms: Terms): number {
  return efficiencyOf(rows.map(({ levels, block }) => terms.main(levels, block)));
}

function efficiencyOf(main: number[][]): number {
  const scaled = gram(main).map((row) => row.map((value) => value / main.length));
  const { rank, logDeterminant } = eliminate(scaled);
  return rank < (main[0]?.length ?? 0) ? 0 : Math.exp(logDeterminant / scaled.length);
}
