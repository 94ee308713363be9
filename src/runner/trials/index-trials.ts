import { textPlaces } from "../../lib/text-places.ts";
import { openTurns } from "../../lib/turns.ts";
import type { Plan, Trial } from "../trial.ts";
import { kindsIn } from "./kinds-in.ts";

/** A plan's trials, found by id, in some 35 bytes each, so that millions of them are. */
export interface TrialIndex {
  /** Its place among the plan's; −1 where it is not there. */
  find(id: string): number;
  /** What the trial of a place is. */
  kindAt(place: number): Omit<Trial, "id" | "epoch">;
}

/** Goes through a plan's trials, bit by bit, while a server beside answers. */
export async function indexTrials({ trials }: Pick<Plan, "trials">): Promise<TrialIndex> {
  const { kinds, codes } = kindsIn(trials);
  const places = textPlaces();
  const turns = openTurns();
  let index = 0;
  for (const { id } of trials) {
    // One that is there twice, as a list made by hand may have it, is one.
    codes[places.add(id)] = codes[index++]!;
    const due = turns();
    if (due !== null) await due;
  }
  return { find: places.find, kindAt: (place) => kinds[codes[place]!]! };
}
