import { contrasts } from "./contrasts.ts";

/** What a row of a design becomes: its main effects, and its two-factor interactions. */
export interface Terms {
  /** A one, the block's contrasts, and each factor's. */
  main(row: readonly number[], block: number): number[];
  /** Products of the contrasts of each two factors; none with the block. */
  pairs(row: readonly number[], block: number): number[];
}

/** Terms of factors with so many levels each, in so many blocks. */
export function termsOf(levels: readonly number[], blocks: number): Terms {
  const coded = levels.map(contrasts);
  const ofBlock = contrasts(blocks);
  return {
    main: (row, block) => [1, ...ofBlock[block]!, ...row.flatMap((level, factor) => coded[factor]![level]!)],
    pairs: (row) =>
      row.flatMap((level, factor) =>
        row
          .slice(factor + 1)
          .flatMap((other, index) =>
            coded[factor]![level]!.flatMap((a) => coded[factor + 1 + index]![other]!.map((b) => a * b)),
          ),
      ),
  };
}
