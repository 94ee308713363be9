import type { Trial } from "../runner/trial.ts";
import { channelOf } from "../scenarios/channel.ts";
import type { Arm } from "../scenarios/scenario.ts";
import { publishedArm } from "./published.ts";

/** What tells which side of a gap a trial is on. */
type Placed = Pick<Trial, "scenario" | "condition" | "arm">;

/**
 * The arm that stands for the published side of a trial's scenario among these, or null. The
 * published text may offer no tools where a retelling does: each way to act has a published side of
 * its own.
 */
export function publishedArms(trials: Iterable<Placed>): (trial: Placed) => Arm | null {
  const placeOf = ({ scenario, condition }: Placed) => `${scenario} ${channelOf(condition) ?? ""}`;
  const arms = new Map<string, Set<Arm>>();
  for (const trial of trials) {
    const place = placeOf(trial);
    (arms.get(place) ?? arms.set(place, new Set()).get(place)!).add(trial.arm);
  }
  const published = new Map([...arms].map(([place, ofPlace]) => [place, publishedArm(ofPlace)]));
  return (trial) => published.get(placeOf(trial)) ?? null;
}
