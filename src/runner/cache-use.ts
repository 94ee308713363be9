import type { Usage } from "../models/model.ts";
import { cacheSaving } from "../models/price.ts";

/** What providers' prompt caches came to, of replies that were paid for. */
export interface CacheUse {
  /** Tokens of prompts read from them, and written to them. */
  readTokens: number;
  writtenTokens: number;
  /**
   * USD at catalogue prices; less than nothing where more was written than read, null where a price
   * is not known.
   */
  savedUsd: number | null;
}

/** What a prompt cache came to in one reply of a model; nothing where none was used. */
export function cacheUseOf(model: string, usage: Usage): { promptCache?: CacheUse } {
  const [readTokens, writtenTokens] = [usage.cachedInput ?? 0, usage.cacheWrite ?? 0];
  if (readTokens === 0 && writtenTokens === 0) return {};
  return { promptCache: { readTokens, writtenTokens, savedUsd: cacheSaving(model, usage) } };
}

/** Adds to what prompt caches came to, in place. */
export function addCacheUse(to: { promptCache?: CacheUse }, more: CacheUse | undefined): void {
  if (more === undefined) return;
  const { readTokens, writtenTokens, savedUsd } = to.promptCache ?? { readTokens: 0, writtenTokens: 0, savedUsd: 0 };
  to.promptCache = {
    readTokens: readTokens + more.readTokens,
    writtenTokens: writtenTokens + more.writtenTokens,
    savedUsd: savedUsd === null || more.savedUsd === null ? null : savedUsd + more.savedUsd,
  };
}
