import { hash } from "../../lib/hash.ts";
import type { Scenario } from "../../scenarios/scenario.ts";
import type { Elicit, Plan } from "../trial.ts";

/** How a plan's trials are made of its scenarios, models and seed, in place of each of them. */
export interface Recipe {
  /**
   * How these were made: in the first way, a wording's epochs count on over inputs only where it
   * has no mark of one; in the second, under each condition under which it says nothing of it.
   */
  way: 1 | 2;
  /** How many they are. */
  count: number;
  scenarios: OfScenario[];
}

/** What is asked of one scenario: every wording that suits a condition, under every input. */
interface OfScenario {
  id: string;
  /** Of the scenario's snapshot. */
  hash: string;
  elicits: { elicit: Elicit; epochs: number }[];
  conditions: Record<string, string>[];
}

/** What trials are made of. */
export type Makings = Pick<Plan, "seed" | "models" | "scenarios">;

/** A recipe with what was made by it. */
export interface Made {
  recipe: Recipe;
  of: Makings;
}

/** `held` are the trials as they were made; null of a list that cannot be changed. */
const known = new WeakMap<readonly object[], { how: Made; held: readonly object[] | null }>();

/** How a list of trials was made; undefined where it was not by a recipe, or was changed since. */
export function madeOf(trials: readonly object[]): Made | undefined {
  const { how, held = null } = known.get(trials) ?? {};
  const isChanged = held !== null && (held.length !== trials.length || held.some((each, at) => each !== trials[at]));
  return isChanged ? undefined : how;
}

/** Says how a list of trials was made, which may be changed by hand or not. */
export function madeBy<T extends readonly object[]>(trials: T, how: Made, canChange: boolean): T {
  known.set(trials, { how, held: canChange ? [...trials] : null });
  return trials;
}

/** How a plan's trials are made of what else is in it; undefined where that is not so. */
export function recipeOf({ trials, ...plan }: Plan): Recipe | undefined {
  const found = madeOf(trials);
  if (found === undefined || plan.seed !== found.of.seed || hash(plan.models) !== hash(found.of.models))
    return undefined;
  return changedIn(found.recipe, plan.scenarios) === undefined ? found.recipe : undefined;
}

/** Throws where a recipe is for other scenarios than these, or of another version. */
export function checkRecipe(recipe: Recipe, snapshots: readonly Scenario[]): void {
  if (recipe.way !== 1 && recipe.way !== 2)
    throw new Error(`its trials are made in a way (${String(recipe.way)}) that this version does not know`);
  const changed = changedIn(recipe, snapshots);
  if (changed !== undefined)
    throw new Error(`its trials are made of another ${changed} than the one that stands in it: put that back`);
}

/** The first scenario that is not the one of the recipe. */
function changedIn({ scenarios }: Recipe, snapshots: readonly Scenario[]): string | undefined {
  const isThere = ({ id, hash: wanted }: OfScenario) => {
    const scenario = snapshots.find((each) => each.id === id);
    return scenario !== undefined && hash(scenario) === wanted;
  };
  return scenarios.find((each) => !isThere(each))?.id;
}
