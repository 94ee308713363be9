import { shellWord } from "../../lib/shell-word.ts";
import type { BatchState } from "../../models/batch/batch.ts";
import { openModel } from "../../models/open.ts";
import { lock } from "../lock.ts";
import { openBatchLog, readBatches } from "./batch-log.ts";

/**
 * Asks providers how a folder's batches stand that have not ended, or to answer nothing more of
 * them; by their tags. Nothing is written. Throws where a key is missing.
 */
export async function askBatches(dir: string, to: "state" | "cancel"): Promise<Map<string, BatchState>> {
  const open = (await readBatches(dir)).filter(({ state, void: why }) => state?.ended === false && why === null);
  const states = new Map<string, BatchState>();
  for (const { tag, model: id, state } of open) {
    const model = await openModel(id);
    try {
      states.set(tag, await model.batch![to](state!.id));
    } finally {
      await model.close?.();
    }
  }
  return states;
}

/**
 * Gives a batch up, by its tag or its provider's id: what it did not answer is asked again, and
 * paid for again. Throws where there is none such, and while the folder is in use.
 */
export async function forgetBatch(dir: string, name: string): Promise<void> {
  const release = lock(dir);
  try {
    const batch = (await readBatches(dir)).find(({ tag, state }) => tag === name || state?.id === name);
    if (batch === undefined)
      throw new Error(`${dir} has no batch "${name}": parallax batches ${shellWord(dir)} lists them`);
    const log = await openBatchLog(batch.file);
    await log.note({ kind: "void", tag: batch.tag, why: "given up" });
    await log.close();
  } finally {
    release();
  }
}
