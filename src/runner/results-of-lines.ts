import { openResults, resulting } from "./open-results.ts";
import type { FailureLine, ReplyLine, Run, Trial, TrialResult } from "./trial.ts";

/**
 * The trials that lines of a run's journal are of, each with all its replies; null where one is of
 * no trial of its plan. `isBegun` says whether a trial had replies, all of them or not, before
 * those lines.
 */
export async function resultsOfLines(
  run: Pick<Run, "dir" | "plan">,
  lines: readonly (ReplyLine | FailureLine)[],
  trials: (id: string) => Trial | undefined,
  isBegun: (id: string) => boolean,
): Promise<TrialResult[] | null> {
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
