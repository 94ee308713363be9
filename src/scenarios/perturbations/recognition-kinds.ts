/**
 * Factors of shipped scenarios by what their changes take from, or give to, somebody who recognises
 * a text: its names, how it is made, or cues that it is a test.
 */
export const recognitionKinds = {
  names: ["names", "persona"],
  structure: ["users", "training", "order", "lists", "register", "length", "cuts", "stakes", "language"],
  tests: ["numbers", "review", "haste", "scoring"],
} as const;

export type RecognitionKind = keyof typeof recognitionKinds;
