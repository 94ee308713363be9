import type { Params } from "../models/model.ts";
import type { PlanSpec } from "../runner/plan-spec.ts";
import type { planOptions } from "./commands/plan-options.ts";
import type { Command, Given } from "./frame/command.ts";
import { pick } from "./frame/pick.ts";

type Options = Given<Omit<Command, "options"> & { options: typeof planOptions }>["options"];

/** The plan that a command line asks for. */
export function specOf(options: Options): PlanSpec {
  const params: Params = pick(options, "temperature", "maxTokens", "serviceTier");
  return {
    scenarios: options.scenario,
    models: options.model,
    params,
    ...pick(options, "epochs", "elicit", "arms", "channel", "inputs", "perturb", "seed"),
    controls: options.controls,
    sameModel: options.sameModel,
  };
}
