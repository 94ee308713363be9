import { readJournal } from "../journal/read-journal.ts";
import { openRun } from "../open-run.ts";
import { replyTo, type Askable } from "./askable.ts";

/** What must be 0 after a run that was ended and gone on with. */
export interface Counted {
  /** Trials without their replies. */
  lost: number;
  /** Replies recorded twice. */
  doubled: number;
  /** Replies to another conversation. */
  mixed: number;
  /** Requests paid for again, beyond those that were under way when the run was ended. */
  again: number;
  /** Trials that another run folder cannot replay. */
  elsewhere: number;
}

/**
 * Test support: counts what became of a run; `underWay` requests were paid for and could not be
 * kept.
 */
export async function count(
  { server, planned }: Askable,
  dir: string,
  underWay: number,
): Promise<Omit<Counted, "elsewhere">> {
  const { summary } = await openRun(dir);
  const seen = new Set<string>();
  let [doubled, mixed] = [0, 0];
  for await (const line of readJournal(dir)) {
    if (line.kind !== "reply") continue;
    const turn = `${line.trial} ${line.turn}`;
    if (seen.has(turn)) doubled++;
    seen.add(turn);
    if (line.reply.text !== replyTo(line.said.at(-1)!.content)) mixed++;
  }
  const paid = server.requests.length;
  return {
    lost: planned.trials.length - summary.done,
    doubled,
    mixed,
    again: Math.max(0, paid - planned.trials.length - underWay),
  };
}
