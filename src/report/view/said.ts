import { setImmediate as turn } from "node:timers/promises";
import type { OpenResults } from "../../runner/open-results.ts";
import type { Trial } from "../../runner/trial.ts";

/** Trials read at a stretch, between which other requests are answered. */
const stretch = 100;

/**
 * What was replied in each trial, reasoning included, in lower case, in the order of `trials`: read
 * once, so that every search after it looks in memory.
 */
export async function saidIn(trials: readonly Trial[], opened: OpenResults): Promise<string[]> {
  const said: string[] = [];
  for (const [i, trial] of trials.entries()) {
    if (i % stretch === 0) await turn();
    const { replies } = opened.read(trial);
    said.push(
      replies
        .flatMap(({ reply }) => [reply.text, reply.reasoning ?? ""])
        .join("\n")
        .toLowerCase(),
    );
  }
  return said;
}
