import { existsSync } from "node:fs";
import { join } from "node:path";
import { openLines, readLines } from "../../lib/jsonl.ts";
import { textPlaces } from "../../lib/text-places.ts";
import type { Grade } from "../verdict.ts";

/**
 * Appends to `grades.jsonl` of a run folder those grades that are not in it yet. What was not
 * judged (no hash) is not written: it may be judged later. Grades follow from the replies on disk,
 * so a folder that cannot be written is let be.
 */
export async function saveGrades(dir: string, grades: Iterable<Grade>): Promise<void> {
  const file = join(dir, "grades.jsonl");
  const known = textPlaces();
  if (existsSync(file)) for await (const grade of readLines<Grade>(file)) known.add(keyOf(grade));
  const isFresh = (grade: Grade) => grade.hash !== "" && known.find(keyOf(grade)) < 0;
  await appendIfWritable(file, Iterator.from(grades).filter(isFresh));
}

/** Lines that wait to be written together: they share a write, and are in memory until then. */
const together = 5000;

/** Appends lines to a file; where it cannot be written, nothing happens. */
export async function appendIfWritable(file: string, lines: Iterable<object>): Promise<void> {
  const rest = lines[Symbol.iterator]();
  let some = nextOf(rest);
  if (some.length === 0) return;
  try {
    await using journal = await openLines(file).then((open) => ({ ...open, [Symbol.asyncDispose]: open.close }));
    for (; some.length > 0; some = nextOf(rest)) await Promise.all(some.map((line) => journal.append(line)));
  } catch (error) {
    if (!["EACCES", "EPERM", "EROFS"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

function nextOf<T>(rest: Iterator<T>): T[] {
  const some: T[] = [];
  for (let next = rest.next(); next.done !== true; next = rest.next()) if (some.push(next.value) === together) break;
  return some;
}

const keyOf = ({ trial, outcome, hash }: Grade) => `${trial} ${outcome} ${hash}`;
