/** In words: what sampling error a wording at 0 of n or n of n has. */
export const smoothedNote = ({ clustered }: { clustered: boolean }): string =>
  "a wording at 0 of n or n of n has the sampling error of a rate of (s + ½)/(n + 1): none in n trials is not certainty" +
  (clustered ? "; it is widened as inputs widen those of the others" : "");
