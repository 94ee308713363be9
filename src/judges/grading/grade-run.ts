import { limit } from "../../lib/limit.ts";
import { positionOf } from "../../runner/journal/position.ts";
import { results } from "../../runner/results.ts";
import type { Run } from "../../runner/trial.ts";
import { withCriteria } from "../asking/criteria.ts";
import { gradeTrial } from "./grade-trial.ts";
import { lastGrading, noteGrading, recall } from "./gradings.ts";
import { openInquiry } from "../asking/inquiry.ts";
import type { GradeOptions } from "./grade-options.ts";
import { gradesFollowFrom, keepResults, keptResults, type Facts, type News } from "./kept-grades.ts";
import { openGraded, type Graded } from "./graded.ts";
import { openPanel } from "./open-panel.ts";
import { gradedOf } from "./graded-of.ts";
import { hasRubric } from "./has-rubric.ts";
import { resultsOf, summarize } from "./results-of.ts";
import type { Results } from "./results.ts";
import { saveGrades } from "./save-grades.ts";
import { tellGrading } from "./tell-grading.ts";

/**
 * As {@link grade}: what is kept of a run whose journal has so many bytes is brought up to date by
 * what was replied since.
 */
export async function gradeRun(planned: Run, options: GradeOptions, least?: number): Promise<Results> {
  const { batch, concurrency = batch ? 50_000 : 20, criteria = [], save = true } = options;
  const run = withCriteria(planned, criteria);
  const plain = Object.entries(options).every(([name, value]) => decideNothing.includes(name) || saysNothing(value));
  const facts = plain ? gradesFollowFrom(run, least) : null;
  const kept = facts === null ? null : await keptResults(run, facts);
  if (kept !== null && kept.news.length === 0 && (kept.saved || !save)) return resultsOf(run, kept.graded);
  await using cleanup = new AsyncDisposableStack();
  const inquiry = cleanup.use(await openInquiry(run.dir, options));
  const { judgements, halt } = inquiry;
  const asked = hasRubric(run) ? [options.judge ?? []].flat() : [];
  const before = facts === null || kept !== null ? facts : gradesFollowFrom(run, least);
  const past = asked.length === 0 ? await lastGrading(run) : null;
  const panel = past
    ? recall({ ...past, by: options.panel?.by ?? past.by }, judgements)
    : await openPanel(asked, run, options, inquiry, cleanup);
  const params = past?.params ?? options.params ?? {};

  const scenarios = new Map(run.plan.scenarios.map((scenario) => [scenario.id, scenario]));
  const graded = kept?.graded ?? openGraded(run.plan);
  const many = kept?.news.length ?? run.plan.trials.length;
  const progress = panel.judges.length > 0 ? null : tellGrading(run.dir, many, halt, options.onProgress);
  const gradeOne = async ({ result, place }: News): Promise<void> => {
    const scenario = scenarios.get(result.trial.scenario)!;
    const grades = await gradeTrial(scenario, result, { panel, judgements, params });
    graded.put(place, summarize(scenario, result), grades);
    for (const judge of panel.judges) judge.count();
    progress?.count();
  };
  await limit(kept?.news ?? allOf(planned), concurrency, (each) =>
    gradeOne(each).catch((error: unknown) => {
      halt.stop((error as Error).message);
      throw error;
    }),
  );
  for (const judge of panel.judges) judge.check();
  progress?.end();
  const found = resultsOf(run, graded, halt.reason);
  if (save) {
    await saveGrades(run.dir, kept?.saved ? graded.fresh() : found.grades.values());
    if (asked.length > 0 && halt.reason === null) await noteGrading(run, panel, params);
  }
  const isOld = kept === null || save || kept.news.length * worthAgain > run.plan.trials.length;
  if (before !== null && isOld) await keepIfSame(run, graded, before, { saved: save || (kept?.saved ?? false), least });
  return found;
}

/**
 * A run's grades as columns, as it was graded last; where they are kept, those named in `without`
 * may be left empty.
 */
export async function gradeColumns(run: Run, without: readonly string[] = []): Promise<Graded> {
  const facts = gradesFollowFrom(run);
  const kept = facts === null ? null : await keptResults(run, facts, without);
  if (kept !== null && kept.saved && kept.news.length === 0) return kept.graded;
  const { openRun } = await import("../../runner/open-run.ts");
  return gradedOf(await gradeRun(await openRun(run.dir), {}))!;
}

/** Every trial of a run with its place. */
async function* allOf(run: Run): AsyncGenerator<News> {
  let place = 0;
  for await (const result of results(run)) yield { result, place: place++ };
}

/**
 * Without being told to save, what is kept is made anew where this part of it is new: one in 20.
 */
const worthAgain = 20;

/** Keeps grades, unless anything that they follow from has changed meanwhile. */
async function keepIfSame(
  run: Run,
  graded: Graded,
  before: Facts,
  { saved, least }: { saved: boolean; least: number | undefined },
): Promise<void> {
  const position = await positionOf(run.dir);
  const now = gradesFollowFrom(run, least);
  if (now?.rest === before.rest && now.journal === before.journal)
    await keepResults(run, graded, { ...before, position, saved });
}

/** Whether an option is as good as left out. */
const saysNothing = (value: unknown): boolean =>
  value === undefined || (typeof value === "object" && value !== null && Object.keys(value).length === 0);

/** Options that change no grade. */
const decideNothing = ["save", "onProgress", "concurrency", "signal", "abort", "mode", "cache", "cassette", "batch"];
