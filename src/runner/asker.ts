import { setTimeout as sleep } from "node:timers/promises";
import { oneAtATime } from "../lib/one-at-a-time.ts";
import type { Reply } from "../models/model.ts";
import { price } from "../models/price.ts";
import { answering, type Answer, type Call, type Failed, type Terms } from "./answer.ts";
import type { Lookup } from "./lookup.ts";
import type { Recorder } from "./record.ts";
import type { Answered, Attempt } from "./trial.ts";

/** Whoever wants replies asks through one of these: a run, a judge, the gate, a writer. */
export interface Asker<Line, Held> {
  /**
   * What the journal holds under the call's key, else a new line of it, written before this
   * resolves: of a reply found where replies are looked up, else asked of the model. A failure is
   * returned and not written; null: the asking was halted, or the line could not be written. Throws
   * on a miss in replay, as `missing` words it.
   */
  ask(call: Call, to: Wanted<Line>): Promise<Line | Held | Failed | null>;
}

/** What becomes of an answered call, and what a miss in replay is called. */
interface Wanted<Line> {
  lineOf(answered: Answered): Line;
  missing(): string;
}

export interface AskerParts<Line, Held> extends Terms {
  lookup: Lookup;
  recorder: Recorder<Line>;
  /** How a call is made, in place of at once and by itself. */
  answer?(call: Call): Promise<Answer>;
  /** What the journal holds under a key; nothing where each line of it is asked for by itself. */
  held?(key: string): Held | undefined;
}

/**
 * One asker: a call is looked up, then made, and kept for ever. One key is asked one at a time, so
 * that who asks it meanwhile gets the same reply, as they would on replay.
 */
export function openAsker<Line extends Answered, Held = never>(parts: AskerParts<Line, Held>): Asker<Line, Held> {
  const { lookup, recorder, halt, streaks, held } = parts;
  const answer = parts.answer ?? answering(parts);
  const inTurn = oneAtATime();
  const over = ({ subject }: Call) => halt.reason !== null || streaks.givenUp(subject.id) !== null;
  const obtain = async (call: Call, missing: () => string): Promise<Answered | Failed | null> => {
    for (let wait = 10; ; wait = Math.min(2 * wait, longestWaitMs)) {
      const found = lookup.find(call.key);
      if (found !== null) return answered(call, found, true, []);
      if (lookup.mode === "replay") throw new Error(missing());
      if (over(call)) return null;
      if (call.subject.simulated || lookup.claim(call.key)) break;
      // Another process is asking just this: its reply is ours, too.
      await sleep(wait, undefined, { signal: halt.drain }).catch(() => {});
    }
    const got = await answer(call);
    return got === null || "error" in got ? got : answered(call, got.reply, false, got.attempts);
  };
  return {
    ask: (call, { lineOf, missing }) =>
      inTurn(call.key, async () => {
        const known = held?.(call.key);
        if (known !== undefined) return known;
        try {
          const got = await obtain(call, missing);
          return got === null || "error" in got ? got : await recorder.record(lineOf(got));
        } finally {
          lookup.release(call.key);
        }
      }),
  };
}

/** How long, in ms, one waits at most before looking again for what another process is asking. */
const longestWaitMs = 500;

/** A call and its reply as a journal has them, priced. */
function answered({ key, subject }: Call, reply: Reply, cached: boolean, attempts: Attempt[]): Answered {
  return { key, reply, cached, usd: price(subject.id, reply.usage), attempts };
}
