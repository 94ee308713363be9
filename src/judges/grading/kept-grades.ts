import { readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { sourceHash } from "../../lib/source-hash.ts";
import { hash } from "../../lib/hash.ts";
import { privateFile } from "../../lib/private.ts";
import { journalSize } from "../../runner/journal/files.ts";
import type { Run } from "../../runner/trial.ts";
import { gradeTable, readTable, summaryTable, writeTable } from "./grade-tables.ts";
import type { Results } from "./results.ts";
import { resultsOf } from "./results-of.ts";

/** Journals below this are graded anew in no time, in bytes. */
const worthKeeping = 8 << 20;

const names = { grades: "graded.parquet", trials: "graded-trials.parquet" };

/** What stands beside the replies and decides no grade, or follows from them. */
const aside = /^(graded(-trials)?\.parquet|grades\.jsonl|summary\.json|lock|queue|worker|sql)$|\.part$/;

/**
 * All that a run's grades follow from without a judge: its files, by size and time, and this code.
 * Null where the run is so small that nothing need be kept.
 */
export function gradesFollowFrom({ dir, plan }: Run, least = worthKeeping): string | null {
  const files = readdirSync(dir).filter((name) => !aside.test(name));
  const facts = files.toSorted().map((name): [string, number, number] => {
    const { size, mtimeMs } = statSync(join(dir, name));
    return [name, size, mtimeMs];
  });
  if ((journalSize(dir) ?? 0) < least) return null;
  const asked = { id: plan.id, trials: plan.trials.length, scenarios: plan.scenarios };
  return hash([facts, asked, sourceHash("lib,scenarios,models,runner,judges")]);
}

/**
 * The results that a run's folder has kept as columns; null where they do not follow from `facts`.
 */
export async function keptResults(run: Run, facts: string): Promise<Results | null> {
  try {
    const [grades, trials] = await Promise.all([
      readTable(join(run.dir, names.grades), facts),
      readTable(join(run.dir, names.trials), facts),
    ]);
    if (grades === null || trials === null) return null;
    return resultsOf(run, summaryTable.from(trials, run.plan), gradeTable.from(grades, run.plan));
  } catch {
    // What cannot be read is worked out anew.
    return null;
  }
}

/** Keeps results as columns beside the replies; a folder that cannot be written is let be. */
export async function keepResults({ run, trials, grades }: Results, facts: string): Promise<void> {
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
      await writeTable(unfinished, columns, facts);
      renameSync(unfinished, file);
    } catch {
      rmSync(unfinished, { force: true });
      return;
    }
  }
}
