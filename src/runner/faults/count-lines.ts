import { existsSync } from "node:fs";
import { readJournal } from "../journal/read-journal.ts";

/** How many replies a run's journal holds; none before there is one. */
export async function countLines(dir: string): Promise<number> {
  if (!existsSync(dir)) return 0;
  let lines = 0;
  for await (const line of readJournal(dir)) if (line.kind === "reply") lines++;
  return lines;
}
