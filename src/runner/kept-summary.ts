import { readFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { writePrivate } from "../lib/private.ts";
import { sourceHash } from "../lib/source-hash.ts";
import { isLong, sealedOf, tailOf } from "./journal/files.ts";
import type { Run } from "./trial.ts";

/** Journals below this are added up anew in no time, in bytes. */
const worthKeeping = 8 << 20;

/** `summary.json`: what a run's journal adds up to, as long as it is the same. */
interface Kept {
  /** Of its files. */
  journal: { size: number; mtimeMs: number }[];
  plan: string;
  source: string;
  summary: Run["summary"];
}

/** What there is to say of a run's journal and this code; null where nothing need be kept. */
function stateOf(dir: string, plan: string, least: number): Omit<Kept, "summary"> | null {
  if (!isLong(dir, least)) return null;
  const journal = [tailOf(dir), sealedOf(dir)].flatMap((file) => {
    const stat = statSync(file, { throwIfNoEntry: false });
    return stat === undefined ? [] : [{ size: stat.size, mtimeMs: stat.mtimeMs }];
  });
  return { journal, plan, source: sourceHash("lib,scenarios,models,runner") };
}

/**
 * A run's summary, from its folder where its journal was added up before and is the same, else as
 * `addUp` has it: that is then kept, where the folder can be written.
 */
export async function keptSummary(
  dir: string,
  plan: string,
  addUp: () => Promise<Run["summary"]>,
  least = worthKeeping,
): Promise<Run["summary"]> {
  const file = join(dir, "summary.json");
  const state = stateOf(dir, plan, least);
  if (state === null) return addUp();
  try {
    const { summary, ...kept } = JSON.parse(readFileSync(file, "utf8")) as Kept;
    if (JSON.stringify(kept) === JSON.stringify(state)) return summary;
  } catch {
    // None is there, or none that can be read.
  }
  const summary = await addUp();
  if (JSON.stringify(stateOf(dir, plan, least)) === JSON.stringify(state))
    try {
      const unfinished = `${file}.${process.pid}.part`;
      writePrivate(unfinished, `${JSON.stringify({ ...state, summary } satisfies Kept)}\n`);
      renameSync(unfinished, file);
    } catch {
      // It is added up again.
    }
  return summary;
}
