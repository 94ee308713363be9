import { checkOptions, type OptionNames } from "../lib/check-options.ts";
import type { GradeOptions } from "../judges/grading/grade-options.ts";
import type { Model, Params } from "../models/model.ts";
import type { PlanSpec } from "../runner/plan-spec.ts";
import type { RunOptions } from "../runner/run.ts";
import type { GapOptions } from "../stats/gap/gap.ts";
import type { Until } from "../runner/enough.ts";
import type { Known } from "./until-known.ts";

/**
 * What a study takes: scenarios and models, and whatever its steps take; everything else has a
 * default.
 */
export interface StudyOptions
  extends Omit<PlanSpec, "models">, Omit<RunOptions, "models" | "until">, Omit<GradeOptions, "params">, GapOptions {
  /** By id, or open already. */
  models: (string | Model)[];
  /** Parameters of the judge; `params` are those of the models asked. */
  judgeParams?: Params;
  /** Stops asking once this is known ({@link untilKnown}), or a predicate says so. */
  until?: Known | Until;
}

type Step = "plan" | "run" | "grade" | "gap";

/** Which steps take an option. */
const takers: Record<keyof StudyOptions, readonly Step[]> = {
  scenarios: ["plan"],
  models: ["plan", "run"],
  epochs: ["plan"],
  arms: ["plan"],
  wordings: ["plan"],
  conditions: ["plan"],
  channel: ["plan"],
  inputs: ["plan"],
  elicit: ["plan"],
  params: ["plan"],
  perturb: ["plan"],
  seed: ["plan"],
  controls: ["plan"],
  sameModel: ["plan"],
  dir: ["run"],
  signal: ["run", "grade"],
  abort: ["run", "grade"],
  concurrency: ["run", "grade"],
  promptCache: ["run"],
  batch: ["run", "grade"],
  queue: ["run"],
  budgetUsd: ["run", "grade"],
  mode: ["run", "grade"],
  cache: ["run", "grade"],
  cassette: ["run", "grade"],
  retry: ["run", "grade"],
  until: [],
  onProgress: ["run", "grade"],
  judge: ["grade"],
  judgeParams: ["grade"],
  panel: ["grade"],
  criteria: ["grade"],
  save: ["grade"],
  by: ["gap"],
  method: ["gap"],
  level: ["gap"],
  gate: ["gap"],
  judged: ["gap"],
  leastKappa: ["gap"],
  floors: ["gap"],
  registered: ["gap"],
  perturbations: ["gap"],
};

const known = Object.fromEntries(Object.keys(takers).map((name) => [name, true])) as OptionNames<StudyOptions>;

interface Parts {
  planning: PlanSpec;
  running: RunOptions;
  grading: GradeOptions;
  comparing: GapOptions;
}

/** The options of each step of a study. Throws on one that no step has. */
export function optionsOf(options: StudyOptions): Parts {
  checkOptions("study", options, known);
  const names = Object.keys(options) as (keyof StudyOptions)[];
  const set = names.filter((name) => options[name] !== undefined);
  const of = (step: Step) =>
    Object.fromEntries(set.filter((name) => takers[name].includes(step)).map((name) => [name, options[name]]));
  const { judgeParams, ...grading } = of("grade") as GradeOptions & { judgeParams?: Params };
  const { models } = options;
  const listed = Array.isArray(models);
  const open = listed ? models.filter((model) => typeof model !== "string") : [];
  return {
    planning: {
      ...(of("plan") as unknown as PlanSpec),
      ...(listed && { models: models.map((model) => (typeof model === "string" ? model : model.id)) }),
    },
    running: { ...(of("run") as RunOptions), models: open },
    grading: { ...grading, ...(judgeParams && { params: judgeParams }) },
    comparing: of("gap") as GapOptions,
  };
}
