import { confusion } from "./cues/confusion.ts";
import { designs } from "./cues/designs.ts";
import { manyTrials } from "./cues/many-trials.ts";
import { recovery } from "./cues/recovery.ts";
import type { Row } from "./row.ts";

/**
 * What designs of changes are worth: texts that pass the gate, how often intervals hold what was
 * set, which kind of recognition is told, and time.
 */
export async function benchCues(): Promise<Row[]> {
  return [designs, recovery, confusion, manyTrials].flatMap((measure) => measure());
}

if (import.meta.main) for (const row of await benchCues()) console.log(row);
