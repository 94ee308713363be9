import type { Pacing } from "./pace/pacing.ts";
import type { Readiness } from "./pace/draw-ready.ts";
import type { Bounds } from "./pace/window.ts";
import type { Repeats } from "./prompt-cache/repeats.ts";
import type { Bringing, Warming } from "./prompt-cache/warming.ts";
import type { ReplyLine, Trial } from "./trial.ts";

interface Parts {
  pacing: Pacing;
  bounds: Bounds;
  /**
   * The most that may wait for the disk of trials whose last reply was found, and not asked for.
   */
  found: number;
  /** Null where no prompt cache is used. */
  caching: { repeats: Repeats; warming: Warming } | null;
  isOver(trial: Trial): boolean;
}

/** Which trials can begin, and what became of those that did. */
export interface TrialReadiness extends Readiness<Trial> {
  /** A reply of a trial came. */
  came(trial: Trial, line: ReplyLine): void;
  /**
   * A trial asks nothing more: another may begin while its last reply is being written. One that
   * was found is lost by no crash, so that many more of them may be.
   */
  answered(trial: Trial, isFound: boolean): void;
  /** A trial is under way no more. */
  ended(trial: Trial): void;
}

/**
 * A trial begins where its model has room: within what its provider allows, or within a number of
 * trials in all where none says. One whose prompt begins as another's does waits for the first
 * reply to that, so that its provider has it in its cache by then.
 */
export function openTrialReadiness({ pacing, bounds, found, caching, isOver }: Parts): TrialReadiness {
  const underWay = new Map<string, number>();
  const bringing = new Map<string, Bringing>();
  const writing = { asked: new Set<string>(), found: new Set<string>() };
  const count = (model: string) => underWay.get(model) ?? 0;
  const unpaced = () =>
    underWay.entries().reduce((sum, [model, trials]) => sum + (pacing.of(model).known ? 0 : trials), 0);
  const hasRoom = (model: string): boolean => {
    const pace = pacing.of(model);
    return pace.known ? pace.hasRoom(count(model)) : unpaced() < bounds.first;
  };
  const leave = ({ model }: Trial) => {
    underWay.set(model, count(model) - 1);
    pacing.changed.tell();
  };
  return {
    changed: pacing.changed,
    isOver,
    blockOf(trial) {
      if (writing.asked.size >= bounds.first || writing.found.size >= Math.max(1, found)) return "disk";
      if (!hasRoom(trial.model)) return pacing.of(trial.model).known ? `model ${trial.model}` : "room";
      return caching?.warming.waitsFor(caching.repeats.partsOf(trial)) ?? null;
    },
    begin(trial) {
      underWay.set(trial.model, count(trial.model) + 1);
      const parts = caching?.repeats.partsOf(trial) ?? [];
      if (parts.length > 0) bringing.set(trial.id, caching!.warming.begin(parts));
    },
    came(trial, { reply: { usage }, cached }) {
      const brought = bringing.get(trial.id);
      if (brought === undefined) return;
      if (cached) return brought.known();
      const used = (usage.cachedInput ?? 0) + (usage.cacheWrite ?? 0) > 0;
      brought.came(used || !caching!.repeats.factsOf(trial.model)!.tellsWrites);
    },
    answered(trial, isFound) {
      writing[isFound && found > 0 ? "found" : "asked"].add(trial.id);
      leave(trial);
    },
    ended(trial) {
      if (!writing.asked.delete(trial.id) && !writing.found.delete(trial.id)) leave(trial);
      bringing.get(trial.id)?.ended();
      bringing.delete(trial.id);
      pacing.changed.tell();
    },
  };
}
