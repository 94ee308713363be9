import type { Interval } from "../numbers/interval.ts";
import { betweenGaps, beyondNote, ofRates, reachesBeyond } from "./gap-notes.ts";

/** How effects of changes were come by, and what could not be told. */
export interface CueFacts {
  /** Effects of levels that have a p, over all tables of this call. */
  looked: number;
  /** Error degrees of freedom of the effects by themselves. */
  df: number;
  /** Of the wordings as a design, 0 to 1; 0 where not all single effects can be told. */
  dEfficiency: number;
  /** Factors that every wording has at the same level. */
  unvaried: string[];
  /** Factors whose first level is not known: compared with the first in the alphabet. */
  assumed: { factor: string; from: string }[];
  /** Levels whose effect cannot be told from those of others. */
  aliased: { factor: string; level: string }[];
  /** Two factors whose joint effect the design cannot tell. */
  pairsUntold: [string, string][];
  /** Why nothing is estimated; null where something is. */
  obstacle: "no factor varies" | "rates all alike" | "fewer wordings than effects" | null;
  /** Whether bases and factors account for the rates so exactly that no error is left. */
  exact: boolean;
  /** Whether wordings have too few trials for chance and wording to be told apart. */
  single: boolean;
  /** Whether a distance from the published text is known of every wording. */
  hasDistance: boolean;
  /** Trials that were left out, by reason. */
  unscored: Record<string, number>;
  /** Levels whose texts have no scored trial, and of which so nothing is said. */
  unrated: { factor: string; level: string }[];
  /** Columns whose levels were counted together. */
  together: { column: string; levels: string }[];
}

const named = ({ factor, level }: { factor: string; level: string }): string => `${factor} ${level}`;

const list = (items: readonly string[]): string => items.join(", ");

/** Of an effect, the intervals that are shown. */
interface Spanning {
  pooled: { ci: Interval };
  beyondControl: { ci: Interval } | null;
}

/** In words: how the effects were come by, what is missing, what to beware of. */
export function cueNotes(facts: CueFacts & { wordings: number; n: number; effects: readonly Spanning[] }): string[] {
  const {
    looked,
    unvaried,
    assumed,
    aliased,
    pairsUntold,
    single,
    hasDistance,
    unscored,
    unrated,
    together,
    obstacle,
  } = facts;
  const ends = facts.effects.flatMap(({ pooled, beyondControl }) => [
    { ci: pooled.ci, of: ofRates },
    ...(beyondControl === null ? [] : [{ ci: beyondControl.ci, of: betweenGaps(ofRates) }]),
  ]);
  const beyond = ends.filter(({ ci, of }) => reachesBeyond(ci, of));
  return [
    ...(obstacle === null ? [] : [withoutEffects(obstacle, facts)]),
    ...together.map(({ column, levels }) => `${column} ${levels} counted together`),
    ...Object.entries(unscored).map(([reason, count]) => `left out: ${count} × ${reason}`),
    ...(unrated.length > 0
      ? [`nothing is told of ${list(unrated.map(named))}: no trial of a text with it was scored`]
      : []),
    ...(obstacle === null && looked > 1
      ? [
          `${looked} effects were looked at: p is adjusted for all of them, Holm and false discovery; intervals are of one effect each, not of all at once`,
        ]
      : []),
    ...new Set(beyond.map(({ of }) => beyondNote(of, "effects"))),
    ...(facts.exact && aliased.length === 0
      ? ["bases and factors account for every rate exactly: no error is left, and so no interval and no p"]
      : []),
    ...(unvaried.length > 0 ? [`the same in every wording, and so not told: ${list(unvaried)}`] : []),
    ...assumed.map(
      ({ factor, from }) => `${factor}: which level is the text as it is was not known; compared with ${from}`,
    ),
    ...(aliased.length > 0
      ? [
          `not told apart from others by these wordings: ${list(aliased.map(named))}; nor, then, which share of the variance each carries`,
        ]
      : []),
    ...(pairsUntold.length > 0
      ? [`what they do together is not told by these wordings: ${list(pairsUntold.map((pair) => pair.join(" × ")))}`]
      : []),
    ...(single
      ? [
          `${trialsIn(facts)}: what wordings differ by beyond the factors is not told, and counts as none; nor is which kind of factor is largest`,
        ]
      : []),
    ...(hasDistance ? [] : ["distance from the published text is not known of every wording"]),
  ];
}

function trialsIn({ wordings, n }: { wordings: number; n: number }): string {
  if (Number.isNaN(n)) return "no error is known of any rate";
  return n > wordings ? "hardly more than one trial a wording" : "one trial a wording";
}

function withoutEffects(
  obstacle: NonNullable<CueFacts["obstacle"]>,
  { wordings, df }: { wordings: number; df: number },
): string {
  if (obstacle === "no factor varies") return "no factor of the text varies: there is no effect to tell";
  if (obstacle === "rates all alike") return "all wordings have the same rate: no error can be told, and so no effect";
  return `${wordings} wordings leave ${Math.max(df, 0)} degrees of freedom for error: no effect can be given; take more wordings or fewer factors`;
}
