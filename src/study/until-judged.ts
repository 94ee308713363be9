import { readJudgements } from "../judges/asking/judgements.ts";
import type { Results } from "../judges/grading/results.ts";
import type { Until } from "../runner/enough.ts";
import { results as replies } from "../runner/results.ts";
import type { Plan, Run } from "../runner/trial.ts";
import { untilGraded, type Known } from "./until-known.ts";

/** How a plan's replies are asked for and graded. */
interface Steps {
  /** With less of the budget left by what judges have cost so far, in USD. */
  run(until: Until, judgesUsd: number): Promise<Run>;
  grade(run: Run): Promise<Results>;
}

/**
 * Of a plan's trials, how many are asked before the first look, and how much more before the next.
 */
const [FIRST, MORE] = [1 / 20, 1.25];

/**
 * Asks until what is wanted is known of outcomes that a judge grades: in stretches, after each of
 * which the judge grades what there is, out of the same budget, and one looks. Confidence sequences
 * hold at every look, so that these may be few; up to a quarter more is asked than was needed. Ends
 * early where the asking or the judge was stopped.
 */
export async function untilJudged(planned: Plan, known: Known, steps: Steps): Promise<{ run: Run; results: Results }> {
  untilGraded(planned, known, () => NaN);
  const all = planned.trials.length;
  let judgesUsd = 0;
  for (let target = Math.ceil(all * FIRST); ; target = Math.ceil(target * MORE)) {
    const run = await steps.run(lookAfter(target), judgesUsd);
    const results = await steps.grade(run);
    judgesUsd = await spentOnJudges(run.dir);
    const said = await knownOf(planned, known, results);
    if (said !== false) return await endedBy(said, judgesUsd, steps);
    const isCut = run.summary.known === undefined || results.stopped !== null;
    if (isCut || target >= all) return { run, results };
  }
}

/** The run with why it ended: told of one reply that there is already, it asks nothing more. */
async function endedBy(
  said: string,
  judgesUsd: number,
  { run, grade }: Steps,
): Promise<{ run: Run; results: Results }> {
  const ended = await run(() => said, judgesUsd);
  return { run: ended, results: await grade(ended) };
}

/** Stops at so many trials that ended. */
function lookAfter(target: number): Until {
  let ended = 0;
  return () => ++ended >= target && "a look at what is known was due";
}

/** What is known by these grades, in words; else false. */
async function knownOf(planned: Plan, known: Known, { run, grades }: Results): Promise<string | false> {
  const values = new Map(
    grades.map((grade) => [`${grade.trial} ${grade.outcome}`, grade.status === "scored" ? grade.value : NaN]),
  );
  const tell = untilGraded(planned, known, (_, outcome, { trial }) => values.get(`${trial.id} ${outcome.id}`) ?? NaN);
  for await (const result of replies(run)) {
    const said = result.status === "done" && tell(result);
    if (said !== false) return said;
  }
  return false;
}

async function spentOnJudges(dir: string): Promise<number> {
  let usd = 0;
  for await (const line of readJudgements(dir)) if (!line.cached) usd += line.usd ?? 0;
  return usd;
}
