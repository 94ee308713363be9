import { statSync } from "node:fs";
import { beginningOf } from "../beginning-of.ts";
import type { ReaderContext } from "../reader.ts";
import { isLog, openLog } from "./log.ts";
import type { LogHeader } from "./shapes.ts";

/** A log, and what tells whether it goes on from another of its task. */
interface Begun {
  file: string;
  task: string;
  created: string;
  /** How many scorers it has results of, and when it was written. */
  later: readonly [scorers: number, written: number];
}

const logs = new WeakMap<ReaderContext, Promise<Begun[]>>();

/**
 * Names of the samples of a log that a later log of the same task has, too: a retry keeps its
 * task's id, and a log that was scored again or edited keeps the time it was begun at, as well.
 */
export async function superseding(file: string, { eval: of }: LogHeader, context: ReaderContext): Promise<Set<string>> {
  const all = logs.get(context) ?? headersOf(context);
  logs.set(context, all);
  const begun = (await all).filter(({ task }) => task === of?.task_id);
  const place = begun.findIndex((each) => each.file === file);
  const names = new Set<string>();
  for (const each of begun.slice(place + 1)) for await (const name of openLog(each.file).names()) names.add(name);
  return names;
}

/** All logs of a source, each after those that it goes on from. */
async function headersOf({ files }: ReaderContext): Promise<Begun[]> {
  const found: Begun[] = [];
  for (const file of files.filter((each) => isLog(each, beginningOf(each)))) {
    const { eval: of, results } = await openLog(file).header();
    const later = [results?.scores?.length ?? 0, statSync(file).mtimeMs] as const;
    if (of?.task_id !== undefined) found.push({ file, task: of.task_id, created: of.created ?? "", later });
  }
  return found.toSorted(
    (a, b) =>
      (a.created < b.created ? -1 : a.created > b.created ? 1 : 0) ||
      a.later[0] - b.later[0] ||
      a.later[1] - b.later[1],
  );
}
