import { fixed, whole } from "../../lib/number-text.ts";
import { contrastLabel, type ContrastOf } from "../groups/contrast-of.ts";
import type { Served } from "../groups/served.ts";
import type { Clustering, Pooled, StandIn } from "../groups/group.ts";

/**
 * Wordings some of whose replies repeat exactly: how many, their trials, and the draws these are
 * worth.
 */
export interface Copies {
  wordings: number;
  trials: number;
  draws: number;
}

/** How a group's rates were come by. */
export interface GroupFacts {
  /** Key columns that the group is averaged or contrasted over. */
  pooled: readonly Pooled[];
  /** The levels whose difference the outcome is. */
  contrast: ContrastOf | null;
  /** The inputs that errors are clustered by. */
  clustering: Clustering | null;
  /**
   * Whether some rates were read off the model as probabilities, so that trials add no sampling
   * error.
   */
  readOff: boolean;
  /**
   * Trials of either side whose replies repeat exactly, and the draws they are worth; else null.
   */
  copies: Copies | null;
  /** Models whose trials were not all served by one and the same. */
  served: readonly Served[];
  /** Whether every wording of either side is at 0 or at 100 %. */
  constant: boolean;
  /** What standard errors that were printed as zero are taken as. */
  standIns: readonly StandIn[];
}

/** In words: how a group's rates were come by. */
export function groupNotes(facts: GroupFacts): string[] {
  const { pooled, contrast, clustering, readOff, standIns, copies, constant, served } = facts;
  return [
    ...served.map(servedNote),
    ...(copies ? [copiesNote(copies)] : []),
    ...(constant ? [allAlike] : []),
    ...(contrast ? [`${differenceOf({ pooled, contrast })}: a wording's rate is this difference`] : []),
    ...pooled.filter(({ contrasted }) => !contrasted).map((each) => `${averageOf(each)}: ${averaged}`),
    ...(clustering ? clusteringNotes(clustering) : []),
    ...(readOff ? [asProbabilities] : []),
    ...new Set(standIns.map(standInNote)),
  ];
}

/** `condition paid − free`, also where it is one factor of the condition that is contrasted. */
export function differenceOf({ pooled, contrast }: { pooled: readonly Pooled[]; contrast: ContrastOf }): string {
  const column = pooled.find(({ contrasted }) => contrasted)?.column ?? contrast.column;
  return `${column} ${contrastLabel(contrast)}`;
}

/** `averaged over condition (free, paid)` */
export const averageOf = ({ column, levels }: Pooled): string => `averaged over ${column} (${levels.join(", ")})`;

const averaged = "a wording's rate is the mean of its rates there, with equal weight";

function clusteringNotes({ inputs, paired, partial }: Clustering): string[] {
  const sides = paired ? "the sides are paired by input" : "no input is on both sides, which are not paired";
  return [
    `${inputs} inputs: errors are clustered by input, and ${sides}`,
    ...(partial > 0 ? [`${partial} of the wordings: trials of only some inputs, over which their rates are`] : []),
  ];
}

const servedNote = ({ model, as }: Served): string =>
  `${model} was not served by one model throughout: ${as.map(({ name, trials }) => `${name} (${whole(trials)} trials)`).join(", ")}`;

const copiesNote = ({ wordings, trials, draws }: Copies): string =>
  `replies repeat exactly in ${wordings} of the wordings: ${trials} trials there are worth ${fixed(draws, 1)} draws, and count as so many (by simulation a 95 % interval then covers 94 to 100 %, the more the fewer the draws)`;

const allAlike = "every wording is at 0 or at 100 %: what varies is between wordings alone";

const asProbabilities =
  "rates were read off the model as probabilities: trials add no sampling error, so these wordings have no interval of their own";

function standInNote({ wording, se, from, trials }: StandIn): string {
  if (se === null)
    return `${wording}: a standard error of 0, and nothing tells how many trials are behind it, so no interval can be given`;
  const source = {
    "its trials": "its sample size",
    "trials implied by its fellows": "the sample size its fellows' standard errors imply",
  };
  const how =
    from === "largest of its arm" || from === null
      ? "the largest of its arm"
      : `that of (s + ½)/(n + 1) at n = ${Math.round(trials!)}, ${source[from]}`;
  return `${wording}: its standard error of 0 is taken as ${fixed(100 * se, 2)} points, ${how}`;
}
