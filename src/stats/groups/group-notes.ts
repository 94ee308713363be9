import { fixed } from "../../lib/number-text.ts";
import type { Clustering, Group, Pooled, StandIn } from "./group.ts";

/** In words: how a group's rates were come by. */
export function groupNotes(group: Omit<Group, "wordings" | "residuals">): string[] {
  const { key, pooled, clustering, readOff, standIns } = group;
  return [
    ...pooled.map((each) => poolingNote(each, key[each.column]!)),
    ...(clustering ? clusteringNotes(clustering) : []),
    ...(readOff ? [asProbabilities] : []),
    ...new Set(standIns.map(standInNote)),
  ];
}

function poolingNote({ column, levels, contrasted }: Pooled, label: string): string {
  return contrasted
    ? `${column} ${label}: a wording's rate is this difference`
    : `averaged over ${column} (${levels.join(", ")}): a wording's rate is the mean of its rates there, with equal weight`;
}

function clusteringNotes({ inputs, paired, partial }: Clustering): string[] {
  const sides = paired ? "the sides are paired by input" : "no input is on both sides, which are not paired";
  return [
    `${inputs} inputs: errors are clustered by input, and ${sides}`,
    ...(partial > 0 ? [`${partial} of the wordings: trials of only some inputs, over which their rates are`] : []),
  ];
}

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
