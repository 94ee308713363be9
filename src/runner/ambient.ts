import type { Budget } from "./budget.ts";
import type { Mode } from "./lookup.ts";
import type { Spend } from "./spend.ts";

/** What holds for every run and grading of this process. */
export interface Ambient {
  mode: Mode | null;
  budget: Budget | null;
  /** Replies received since the process began, by model. */
  spent: Map<string, Spend>;
  /** Modes used so far. */
  modes: Set<Mode>;
  /** What the replies in each journal cost, by its path. */
  costs: Map<string, Spend>;
}

const key = Symbol.for("parallax.session");
const place = globalThis as { [key]?: Ambient };

/**
 * The one there is. It outlives this module, which a notebook loads afresh when a file of it is
 * edited.
 */
export function ambient(): Ambient {
  return (place[key] ??= { mode: null, budget: null, spent: new Map(), modes: new Set(), costs: new Map() });
}

/** The mode in force: the one given, else the session's, else $PARALLAX_MODE, else `auto`. */
export function modeOf(mode: Mode | undefined): Mode {
  return mode ?? ambient().mode ?? ((process.env["PARALLAX_MODE"] || "auto") as Mode);
}
