import { didYouMean } from "../../lib/closest.ts";
import { limit } from "../../lib/limit.ts";
import { checkRun } from "../../runner/check-run.ts";
import { results } from "../../runner/results.ts";
import { tally } from "../../runner/trials/tally.ts";
import type { Run, TrialResult } from "../../runner/trial.ts";
import { withCriteria } from "../asking/criteria.ts";
import { gradeTrial } from "./grade-trial.ts";
import { lastGrading, noteGrading, recall } from "./gradings.ts";
import { openInquiry } from "../asking/inquiry.ts";
import { gradeOptions, type GradeOptions } from "./grade-options.ts";
import { gradesFollowFrom, keepResults, keptResults } from "./kept-grades.ts";
import { openPanel } from "./open-panel.ts";
import { resultsOf, summarize } from "./results-of.ts";
import type { Results, TrialSummary } from "./results.ts";
import { saveGrades } from "./save-grades.ts";
import type { Grade } from "../verdict.ts";

/**
 * Grades every trial of a run on every outcome that its way of asking can measure: patterns and
 * forced choices from the replies, rubrics by the judge, which is asked each question once, ever
 * (`judgements.jsonl` in the run's folder). New grades are appended to `grades.jsonl`; those of a
 * large run are kept as columns, too, and read from there while nothing changes. What a judge
 * does not settle is unscored, with the reason. Throws when the judge cannot take `params` or a
 * schema, on a miss in replay, and when a judgement cannot be written.
 *
 * @example
 * await grade(ran)
 */
export async function grade(planned: Run, options: GradeOptions = {}): Promise<Results> {
  checkRun(planned, "grade");
  const unknown = Object.keys(options).find((key) => !(key in gradeOptions));
  if (unknown)
    throw new Error(
      `grade has no option "${unknown}": expected ${Object.keys(gradeOptions).join(", ")}${didYouMean(unknown, Object.keys(gradeOptions))}`,
    );
  const { batch, concurrency = batch ? 50_000 : 20, criteria = [] } = options;
  const run = withCriteria(planned, criteria);
  const plain = Object.keys(options).every((key) => decideNothing.includes(key));
  const facts = plain ? gradesFollowFrom(run) : null;
  const kept = facts === null ? null : await keptResults(run, facts);
  if (kept !== null) return kept;
  await using cleanup = new AsyncDisposableStack();
  const inquiry = cleanup.use(await openInquiry(run.dir, options));
  const { judgements, halt } = inquiry;
  const asked = hasRubric(run) ? [options.judge ?? []].flat() : [];
  const before = facts === null ? null : gradesFollowFrom(run);
  const past = asked.length === 0 ? await lastGrading(run) : null;
  const panel = past
    ? recall({ ...past, by: options.panel?.by ?? past.by }, judgements)
    : await openPanel(asked, run, options, inquiry, cleanup);
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
  for (const judge of panel.judges) judge.check();
  const graded = resultsOf(run, trials, grades.flat(), halt.reason);
  if (options.save ?? true) {
    await saveGrades(run.dir, graded.grades);
    if (asked.length > 0 && halt.reason === null) await noteGrading(run, panel, params);
    if (before !== null && before === gradesFollowFrom(run)) await keepResults(graded, before);
  }
  return graded;
}

/** Options that change no grade. */
const decideNothing = ["save", "onProgress", "concurrency", "signal", "abort", "mode", "cache", "cassette", "batch"];

/** Whether any trial needs a judge: one that is not needed is not opened, and needs no key. */
function hasRubric({ plan }: Run): boolean {
  const chat = new Set(tally(plan).flatMap(({ trial }) => (trial.elicit === "chat" ? [trial.scenario] : [])));
  return plan.scenarios.some(
    ({ id, outcomes }) => chat.has(id) && outcomes.some(({ measure }) => measure.by === "rubric"),
  );
}
