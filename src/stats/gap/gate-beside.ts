import { gateOf } from "../../frames/gate-of.ts";
import type { GateFacts } from "../../judges/gate/gate-record.ts";
import type { Place } from "../groups/place.ts";
import type { GapData } from "../groups/groups-of.ts";

/**
 * What the gate said of the wordings that a gap is of: as was passed, else as the data know it
 * themselves. Of a gap over several scenarios it is what was said of any; null where nothing is
 * known.
 */
export function gateBeside(
  passed: readonly GateFacts[] | undefined,
  data: GapData | null,
): (gap: Place & { wordings: readonly { wording: string }[] }) => GateFacts | null {
  const all = passed ?? (data === null ? [] : gateOf(data));
  return ({ scenario, wordings }) => {
    const asked = new Set(wordings.map(({ wording }) => wording));
    const of = all.filter((facts) => scenario === "" || facts.scenario === scenario);
    if (of.length === 0) return null;
    const among = (ids: "rejected" | "unseen") =>
      [...new Set(of.flatMap((facts) => facts[ids]))].filter((id) => asked.has(id));
    return {
      scenario,
      rejected: among("rejected"),
      unseen: among("unseen"),
      timesAsLong: of.length === 1 ? of[0]!.timesAsLong : null,
    };
  };
}
