import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { sourceHash } from "../../lib/source-hash.ts";
import { hash } from "../../lib/hash.ts";
import { isLong } from "../../runner/journal/files.ts";
import { linesSince, type Position } from "../../runner/journal/position.ts";
import { resultsOfLines } from "../../runner/results-of-lines.ts";
import type { Run, Trial, TrialResult } from "../../runner/trial.ts";
import { gradeTable, openTable, readTables, summaryTable, writeTable } from "./grade-tables.ts";
import { openGraded, type Graded } from "./graded.ts";

/** Journals below this are graded anew in no time, in bytes. */
const worthKeeping = 8 << 20;

const names = { grades: "graded.parquet", trials: "graded-trials.parquet" };

/** What stands beside the replies and decides no grade, or follows from them. */
const aside =
  /^(graded(-trials)?\.parquet|answers\.json|grades\.jsonl|summary\.json|manifest\.json|batches\.jsonl|budget\.jsonl|lock|queue|worker|sql)$|\.part$/;

const isJournal = (name: string): boolean => name === "trials.jsonl" || name === "trials.jsonl.zst";

/** All that a run's grades follow from without a judge. */
export interface Facts {
  /** Of its other files, by size and time, of its scenarios, and of this code. */
  rest: string;
  /** Size and time of its journal's files. */
  journal: string;
}

/** What grades are kept with: what they follow from, and how far the journal was. */
interface Follows extends Facts {
  position: Position;
  /** Whether they are in `grades.jsonl`, too. */
  saved: boolean;
}

/** A trial as far as it is, and its place in the plan. */
export interface News {
  result: TrialResult;
  place: number;
}

/** Grades that are kept, and what was replied since. */
export interface Kept {
  graded: Graded;
  saved: boolean;
  /** Trials that have come further since. */
  news: News[];
}

/**
 * What a run's grades follow from. Null where the run is so small that nothing need be kept.
 */
export function gradesFollowFrom({ dir, plan }: Run, least = worthKeeping): Facts | null {
  if (!isLong(dir, least)) return null;
  const facts = factsOfFiles(dir);
  const asked = { id: plan.id, trials: plan.trials.length, scenarios: plan.scenarios };
  return {
    rest: hash([facts.filter(([name]) => !isJournal(name)), asked, sourceHash("lib,scenarios,models,runner,judges")]),
    journal: hash(facts.filter(([name]) => isJournal(name))),
  };
}

/** Name, size and time of a run's files that decide what is made of it. */
export function factsOfFiles(dir: string): [name: string, size: number, mtimeMs: number][] {
  const files = readdirSync(dir).filter((name) => !aside.test(name));
  return files.toSorted().map((name) => {
    const { size, mtimeMs } = statSync(join(dir, name));
    return [name, size, mtimeMs];
  });
}

/**
 * The results that a run's folder has kept as columns, and what came since; null where none are
 * kept, or they do not follow from what is there. Columns named in `without` are left out: for
 * whoever reads others alone.
 */
export async function keptResults(run: Run, facts: Facts, without: readonly string[] = []): Promise<Kept | null> {
  try {
    const grades = await openTable(join(run.dir, names.grades));
    const trials = await openTable(join(run.dir, names.trials));
    if (grades.facts !== trials.facts) return null;
    const { rest, journal, position, saved } = JSON.parse(grades.facts) as Follows;
    if (rest !== facts.rest) return null;
    const graded = openGraded(run.plan);
    await readTables(graded, { grades, trials }, without);
    const news = journal === facts.journal ? [] : await newsOf(run, graded, position);
    const isSaved = saved && existsSync(join(run.dir, "grades.jsonl"));
    graded.isSaved = isSaved && news?.length === 0;
    return news === null ? null : { graded, saved: isSaved, news };
  } catch {
    // What cannot be read is worked out anew.
    return null;
  }
}

async function newsOf(run: Run, { summaries }: Graded, position: Position): Promise<News[] | null> {
  const lines = await linesSince(run.dir, position);
  if (lines === null) return null;
  const since = new Set(lines.map(({ trial }) => trial));
  const places = new Map<string, { trial: Trial; place: number }>();
  for (const [place, trial] of run.plan.trials.entries())
    if (since.has(trial.id)) places.set(trial.id, { trial, place });
  const isBegun = (id: string) => summaries.replyHash.get(places.get(id)!.place) !== null;
  const found = await resultsOfLines(run, lines, (id) => places.get(id)?.trial, isBegun);
  return found?.map((result) => ({ result, place: places.get(result.trial.id)!.place })) ?? null;
}

/** Keeps results as columns beside the replies; a folder that cannot be written is let be. */
export async function keepResults({ dir }: Run, graded: Graded, follows: Follows): Promise<void> {
  try {
    await writeTable(join(dir, names.grades), gradeTable(graded), JSON.stringify(follows));
    await writeTable(join(dir, names.trials), summaryTable(graded), JSON.stringify(follows));
  } catch {
    // They are worked out again.
  }
}
