import { countsCacheReads } from "./counts-cache-reads.ts";
import type { Signal } from "./signal.ts";
import { openPace, type Pace, type PaceStand } from "./pace.ts";
import type { Bounds } from "./window.ts";

/** How the limits of one of a run's models stand. */
export interface ModelLimits extends PaceStand {
  model: string;
}

/** The paces of a run's models, each with the key that it is asked with. */
export interface Pacing {
  of(model: string): Pace;
  /** Told when another trial may begin. */
  changed: Signal;
  /** Of the models whose providers have told their limits. */
  stand(): ModelLimits[];
}

/** Nothing is known of any model yet. */
export function openPacing(bounds: Bounds, changed: Signal): Pacing {
  const paces = new Map<string, Pace>();
  return {
    changed,
    of(model) {
      const readsAreFree = !countsCacheReads(model);
      const pace = paces.get(model) ?? openPace({ readsAreFree, bounds }, changed.tell);
      paces.set(model, pace);
      return pace;
    },
    stand: () => [...paces].filter(([, { known }]) => known).map(([model, pace]) => ({ model, ...pace.stand() })),
  };
}
