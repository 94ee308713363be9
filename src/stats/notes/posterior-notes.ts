import type { Dropped } from "../groups/dropped.ts";
import { fixed } from "../../lib/number-text.ts";

/** Why no posterior can be given. */
export type PosteriorObstacle = keyof typeof obstacles;

/**
 * How well chains agree: the worst R̂ and the smallest bulk effective sample size, and of which
 * quantity each is.
 */
export interface SamplerFacts {
  rhat: number;
  ess: number;
  worstRhat: string;
  worstEss: string;
  divergences: number;
  /** Whether R̂ is at most 1.01 and the effective sample size at least 400. */
  isGood: boolean;
}

/** What is known of a posterior that a reader must be told. */
export interface PosteriorFacts {
  obstacles: readonly PosteriorObstacle[];
  check: SamplerFacts | null;
  k: number;
  inputs: number;
  together: number;
  correlation: { median: number } | null;
  dropped: readonly Dropped[];
}

/** In words: how a posterior was come by, or why there is none. */
export function posteriorNotes(facts: PosteriorFacts): string[] {
  const { obstacles: found, check, k, inputs, together, correlation, dropped } = facts;
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
    ...leftOut(dropped),
  ];
}

function leftOut(dropped: readonly Dropped[]): string[] {
  const of = (side: Dropped["side"]) =>
    dropped
      .filter((each) => each.side === side && each.unit === "trials")
      .map(({ count, reason }) => `${count} × ${reason}`)
      .join(", ");
  const [published, paraphrase] = [of("published"), of("paraphrase")];
  if (published === "" && paraphrase === "") return [];
  return [
    `trials that are not scored are left out, as if what they would have been did not matter: ${published || "none"} on the published side, ${paraphrase || "none"} on paraphrases`,
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
