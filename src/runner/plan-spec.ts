import type { Params } from "../models/model.ts";
import type { Channel } from "../scenarios/channel.ts";
import type { PerturbOptions } from "../scenarios/perturbations/perturbations.ts";
import type { Arm, Scenario } from "../scenarios/scenario.ts";
import type { Elicit } from "./trial.ts";
import type { ModelId } from "../models/known.ts";
import type { ScenarioId } from "../scenarios/known.ts";

/** What to compare; everything but scenarios and models has a default. */
export interface PlanSpec {
  /** Ids, paths of folders, or scenarios. */
  scenarios: (ScenarioId | Scenario)[];
  models: ModelId[];
  /** Repetitions of every cell; 1. May differ between ways to elicit: `{chat: 10, choice: 1}`. */
  epochs?: number | Partial<Record<Elicit, number>>;
  /** All but `edit`; `perturbation` where the plan perturbs. */
  arms?: Arm[];
  /** Ids; all. */
  wordings?: string[];
  /**
   * How wordings that offer tools are acted on, as the factor `channel`. Unless named, marks in the
   * reply are all there is.
   */
  channel?: Channel | Channel[];
  /** Levels to keep, by factor: `{tier: ["free"]}`; all. */
  conditions?: Record<string, string[]>;
  /** Ids, or how many of the first; all. */
  inputs?: string[] | number;
  /** "chat". A scenario takes part by those of them that one of its outcomes can be measured by. */
  elicit?: Elicit | Elicit[];
  params?: Params;
  /**
   * Adds so many designed perturbations of each scenario, or what such a design is made by; see
   * perturbations(). They are the arm `perturbation`.
   */
  perturb?: number | PerturbOptions;
  /** Of the order and of what samples reproducibly; 1. */
  seed?: number;
  /** Adds each scenario's unpublished control; false. */
  controls?: boolean;
  /**
   * Lets a model be measured on wordings that it wrote itself, as far as their provenance says who
   * did; false.
   */
  sameModel?: boolean;
}
