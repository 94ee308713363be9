import { fault } from "./fault.ts";
import type { Factor } from "./scenario.ts";

/** Throws unless the levels a wording is written for are levels of the scenario's factors. */
export function checkOnly(factors: readonly Factor[], only: Record<string, string[]>, place: string): void {
  for (const [factor, levels] of Object.entries(only)) {
    const known = factors.find((each) => each.id === factor)?.levels.map((level) => level.id) ?? [];
    const wrong = levels.find((level) => !known.includes(level));
    if (wrong) throw fault(place, `only.${factor}`, `no level "${wrong}"; use one of ${known.join(", ") || "(none)"}`);
  }
}
