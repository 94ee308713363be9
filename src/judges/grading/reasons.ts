/**
 * How many of these are unscored, by reason, the commonest first. A reason counts by what stands
 * before its first `: `; what follows is detail that varies from trial to trial.
 */
export function reasons(graded: readonly { status: string; reason?: string }[]): Record<string, number> {
  const unscored = graded.filter(({ status }) => status === "unscored");
  const groups = Map.groupBy(unscored, ({ reason = "" }) => reason.split(": ", 1)[0]!);
  const counts = [...groups].map(([reason, group]) => [reason, group.length] as const);
  return Object.fromEntries(counts.toSorted((a, b) => b[1] - a[1]));
}

/** Reasons and their counts in words: `refused ×3, unreadable ×1`. */
export function reasonsText(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([reason, count]) => `${reason} ×${count}`)
    .join(", ");
}
