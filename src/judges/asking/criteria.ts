import { hash } from "../../lib/hash.ts";
import type { Run } from "../../runner/trial.ts";
import type { Scenario } from "../../scenarios/scenario.ts";

/**
 * A run whose scenarios are graded by the outcomes, rubrics, patterns and hidden names of others of
 * the same ids. A wording's patterns, private marks and facts are taken over only where its text is
 * still the same. Throws on a scenario that the run is not of.
 */
export function withCriteria(run: Run, criteria: readonly Scenario[]): Run {
  if (criteria.length === 0) return run;
  const { scenarios } = run.plan;
  const stray = criteria.find(({ id }) => !scenarios.some((scenario) => scenario.id === id));
  if (stray) {
    const known = scenarios.map(({ id }) => id).join(", ");
    throw new Error(`criteria of ${stray.id}, which the run in ${run.dir} is not of: give those of ${known}`);
  }
  const merged = scenarios.map((scenario) =>
    merge(scenario, criteria.find(({ id }) => id === scenario.id) ?? scenario),
  );
  return { ...run, plan: { ...run.plan, scenarios: merged } };
}

function merge(planned: Scenario, { outcomes, distinctive, wordings }: Scenario): Scenario {
  const now = new Map(wordings.map((wording) => [wording.id, wording]));
  const merged = planned.wordings.map((wording) => {
    const other = now.get(wording.id);
    if (other === undefined || hash(other.turns) !== hash(wording.turns)) return wording;
    const { private: _, facts: __, ...rest } = wording;
    const carried = { ...(other.private && { private: other.private }), ...(other.facts && { facts: other.facts }) };
    return { ...rest, ...carried, readings: other.readings };
  });
  return { ...planned, outcomes, distinctive, wordings: merged };
}
