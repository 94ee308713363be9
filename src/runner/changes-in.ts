import { hash } from "../lib/hash.ts";
import { textPlaces } from "../lib/text-places.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import type { Plan } from "./trial.ts";
import { tally } from "./trials/tally.ts";

/**
 * What a plan would change or leave out of another, by name; empty where it has all of the other's
 * trials as they were, and more. Models, scenarios, wordings, inputs, conditions, epochs and ways
 * to elicit may be added.
 */
export function changesIn(before: Plan, plan: Plan): string[] {
  const missing = (there: readonly string[], now: readonly string[]) => there.filter((name) => !now.includes(name));
  const named = [
    ...(before.seed === plan.seed ? [] : [`seed ${before.seed} is ${plan.seed}`]),
    ...paramsChanged(before, plan),
    ...missing(before.models, plan.models).map((model) => `${model} is left out`),
    ...before.scenarios.flatMap((scenario) => changedIn(scenario, plan.scenarios)),
  ];
  if (named.length > 0) return named;
  const kinds = (of: Plan) => [...new Set(tally(of).map(({ trial }) => kindOf(trial)))];
  const left = missing(kinds(before), kinds(plan)).map((kind) => `${kind} is left out`);
  if (left.length > 0) return left;
  const ids = textPlaces();
  for (const { id } of plan.trials) ids.add(id);
  const dropped = before.trials.values().filter(({ id }) => ids.find(id) < 0);
  const epochs = Map.groupBy(dropped, ({ scenario, wording }) => `${scenario}/${wording}`);
  return [...epochs].map(
    ([of, trials]) => `${trials.length} trials of ${of} are left out (epochs, or of other inputs)`,
  );
}

const kindOf = ({ scenario, condition, elicit }: { scenario: string; condition: object; elicit: string }): string =>
  [`${scenario}, ${elicit}`, ...Object.entries(condition).map(([factor, level]) => `${factor}=${level}`)].join(" ");

function paramsChanged({ params: before }: Plan, { params }: Plan): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(params)] as (keyof Plan["params"])[]);
  return [...names]
    .filter((name) => before[name] !== params[name])
    .map((name) => `${name} ${before[name] ?? "unset"} is ${params[name] ?? "unset"}`);
}

/** What of a scenario's snapshot is not as it was; wordings, inputs and factors may be more. */
function changedIn(before: Scenario, scenarios: readonly Scenario[]): string[] {
  const now = scenarios.find(({ id }) => id === before.id);
  if (now === undefined) return [`${before.id} is left out`];
  const more = ["wordings", "inputs", "factors"] as const;
  const changes = more.flatMap((what) =>
    before[what].flatMap((each) => {
      const same = now[what].find(({ id }) => id === each.id);
      const name = `${before.id}'s ${what.slice(0, -1)} ${each.id}`;
      return same === undefined ? [`${name} is left out`] : hash(same) === hash(each) ? [] : [`${name} is changed`];
    }),
  );
  const rest = Object.keys({ ...before, ...now }).filter((key) => !more.includes(key as never)) as (keyof Scenario)[];
  const changed = rest.filter((key) => hash(before[key] ?? null) !== hash(now[key] ?? null));
  return [...changes, ...changed.map((key) => `${before.id}'s ${key} is changed`)];
}
