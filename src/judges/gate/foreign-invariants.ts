import { random, shuffle } from "../../lib/random.ts";
import { loadScenarios } from "../../scenarios/load.ts";
import type { Scenario } from "../../scenarios/scenario.ts";

/**
 * As many invariants of shipped scenarios of another kind as a scenario has itself, drawn by its
 * id: what its texts do not say.
 */
export function foreignInvariants({ id, invariants }: Scenario): Scenario["invariants"] {
  const kind = (of: string) => of.split("-").slice(0, 2).join("-");
  const known = new Set(invariants.map(({ text }) => text));
  const others = loadScenarios(undefined, { verbatim: false }).filter((other) => kind(other.id) !== kind(id));
  const pool = new Map(others.flatMap((other) => other.invariants.map((each) => [each.text, each] as const)));
  const unsaid = [...pool.values()].filter(({ text }) => !known.has(text));
  return shuffle(unsaid, random(`foreign ${id}`)).slice(0, invariants.length);
}
