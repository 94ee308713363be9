import { pullModel } from "../src/models/local/pull.ts";
import { embedded } from "../src/models/local/weights.ts";

/**
 * Fetches the embedded models' weights once, before files that run at the same time each fetch
 * them; gives why not, for each that could not be had. Their tests are then skipped.
 */
export async function bringWeights(): Promise<string[]> {
  const missing: string[] = [];
  for (const { name } of embedded) {
    const signal = AbortSignal.timeout(180_000);
    await pullModel(name, { signal }).catch((error: Error) => missing.push(`no weights of ${name}: ${error.message}`));
  }
  return missing;
}
