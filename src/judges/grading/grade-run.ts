import { limit } from "../../lib/limit.ts";
import { positionOf } from "../../runner/journal/position.ts";
import { results } from "../../runner/results.ts";
import { tally } from "../../runner/trials/tally.ts";
import type { Run, TrialResult } from "../../runner/trial.ts";
import { withCriteria } from "../asking/criteria.ts";
import { gradeTrial } from "./grade-trial.ts";
import { lastGrading, noteGrading, recall } from "./gradings.ts";
import { openInquiry } from "../asking/inquiry.ts";
import type { GradeOptions } from "./grade-options.ts";
import { gradesFollowFrom, keepResults, keptResults, type Facts } from "./kept-grades.ts";
import { openGraded } from "./graded.ts";
import { openPanel } from "./open-panel.ts";
import { resultsOf, summarize } from "./results-of.ts";
import type { Results } from "./results.ts";
import { saveGrades } from "./save-grades.ts";

/**
 * As {@link grade}: what is kept of a run whose journal has so many bytes is brought up to date by
 * what was replied since.
 */
export async function gradeRun(planned: Run, options: GradeOptions, least?: number): Promise<Results> {
  const { batch, concurrency = batch ? 50_000 : 20, criteria = [], save = true } = options;
  const run = withCriteria(planned, criteria);
  const plain = Object.keys(options).every((key) => decideNothing.includes(key));
  const facts = plain ? gradesFollowFrom(run, least) : null;
  const kept = facts === null ? null : await keptResults(run, facts);
  if (kept !== null && kept.news.length === 0 && (kept.saved || !save)) return kept.results;
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
  const table = openGraded(run, kept?.results ?? null);
  const gradeOne = async (result: TrialResult): Promise<void> => {
    const scenario = scenarios.get(result.trial.scenario)!;
    const grades = await gradeTrial(scenario, result, { panel, judgements, params });
    table.put(summarize(scenario, result), grades);
    for (const judge of panel.judges) judge.count();
  };
  await limit(kept?.news ?? results(planned), concurrency, (result) =>
    gradeOne(result).catch((error: unknown) => {
      halt.stop((error as Error).message);
      throw error;
    }),
  );
  for (const judge of panel.judges) judge.check();
  const graded = resultsOf(run, table.trials(), table.grades(), halt.reason);
  if (save) {
    await saveGrades(run.dir, kept?.saved ? table.fresh() : graded.grades);
    if (asked.length > 0 && halt.reason === null) await noteGrading(run, panel, params);
  }
  const isOld = kept === null || save || kept.news.length * worthAgain > graded.trials.length;
  if (before !== null && isOld) await keepIfSame(graded, before, save || (kept?.saved ?? false), least);
  return graded;
}

/**
 * Without being told to save, what is kept is made anew where this part of it is new: one in 20.
 */
const worthAgain = 20;

/** Keeps results, unless anything that they follow from has changed meanwhile. */
async function keepIfSame(graded: Results, before: Facts, saved: boolean, least?: number): Promise<void> {
  const position = await positionOf(graded.run.dir);
  const now = gradesFollowFrom(graded.run, least);
  if (now?.rest === before.rest && now.journal === before.journal)
    await keepResults(graded, { ...before, position, saved });
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
