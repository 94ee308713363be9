import type { Plan, Trial } from "../trial.ts";
import { kindsOf } from "./kinds.ts";
import { madeOf } from "./recipe.ts";

/** Trials that differ in their epochs alone: one of them, and how many they are. */
export interface Tallied {
  /** Without its id and epoch. */
  trial: Omit<Trial, "id" | "epoch">;
  count: number;
}

/**
 * What a plan's trials are, each kind of them once where the plan says how they are made, however
 * many they are: model by model, in no order that means anything.
 */
export function* tally({ trials }: Pick<Plan, "trials">): Generator<Tallied> {
  const found = madeOf(trials);
  if (found === undefined) {
    for (const trial of trials) yield { trial, count: 1 };
    return;
  }
  const { recipe, of } = found;
  const kinds = kindsOf(recipe, of.scenarios);
  for (const model of of.models)
    for (const { what, inputs, epochs } of kinds)
      for (const input of inputs) yield { trial: { ...what, input, model }, count: epochs };
}
