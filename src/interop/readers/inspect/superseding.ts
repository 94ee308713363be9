import type { ReaderContext } from "../reader.ts";
import { openLog } from "./log.ts";
import type { LogHeader } from "./shapes.ts";

interface Begun {
  file: string;
  task: string;
  created: string;
}

const logs = new WeakMap<ReaderContext, Promise<Begun[]>>();

/**
 * Names of the samples of a log that a later log of the same task has, too: a retry keeps its
 * task's id.
 */
export async function superseding(file: string, { eval: of }: LogHeader, context: ReaderContext): Promise<Set<string>> {
  const all = logs.get(context) ?? headersOf(context);
  logs.set(context, all);
  const begun = await all;
  const place = begun.findIndex((each) => each.file === file);
  const later = begun.filter(
    (each, i) =>
      each.file !== file &&
      each.task === of?.task_id &&
      (each.created > (of?.created ?? "") || (each.created === of?.created && i > place)),
  );
  const names = new Set<string>();
  for (const each of later) for await (const name of openLog(each.file).names()) names.add(name);
  return names;
}

async function headersOf({ files }: ReaderContext): Promise<Begun[]> {
  const found: Begun[] = [];
  for (const file of files.filter((each) => /\.eval$/i.test(each))) {
    const { eval: of } = await openLog(file).header();
    if (of?.task_id !== undefined) found.push({ file, task: of.task_id, created: of.created ?? "" });
  }
  return found;
}
