/** What was asked of repeated asking, and what is not told. */
export interface ConsistencyFacts {
  /** Paraphrases, and inputs. */
  wordings: number;
  inputs: number;
  /**
   * How many wordings all-of-k and any-of-k speak of, and how many were asked for; null where none
   * was named.
   */
  k: number;
  asked: number | null;
  /** Inputs that have trials of fewer than `k` paraphrases. */
  short: number;
  /** Whether rates are so near 0 or 100 % that τ's interval covers less than it says. */
  askew: boolean;
  /** Why there is no intraclass correlation. */
  noIcc: "proportions" | "too few wordings" | "all alike" | "no convergence" | null;
}

/** In words: what was taken for what was asked, what is not told, what to beware of. */
export function consistencyNotes({ wordings, inputs, k, asked, short, askew, noIcc }: ConsistencyFacts): string[] {
  return [
    ...(asked !== null && asked > wordings ? [`there are ${wordings} paraphrases: k = ${asked} is taken as that`] : []),
    ...(wordings < 2 ? ["fewer than two paraphrases: nothing can be said of how much the wording matters"] : []),
    ...(askew ? [skewed] : []),
    ...(noIcc === "proportions" || noIcc === "all alike" ? [withoutIcc[noIcc]] : []),
    ...(short > 0
      ? [`${short} of ${inputs} inputs have trials of fewer than ${k} paraphrases: not in all-of-k and any-of-k`]
      : []),
  ];
}

const skewed =
  "rates near 0 or 100 % are spread askew, and τ's interval, which takes them as normal, covers less than it says; the SD in log odds does not hang on that";

const withoutIcc = {
  proportions: "values are proportions: no intraclass correlation, which is of trials of 0 and 1",
  "all alike": "every trial came out alike: no intraclass correlation can be told",
};
