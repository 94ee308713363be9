import { oneAtATime } from "../lib/one-at-a-time.ts";
import { results } from "./results.ts";
import type { Run, TrialResult } from "./trial.ts";

/**
 * Whether enough is known: asked with each trial as it ends, done or failed, those done in earlier
 * passes first, one at a time. `false` goes on; `true`, or why in words, stops the asking.
 */
export type Until = (result: TrialResult) => boolean | string | Promise<boolean | string>;

/** What a run that may stop early has been told. */
export interface Enough {
  /** Why nothing more need be asked, in words; null while there is no such reason. */
  reason: string | null;
  /** Tells of a trial that ended; of null, one that was left where it stood, nothing. */
  tell(result: TrialResult | null): Promise<void>;
}

/**
 * Asks `until` of the trials that a run has from earlier passes, and offers to ask it of those to
 * come. What it throws is thrown.
 */
export async function openEnough(until: Until | undefined, run: Pick<Run, "dir" | "plan">): Promise<Enough> {
  const inTurn = oneAtATime();
  const enough: Enough = {
    reason: null,
    async tell(result) {
      if (until === undefined || result === null || enough.reason !== null) return;
      await inTurn("", async () => {
        if (enough.reason !== null) return;
        const said = await until(result);
        if (said !== false) enough.reason = said === true ? "until was met" : said;
      });
    },
  };
  if (until !== undefined)
    for await (const result of results(run)) {
      if (enough.reason !== null) break;
      if (result.status === "done") await enough.tell(result);
    }
  return enough;
}
