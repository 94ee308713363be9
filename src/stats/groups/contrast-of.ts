/**
 * A difference between levels of a column as an outcome of its own: the mean of `plus` less the
 * mean of `minus`.
 */
export interface ContrastOf {
  column: string;
  plus: readonly string[];
  minus: readonly string[];
}

/** `paid − free` */
export const contrastLabel = ({ plus, minus }: ContrastOf): string => `${plus.join(" + ")} − ${minus.join(" + ")}`;

export const signOf = ({ plus, minus }: ContrastOf, level: string): number =>
  plus.includes(level) ? 1 : minus.includes(level) ? -1 : 0;
