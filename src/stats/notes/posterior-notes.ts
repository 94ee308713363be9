import { fixed } from "../../lib/number-text.ts";

/** Why no posterior can be given. */
export type PosteriorObstacle = keyof typeof obstacles;

/** What is known of a posterior that a reader must be told. */
export interface PosteriorFacts {
  obstacles: readonly PosteriorObstacle[];
  check: {
    rhat: number;
    ess: number;
    worstRhat: string;
    worstEss: string;
    divergences: number;
    isGood: boolean;
  } | null;
  k: number;
  inputs: number;
  together: number;
  correlation: { median: number } | null;
}

/** In words: how a posterior was come by, or why there is none. */
export function posteriorNotes(facts: PosteriorFacts): string[] {
  const { obstacles: found, check, k, inputs, together, correlation } = facts;
  if (found.length > 0) return found.map((obstacle) => obstacles[obstacle]);
  return [
    ...(check ? [checkNote(check)] : []),
    ...(together > 1
      ? [`fitted together with ${together - 1} other groups, whose wordings, inputs and levels inform it`]
      : []),
    ...(inputs < 2 ? ["one input: rates are of that input, and how inputs differ is not known"] : []),
    ...(k < 4 ? [`${k} paraphrases: how far wordings are apart hangs on its prior as much as on the data`] : []),
    ...(correlation && correlation.median > 0.2
      ? [
          `trials of one wording and input are alike (correlation ${fixed(correlation.median, 2)}): they count for fewer than they are`,
        ]
      : []),
  ];
}

/** The priors, in words. */
export const priorsNote = (priors: readonly { parameter: string; distribution: string }[]): string =>
  `priors: ${priors.map(({ parameter, distribution }) => `${parameter} ~ ${distribution}`).join("; ")}`;

function checkNote({ rhat, ess, worstRhat, worstEss, divergences, isGood }: NonNullable<PosteriorFacts["check"]>) {
  const apart = divergences > 0 ? `, ${divergences} divergent moves` : "";
  const figures = `R̂ at most ${fixed(rhat, 3)} (${worstRhat}), at least ${Math.round(ess)} effective draws (${worstEss})${apart}`;
  return isGood
    ? figures
    : `the chains do not agree, so nothing is concluded: ${figures}; it takes R̂ ≤ 1.01 and 400: ask for more draws`;
}

const obstacles = {
  "no published side": "nothing stands for the published side here",
  "no paraphrase": "no paraphrase here",
  proportions: "values are proportions, and this is a model of 0 and 1",
} as const;
