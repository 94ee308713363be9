/** Why a logit model was not fitted. */
export type GlmmObstacle = keyof typeof obstacles;

/** In words: why a logit model was not fitted, or what its fit lacks. */
export function glmmNotes({
  obstacles: found,
  fit,
}: {
  obstacles: readonly GlmmObstacle[];
  fit: { wordingSd: number; inputSd: number | null } | null;
}): string[] {
  return [
    ...found.map((obstacle) => obstacles[obstacle]),
    ...(fit ? [byT] : []),
    ...(fit?.inputSd === null ? ["one input: the model has no term for inputs"] : []),
    ...(fit?.wordingSd === 0 ? ["no variance between wordings beyond chance: σ is at its bound, 0"] : []),
    ...(fit && Math.max(fit.wordingSd, fit.inputSd ?? 0) > runaway ? [extreme] : []),
  ];
}

const obstacles = {
  "no published side": "nothing stands for the published side here",
  "fewer than two paraphrases": "fewer than two paraphrases: wording and arm cannot be told apart",
  proportions: "values are proportions, and this is a model of 0 and 1",
  "published all alike": "every trial on the published side came out alike: the odds ratio has no finite estimate",
  "paraphrases all alike": "every trial on the paraphrase side came out alike: the odds ratio has no finite estimate",
  "no convergence": "the fit did not converge: nearly all trials of one side came out alike, or there are too few",
} as const;

/** A standard deviation, in log odds, at which most rates are below 1 % or above 99 %. */
const runaway = 5;

const byT =
  "its p takes the published wording for one more draw from its rewordings, by t on as many df as there are wordings less two: by simulation it rejects 5 to 6 % at 5 %, where Wald's z rejects 7 to 17 %";

const extreme =
  "a standard deviation above 5 log odds: nearly every wording, or input, came out all alike, and estimates say little";
