import { rowOf } from "../../src/frames/fixture.ts";
import type { Row as Trial } from "../../src/frames/row.ts";
import { normal, random, type Random } from "../../src/lib/random.ts";
import { gap } from "../../src/stats/gap/gap.ts";
import type { Row } from "../row.ts";

const sets = 500;
const [k, n, spread] = [8, 50, 0.8];

/**
 * Trials unscored on the published side by what they would have been, no true gap: how often a gap
 * is found, how often one is found with nothing said of it, and how often bounds, widened by the
 * interval's halves, hold the true gap of zero.
 */
export function missingByArm(): Row[] {
  return [
    [0.6, 0, "60 % of the published side's ones unscored"],
    [0.3, 0, "30 % of the published side's ones unscored"],
    [0.1, 0.1, "one in ten of either side unscored, whatever it is"],
  ].map(([published, paraphrase, what]) => row(published as number, paraphrase as number, what as string));
}

function row(published: number, paraphrase: number, what: string): Row {
  const next = random(`missing by arm ${what}`);
  const atRandom = paraphrase > 0;
  const counts = { found: 0, clean: 0, told: 0, manski: 0, lee: 0 };
  for (let set = 0; set < sets; set++) {
    const [one] = gap(trialsOf(next, { published, paraphrase, atRandom }));
    const { ciLike, gap: estimate, missing } = one!;
    const [low, high] = ciLike!;
    const shown = low > 0 || high < 0;
    const holds = (ends: readonly number[] | null | undefined) =>
      ends == null || (ends[0]! - (estimate! - low) <= 0 && ends[1]! + (high - estimate!) >= 0);
    counts.found += Number(shown);
    counts.clean += Number(shown && !missing?.material);
    counts.told += Number(missing?.material === true);
    counts.manski += Number(missing ? holds(missing.manski) : low <= 0 && high >= 0);
    counts.lee += Number(missing ? holds(missing.lee) : low <= 0 && high >= 0);
  }
  const percent = (count: number) => (100 * count) / sets;
  return {
    figure: `no true gap, ${what}, K = ${k}, n = ${n}, ${sets} data sets: found with nothing said of what is unscored`,
    measured: `${percent(counts.clean)} % (found ${percent(counts.found)} %, told ${percent(counts.told)} %); Manski's bounds hold zero ${percent(counts.manski)} %, Lee's ${percent(counts.lee)} %`,
    target: "at most 7 %; Manski 95 % or more, Lee, whose ends err more than the gap does, 90 % or more",
    met: percent(counts.clean) <= 7 && percent(counts.manski) >= 95 && (atRandom || percent(counts.lee) >= 90),
  };
}

function trialsOf(
  next: Random,
  { published, paraphrase, atRandom }: { published: number; paraphrase: number; atRandom: boolean },
): Trial[] {
  return Array.from({ length: k + 1 }, (_, w) => {
    const rate = w === 0 ? 0.5 : 1 / (1 + Math.exp(-spread * normal(next)));
    const lost = w === 0 ? published : paraphrase;
    return Array.from({ length: n }, (_, epoch) => {
      const value = next() < rate ? 1 : 0;
      const missing = (atRandom || value === 1) && next() < lost;
      return rowOf({
        trial: `${w}-${epoch}`,
        arm: w === 0 ? "verbatim" : "paraphrase",
        published: w === 0,
        wording: `w${w}`,
        input: "q",
        epoch,
        ...(missing
          ? { status: "unscored" as const, value: NaN, reason: "filtered" }
          : { status: "scored" as const, value }),
      });
    });
  }).flat();
}
