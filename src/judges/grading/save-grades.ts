import { existsSync } from "node:fs";
import { join } from "node:path";
import { openLines, readLines } from "../../lib/jsonl.ts";
import type { Grade } from "../verdict.ts";

/**
 * Appends to `grades.jsonl` of a run folder those grades that are not in it yet. What was not
 * judged (no hash) is not written: it may be judged later. Grades follow from the replies on disk,
 * so a folder that cannot be written is let be.
 */
export async function saveGrades(dir: string, grades: readonly Grade[]): Promise<void> {
  const file = join(dir, "grades.jsonl");
  const known = new Set<string>();
  if (existsSync(file)) for await (const grade of readLines<Grade>(file)) known.add(keyOf(grade));
  const fresh = grades.filter((grade) => grade.hash !== "" && !known.has(keyOf(grade)));
  await appendIfWritable(file, fresh);
}

/** Appends lines to a file; where it cannot be written, nothing happens. */
export async function appendIfWritable(file: string, lines: readonly object[]): Promise<void> {
  if (lines.length === 0) return;
  try {
    await using journal = await openLines(file).then((open) => ({ ...open, [Symbol.asyncDispose]: open.close }));
    await Promise.all(lines.map((line) => journal.append(line)));
  } catch (error) {
    if (!["EACCES", "EPERM", "EROFS"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

const keyOf = ({ trial, outcome, hash }: Grade) => `${trial} ${outcome} ${hash}`;
