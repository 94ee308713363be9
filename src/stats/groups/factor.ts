import { coded } from "../../lib/coded.ts";

/** A column of labels as codes into its distinct levels, which stand in order of appearance. */
export interface Factor {
  codes: Int32Array;
  levels: string[];
}

export function factor(size: number, label: (row: number) => string): Factor {
  const { codes, values } = coded(size, label);
  return { codes, levels: values };
}

/**
 * Combinations of columns as dense codes; a combination's level is the row where it first appeared.
 */
export interface Crossing {
  codes: Int32Array;
  levels: number[];
}

/** The combinations that occur of some columns' levels. With no columns, one combination. */
export function cross(size: number, columns: readonly (Factor | Crossing)[]): Crossing {
  const start: Crossing = { codes: new Int32Array(size), levels: size > 0 ? [0] : [] };
  return columns.reduce<Crossing>((crossing, { codes, levels }) => step(crossing, codes, levels.length), start);
}

const TABLE = 1 << 22;

function step(crossing: Crossing, codes: Int32Array, count: number): Crossing {
  // What is the same everywhere tells nothing apart.
  if (count <= 1) return crossing;
  const size = codes.length;
  const combined = new Int32Array(size);
  const levels: number[] = [];
  const span = crossing.levels.length * count;
  const table = span <= TABLE ? new Int32Array(span) : null;
  const map = new Map<number, number>();
  for (let row = 0; row < size; row++) {
    const pair = crossing.codes[row]! * count + codes[row]!;
    let code = table ? table[pair]! - 1 : (map.get(pair) ?? -1);
    if (code < 0) {
      code = levels.length;
      levels.push(row);
      if (table) table[pair] = code + 1;
      else map.set(pair, code);
    }
    combined[row] = code;
  }
  return { codes: combined, levels };
}
