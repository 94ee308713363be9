import type { CacheMark } from "../../models/model.ts";
import type { Plan } from "../trial.ts";
import { openRepeats, type Repeats } from "./repeats.ts";
import { openWarming, type Warming } from "./warming.ts";

/** What of a plan's prompts providers are to keep, and what they have by now. */
export interface Caching {
  repeats: Repeats;
  warming: Warming;
}

/** How long providers keep what is not used, in ms, less half a minute. */
const lastsMs = { "5m": 270_000, "1h": 3_570_000 };

/** Null where nothing of a plan's prompts repeats so that it pays. */
export function openCaching(plan: Plan, lasts: CacheMark["lasts"], changed: () => void): Caching | null {
  const repeats = openRepeats(plan, lasts);
  return repeats.some ? { repeats, warming: openWarming(lastsMs[lasts], changed) } : null;
}
