import { randomUUID } from "node:crypto";
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
  /**
   * Keeps a reply, and gives the one that is kept: of two processes that asked the same, the
   * first's.
   */
  keep(key: string, reply: Reply): Reply;
  /**
   * Keeps a reply of an earlier pass where there is none: a journal may hold what the cache does
   * not.
   */
  restore(key: string, reply: Reply): void;
  /**
   * Whether a key may be asked now; false while another process is asking for it, or has by now. A
   * claim holds until it is released, or for {@link claimMs} after the process has gone.
   */
  claim(key: string): boolean;
  release(key: string): void;
  close(): void;
}

/** How long a claim is believed that nobody renews, in ms: its process was killed, or sleeps. */
const claimMs = 10_000;

/**
 * Opens what a mode looks in. In `record`, a key asked twice in one run is asked of the model once.
 * Claims are made in the name of `owner`, which no two at work may share: whoever goes on in its
 * name goes on with its claims.
 */
export async function openLookup(
  mode: Mode,
  places: { cache?: string; cassette?: string },
  owner: string = randomUUID(),
): Promise<Lookup> {
  if (!modes.includes(mode)) throw new Error(`mode "${mode}": expected ${modes.join(", ")}`);
  const cassette = places.cassette === undefined ? null : await openCassette(places.cassette);
  const cache: Cache | null =
    mode === "off" ? null : openCache(places.cache ?? cacheFile(), { readOnly: mode === "replay" });
  const recorded = new Set<string>();
  const claims = openClaims(mode === "auto" ? cache : null, owner);
  return {
    mode,
    cassette,
    find(key) {
      if (mode === "off") return null;
      if (mode === "record") return recorded.has(key) ? (cache?.get(key) ?? null) : null;
      return cassette?.get(key) ?? cache?.get(key) ?? null;
    },
    keep(key, reply) {
      if (mode !== "record") return cache?.keep(key, reply) ?? reply;
      recorded.add(key);
      cache?.put(key, reply);
      return reply;
    },
    restore(key, reply) {
      if (cassette?.get(key) == null && cache?.get(key) === null) cache.keep(key, reply);
    },
    claim: claims.take,
    release: claims.drop,
    close() {
      claims.close();
      cache?.close();
    },
  };
}

/**
 * Claims of one run, renewed for as long as it lives; where they cannot be written, all is claimed.
 */
function openClaims(cache: Cache | null, owner: string) {
  const held = new Set<string>();
  const write = (key: string): boolean => {
    try {
      return cache?.claim(key, owner, claimMs) ?? true;
    } catch {
      return true;
    }
  };
  const drop = (key: string): void => {
    if (!held.delete(key)) return;
    try {
      cache?.release(key, owner);
    } catch {
      // It ends by itself.
    }
  };
  const renewing = setInterval(() => held.forEach(write), claimMs / 4);
  renewing.unref();
  return {
    take(key: string): boolean {
      const taken = write(key);
      if (taken) held.add(key);
      return taken;
    },
    drop,
    close() {
      clearInterval(renewing);
      held.forEach(drop);
    },
  };
}
