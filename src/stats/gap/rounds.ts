import type { Side } from "../../frames/side.ts";

/** A value for each completed round, in order. */
export interface Rounds {
  /** Of the trials on either side, the mean over that side's wordings. */
  published: readonly number[];
  paraphrase: readonly number[];
  /** paraphrase − published. */
  gap: readonly number[];
  /** Puts a wording's next scored value, from 0 to 1, in its round. */
  add(wording: number, value: number): void;
}

/**
 * Trials by rounds, one scored trial of each wording in each: a round's mean over a side's wordings
 * is one draw of that side's rate on exactly these wordings, whatever the wordings' own rates, so
 * that rounds can be looked at one after another. `sides` are those of the wordings, by number.
 */
export function openRounds(sides: readonly Side[]): Rounds {
  const sums = { published: openMeans(count(sides, "published")), paraphrase: openMeans(count(sides, "paraphrase")) };
  const held = sides.map(() => 0);
  const gap: number[] = [];
  return {
    published: sums.published.whole,
    paraphrase: sums.paraphrase.whole,
    gap,
    add(wording, value) {
      const side = sides[wording]!;
      if (side === "other") return;
      sums[side].add(held[wording]!++, value);
      const [published, paraphrase] = [sums.published.whole, sums.paraphrase.whole];
      for (let round = gap.length; round < Math.min(published.length, paraphrase.length); round++)
        gap.push(paraphrase[round]! - published[round]!);
    },
  };
}

const count = (sides: readonly Side[], side: Side): number => sides.filter((each) => each === side).length;

/** Means over `members` values of each round, as rounds fill from the first on. */
function openMeans(members: number) {
  const sums: number[] = [];
  const filled: number[] = [];
  const whole: number[] = [];
  return {
    whole,
    add(round: number, value: number): void {
      sums[round] = (sums[round] ?? 0) + value;
      filled[round] = (filled[round] ?? 0) + 1;
      while (filled[whole.length] === members) whole.push(Math.min(1, sums[whole.length]! / members));
    },
  };
}
