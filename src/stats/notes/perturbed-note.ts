import { whole } from "../../lib/number-text.ts";

/** Perturbations among paraphrases, and the texts that they were made from. */
export interface CountedPerturbations {
  wordings: number;
  bases: number;
}

/** In words: that perturbations count as paraphrases, and what that makes of the interval. */
export const perturbedNote = ({ wordings, bases }: CountedPerturbations): string =>
  `${whole(wordings)} of the paraphrases are perturbations of ${whole(bases)} ${bases === 1 ? "text" : "texts"}, whatever was changed in them: those of one text are more alike than texts of different hands, so that the interval for wordings like these is of perturbations like these`;
