import type { Position } from "./journal/position.ts";
import { linesSince } from "./journal/position.ts";
import { openResults, resulting } from "./open-results.ts";
import type { FailureLine, ReplyLine, Run, Trial, TrialResult } from "./trial.ts";

/**
 * The trials that lines were written of behind a position of a run's journal, each with all its
 * replies; null where the journal is not the one that it was of. `isBegun` says whether a trial had
 * replies, all of them or not, at that position.
 */
export async function resultsSince(
  run: Pick<Run, "dir" | "plan">,
  position: Position,
  trials: (id: string) => Trial | undefined,
  isBegun: (id: string) => boolean,
): Promise<TrialResult[] | null> {
  const lines = await linesSince(run.dir, position);
  if (lines === null) return null;
  const byTrial = Map.groupBy(lines, ({ trial }) => trial);
  const found: TrialResult[] = [];
  const resultOf = resulting(run.plan);
  const rest: Trial[] = [];
  for (const [id, its] of byTrial) {
    const trial = trials(id);
    if (trial === undefined) return null;
    if (isBegun(id)) rest.push(trial);
    else found.push(resultOf(trial, its.filter(isReply), errorOf(its)));
  }
  if (rest.length === 0) return found;
  using opened = await openResults(run);
  return [...found, ...rest.map((trial) => opened.read(trial))];
}

const isReply = (line: ReplyLine | FailureLine): line is ReplyLine => line.kind === "reply";

function errorOf(lines: readonly (ReplyLine | FailureLine)[]): string | null {
  const last = lines.at(-1);
  return last?.kind === "failure" ? last.error : null;
}
