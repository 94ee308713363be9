const own = ["scenario", "model", "condition", "outcome", "recognitionOutcome", "publishedText", "method"];

/** The levels of a gap in the further columns that it is told apart by, in their order. */
export function otherLevels(gap: object): string[] {
  return Object.entries(gap).flatMap(([column, level]) =>
    typeof level === "string" && !own.includes(column) ? [level] : [],
  );
}
