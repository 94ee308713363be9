import type { GateFacts } from "../../judges/gate/gate-record.ts";
import { fixed } from "../../lib/number-text.ts";

/**
 * By how much a text must be longer than its rewordings for a gap to say so: the gate's own band.
 */
const notable = 1.25;

/** In words: which wordings the gate rejected or never saw. */
export function outsideGate({ rejected, unseen }: GateFacts): string[] {
  return [
    ...(rejected.length > 0 ? [`the gate rejected ${rejected.join(", ")}: parallax check says why`] : []),
    ...(unseen.length > 0 ? [`the gate never saw ${unseen.join(", ")} as asked here: run parallax check`] : []),
  ];
}

/** {@link outsideGate}, and how much longer the published text is. */
export function gateNotes(facts: GateFacts): string[] {
  const { timesAsLong } = facts;
  return [
    ...outsideGate(facts),
    ...(timesAsLong !== null && timesAsLong > notable
      ? [
          `the published text is ${fixed(timesAsLong, 1)} times as long as its rewordings: the gap is one of length, too`,
        ]
      : []),
  ];
}
