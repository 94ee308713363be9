import type { Reply } from "../models/model.ts";
import { cacheFile, openCache, type Cache } from "./cache.ts";
import { openCassette, type Cassette } from "./cassette.ts";

/**
 * `auto`: cassette, cache, network. `record`: always the network, kept in the cache. `replay`:
 * cassette and cache only, nothing is loaded or asked. `off`: always the network, nothing kept.
 */
export type Mode = "auto" | "record" | "replay" | "off";

export const modes: readonly Mode[] = ["auto", "record", "replay", "off"];

/** Where replies are looked for before a model is asked, and kept afterwards. */
export interface Lookup {
  mode: Mode;
  cassette: Cassette | null;
  find(key: string): Reply | null;
  keep(key: string, reply: Reply): void;
  close(): void;
}

/**
 * Opens what a mode looks in. In `record`, a key asked twice in one run is asked of the model once.
 */
export async function openLookup(mode: Mode, places: { cache?: string; cassette?: string }): Promise<Lookup> {
  if (!modes.includes(mode)) throw new Error(`mode "${mode}": expected ${modes.join(", ")}`);
  const cassette = places.cassette === undefined ? null : await openCassette(places.cassette);
  const cache: Cache | null =
    mode === "off" ? null : openCache(places.cache ?? cacheFile(), { readOnly: mode === "replay" });
  const recorded = new Set<string>();
  return {
    mode,
    cassette,
    find(key) {
      if (mode === "off") return null;
      if (mode === "record") return recorded.has(key) ? (cache?.get(key) ?? null) : null;
      return cassette?.get(key) ?? cache?.get(key) ?? null;
    },
    keep(key, reply) {
      if (mode === "record") recorded.add(key);
      cache?.put(key, reply);
    },
    close: () => cache?.close(),
  };
}
