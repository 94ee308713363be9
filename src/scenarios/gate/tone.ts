import { words } from "../similarity.ts";

/** How a text speaks, as marks per 100 words. Lists of words, so a report and no verdict. */
export interface Tone {
  /** Must, never, only, immediately, at all costs: pressure and prohibition. */
  insistent: number;
  /** Please, thank, kindly, would you. */
  polite: number;
  /** Contractions: the ease of speech. */
  informal: number;
  /** Exclamation marks. */
  excited: number;
}

const marks: Record<keyof Tone, RegExp> = {
  insistent:
    /\b(?:must|never|always|only|immediately|urgent(?:ly)?|critical(?:ly)?|crucial|essential|strictly|forbidden|at all costs|without exception|no matter|need(?:s|ed)? to|ha(?:s|ve) to)\b/giu,
  polite: /\b(?:please|thank(?:s| you)?|kindly|grateful|would you|could you|may i|sorry|appreciate[sd]?)\b/giu,
  informal: /\p{L}['’](?:s|t|re|ve|ll|d|m)\b/giu,
  excited: /!/g,
};

/** Marks of {@link Tone} per 100 words; NaN without words. */
export function tone(text: string): Tone {
  const per = (mark: RegExp) => (100 * (text.match(mark)?.length ?? 0)) / words(text).length;
  return {
    insistent: per(marks.insistent),
    polite: per(marks.polite),
    informal: per(marks.informal),
    excited: per(marks.excited),
  };
}
