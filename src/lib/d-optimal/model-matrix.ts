import { contrasts } from "./contrasts.ts";

/** What a row of a design becomes: its main effects, and its two-factor interactions. */
export interface Terms {
  /** The first so many of the main effects' columns are the mean's and the blocks'. */
  blocks: number;
  /** A one, the block's contrasts, and each factor's. */
  main(row: readonly number[], block: number): number[];
  /** Products of the contrasts of each two factors; none with the block. */
  pairs(row: readonly number[], block: number): number[];
  /** Both, in this order. */
  all(row: readonly number[], block: number): Float64Array;
}

/** How many of either there are. */
export function columnsOf(levels: readonly number[], blocks: number): { main: number; pairs: number } {
  const singles = levels.map((count) => count - 1);
  const sum = singles.reduce((a, b) => a + b, 0);
  return { main: blocks + sum, pairs: singles.reduce((left, each) => left - each ** 2, sum ** 2) / 2 };
}

/** Terms of factors with so many levels each, in so many blocks. */
export function termsOf(levels: readonly number[], blocks: number): Terms {
  const coded = levels.map(contrasts);
  const ofBlock = contrasts(blocks);
  const main: Terms["main"] = (row, block) => [
    1,
    ...ofBlock[block]!,
    ...row.flatMap((level, factor) => coded[factor]![level]!),
  ];
  const places = pairPlaces(levels, blocks);
  const all: Terms["all"] = (row, block) => {
    const mains = main(row, block);
    const terms = new Float64Array(mains.length + places.length);
    terms.set(mains);
    for (const [place, [a, b]] of places.entries()) terms[mains.length + place] = mains[a]! * mains[b]!;
    return terms;
  };
  return { blocks, main, all, pairs: (row, block) => [...all(row, block).subarray(main(row, block).length)] };
}

/** Of each product of contrasts of two factors, where these stand among the main effects. */
function pairPlaces(levels: readonly number[], blocks: number): [number, number][] {
  let next = blocks;
  const columns = levels.map((count) => Array.from({ length: count - 1 }, () => next++));
  return columns.flatMap((some, factor) =>
    columns.slice(factor + 1).flatMap((others) => some.flatMap((a) => others.map((b): [number, number] => [a, b]))),
  );
}
