import type { Grade } from "../judges/verdict.ts";
import { plainText } from "../lib/escape.ts";

/** A stretch of a text, in UTF-16 units, and who quoted it for which outcome. */
export interface Mark {
  start: number;
  end: number;
  by: string;
  /** Numbers of the invariants that it was quoted for. */
  invariants?: number[];
}

/**
 * What the evidence of these grades, and of a panel's members, quotes of a text, in the order of
 * the text; stretches that overlap are one. Evidence quotes at its beginning, as `“words” reason`;
 * what is not in the text word for word is no quotation of it.
 */
export function quotesIn(text: string, grades: readonly Grade[]): Mark[] {
  const quotes = grades.flatMap((grade) =>
    [grade, ...(grade.members ?? [])].flatMap((verdict) => {
      const place =
        verdict.status === "scored" && verdict.evidence !== null ? evidencePlace(verdict.evidence, text) : null;
      return place === null ? [] : [{ ...place, by: `${grade.outcome} (${verdict.judge})` }];
    }),
  );
  const marks: Mark[] = [];
  for (const mark of quotes.toSorted((a, b) => a.start - b.start)) {
    const last = marks.at(-1);
    if (last === undefined || mark.start >= last.end) marks.push(mark);
    else Object.assign(last, { end: Math.max(last.end, mark.end), by: `${last.by}, ${mark.by}` });
  }
  return marks;
}

/**
 * The longest beginning of the evidence between quotation marks that the text has: a quotation may
 * hold such marks.
 */
export function evidencePlace(evidence: string, text: string): { start: number; end: number } | null {
  const plain = plainText(evidence);
  if (!plain.startsWith("“")) return null;
  for (let end = plain.lastIndexOf("”"); end > 1; end = plain.lastIndexOf("”", end - 1)) {
    const start = text.indexOf(plain.slice(1, end));
    if (start >= 0) return { start, end: start + end - 1 };
  }
  return null;
}
