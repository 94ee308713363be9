import { limit } from "../../lib/limit.ts";
import type { Model, Params } from "../../models/model.ts";
import { checkRun } from "../../runner/check-run.ts";
import { openHalt } from "../../runner/halt.ts";
import type { Mode } from "../../runner/lookup.ts";
import type { Progress } from "../../runner/progress.ts";
import { results } from "../../runner/results.ts";
import type { RetryPolicy } from "../../runner/retry.ts";
import type { Run, TrialResult } from "../../runner/trial.ts";
import type { Scenario } from "../../scenarios/scenario.ts";
import { withCriteria } from "../asking/criteria.ts";
import { gradeTrial } from "./grade-trial.ts";
import { lastGrading, noteGrading, recall } from "./gradings.ts";
import { openJudgements } from "../asking/judgements.ts";
import { openPanel, type PanelOptions } from "./panel.ts";
import { resultsOf, summarize, type Results, type TrialSummary } from "./results.ts";
import { saveGrades } from "./save-grades.ts";
import type { Grade } from "../verdict.ts";

/** How a run is graded; everything has a default. */
export interface GradeOptions {
  /**
   * The model that judges rubric outcomes, by id or open already. Several are a panel: each is asked by itself, see
   * `panel`. Without one nobody is asked, and the last grading by the same rubrics that was not cut short counts again,
   * a panel's too; where there was none, the last judgement of each question.
   */
  judge?: string | Model | readonly (string | Model)[];
  /** How a panel comes to one value, "majority" of its members unless told otherwise, and the seed of what each is shown. */
  panel?: PanelOptions;
  /** Scenarios whose outcomes, rubrics and patterns count in place of those that the run was planned with. */
  criteria?: readonly Scenario[];
  /** Of the judge; what is absent is left to its provider. */
  params?: Params;
  /** Trials under way at once; 20. */
  concurrency?: number;
  /** What judging this run may cost in all, earlier passes included. */
  budgetUsd?: number;
  /** `session.mode`, else $PARALLAX_MODE, else "auto"; see {@link Mode}. */
  mode?: Mode;
  /** The cache's file, and a cassette to look in before it, as in a run. */
  cache?: string;
  cassette?: string;
  /** Aborting it asks nothing new and waits for what is under way; aborting `abort` cuts that off, too. */
  signal?: AbortSignal;
  abort?: AbortSignal;
  /** Whether new grades are appended to `grades.jsonl`; true. */
  save?: boolean;
  retry?: Partial<RetryPolicy>;
  /** Called whenever something changed, in place of the display in the terminal or the notebook cell. */
  onProgress?: (progress: Progress) => void;
}

const known: Record<keyof GradeOptions, true> = {
  judge: true,
  panel: true,
  criteria: true,
  params: true,
  concurrency: true,
  budgetUsd: true,
  mode: true,
  cache: true,
  cassette: true,
  signal: true,
  abort: true,
  save: true,
  retry: true,
  onProgress: true,
};

/**
 * Grades every trial of a run on every outcome that its way of asking can measure: patterns and forced choices from the
 * replies, rubrics by the judge, which is asked each question once, ever (`judgements.jsonl` in the run's folder). New
 * grades are appended to `grades.jsonl`. What a judge does not settle is unscored, with the reason. Throws when the
 * judge cannot take `params` or a schema, on a miss in replay, and when a judgement cannot be written.
 */
export async function grade(planned: Run, options: GradeOptions = {}): Promise<Results> {
  checkRun(planned, "grade");
  const unknown = Object.keys(options).find((key) => !(key in known));
  if (unknown) throw new Error(`grade has no option "${unknown}": expected ${Object.keys(known).join(", ")}`);
  const { concurrency = 20, criteria = [] } = options;
  const run = withCriteria(planned, criteria);
  await using cleanup = new AsyncDisposableStack();
  const judgements = await openJudgements(run.dir);
  cleanup.defer(() => judgements.close());
  const halt = cleanup.use(openHalt(options));
  const asked = hasRubric(run) ? [options.judge ?? []].flat() : [];
  const past = asked.length === 0 ? await lastGrading(run) : null;
  const panel = past
    ? recall({ ...past, by: options.panel?.by ?? past.by }, judgements)
    : await openPanel(asked, run, options, judgements, halt, cleanup);
  const params = past?.params ?? options.params ?? {};

  const scenarios = new Map(run.plan.scenarios.map((scenario) => [scenario.id, scenario]));
  const places = new Map(run.plan.trials.map(({ id }, place) => [id, place]));
  const trials: TrialSummary[] = [];
  const grades: Grade[][] = [];
  const gradeOne = async (result: TrialResult): Promise<void> => {
    const place = places.get(result.trial.id)!;
    const scenario = scenarios.get(result.trial.scenario)!;
    grades[place] = await gradeTrial(scenario, result, { panel, judgements, params });
    trials[place] = summarize(scenario, result);
    for (const judge of panel.judges) judge.count();
  };
  await limit(results(planned), concurrency, (result) =>
    gradeOne(result).catch((error: unknown) => {
      halt.stop((error as Error).message);
      throw error;
    }),
  );
  const graded = resultsOf(run, trials, grades.flat(), halt.reason);
  if (options.save ?? true) {
    await saveGrades(run.dir, graded.grades);
    if (asked.length > 0 && halt.reason === null) await noteGrading(run, panel, params);
  }
  return graded;
}

/** Whether any trial needs a judge: one that is not needed is not opened, and needs no key. */
function hasRubric({ plan }: Run): boolean {
  const chat = new Set(plan.trials.filter(({ elicit }) => elicit === "chat").map(({ scenario }) => scenario));
  return plan.scenarios.some(
    ({ id, outcomes }) => chat.has(id) && outcomes.some(({ measure }) => measure.by === "rubric"),
  );
}
