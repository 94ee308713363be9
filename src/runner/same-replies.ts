import { isDeepStrictEqual } from "node:util";
import type { Reply } from "../models/model.ts";
import { withoutWordings } from "./cassette.ts";
import type { Lookup } from "./lookup.ts";
import type { ReplyLine } from "./trial.ts";

/**
 * In replay, throws when a reply that a run's folder holds already is not what replay gives
 * elsewhere: the cassette or the cache has another under its key, or a cassette is named and
 * neither has any. Without a cassette, a reply that only the folder has stands.
 */
export function checkReplayed(dir: string, lookup: Lookup, { key, turn, reply, trial }: ReplyLine): void {
  if (lookup.mode !== "replay") return;
  const found = lookup.find(key);
  if (found === null ? lookup.cassette === null : same(found, reply)) return;
  const source = lookup.cassette === null ? "the cache" : "the cassette and the cache";
  const problem = found === null ? `not in ${source}` : `not the one that ${source} would give`;
  throw new Error(
    `${dir} was made from other replies than this replay: the one to "${turn}" of trial ${trial} is ${problem}; give this run another dir, or move that folder away`,
  );
}

/** A cassette may have had quotations of wordings taken out. */
const same = (found: Reply, held: Reply): boolean =>
  isDeepStrictEqual(found, held) || isDeepStrictEqual(found, withoutWordings(held));
