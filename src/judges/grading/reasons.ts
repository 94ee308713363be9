/**
 * How many of these are unscored, by reason, the commonest first. A reason counts by what stands
 * before its first `: `; what follows is detail that varies from trial to trial.
 */
export function reasons(graded: readonly { status: string; reason?: string }[]): Record<string, number> {
  return countReasons(graded.flatMap(({ status, reason = "" }) => (status === "unscored" ? [[reason, 1]] : [])));
}

/** As {@link reasons}, of reasons with how often each is there. */
export function countReasons(found: readonly [reason: string, count: number][]): Record<string, number> {
  const groups = Map.groupBy(found, ([reason]) => reason.split(": ", 1)[0]!);
  const counts = [...groups].map(([reason, group]) => [reason, group.reduce((sum, [, n]) => sum + n, 0)] as const);
  return Object.fromEntries(counts.toSorted((a, b) => b[1] - a[1]));
}

/** Reasons and their counts in words: `refused ×3, unreadable ×1`. */
export function reasonsText(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([reason, count]) => `${reason} ×${count}`)
    .join(", ");
}
