import { existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { sourceHash } from "../../lib/source-hash.ts";
import { hash } from "../../lib/hash.ts";
import { privateFile } from "../../lib/private.ts";
import { isLong } from "../../runner/journal/files.ts";
import type { Position } from "../../runner/journal/position.ts";
import { resultsSince } from "../../runner/results-since.ts";
import type { Run, TrialResult } from "../../runner/trial.ts";
import { gradeTable, openTable, summaryTable, writeTable } from "./grade-tables.ts";
import type { Results } from "./results.ts";
import { resultsOf } from "./results-of.ts";

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

/** Grades that are kept, and what was replied since. */
export interface Kept {
  results: Results;
  saved: boolean;
  /** Trials that have come further since. */
  news: TrialResult[];
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
 * kept, or they do not follow from what is there.
 */
export async function keptResults(run: Run, facts: Facts): Promise<Kept | null> {
  try {
    const grades = await openTable(join(run.dir, names.grades));
    const trials = await openTable(join(run.dir, names.trials));
    if (grades.facts !== trials.facts) return null;
    const { rest, journal, position, saved } = JSON.parse(grades.facts) as Follows;
    if (rest !== facts.rest) return null;
    const results = resultsOf(
      run,
      summaryTable.from(await trials.read(), run.plan),
      gradeTable.from(await grades.read(), run.plan),
    );
    const news = journal === facts.journal ? [] : await newsOf(results, position);
    return news === null ? null : { results, saved: saved && existsSync(join(run.dir, "grades.jsonl")), news };
  } catch {
    // What cannot be read is worked out anew.
    return null;
  }
}

function newsOf({ run, trials }: Results, position: Position): Promise<TrialResult[] | null> {
  const known = new Map(trials.map((summary) => [summary.trial.id, summary]));
  const isBegun = (id: string) => known.get(id)?.replyHash !== null;
  return resultsSince(run, position, (id) => known.get(id)?.trial, isBegun);
}

/** Keeps results as columns beside the replies; a folder that cannot be written is let be. */
export async function keepResults({ run, trials, grades }: Results, follows: Follows): Promise<void> {
  const places = new Map(run.plan.trials.map(({ id }, place) => [id, place]));
  const tables = [
    [names.grades, gradeTable.to(grades, places)],
    [names.trials, summaryTable.to(trials)],
  ] as const;
  for (const [name, columns] of tables) {
    const file = join(run.dir, name);
    const unfinished = `${file}.${process.pid}.part`;
    try {
      privateFile(unfinished);
      await writeTable(unfinished, columns, JSON.stringify(follows));
      renameSync(unfinished, file);
    } catch {
      rmSync(unfinished, { force: true });
      return;
    }
  }
}
