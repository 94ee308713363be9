import type { Trial } from "../trial.ts";
import { kindsOfTrials } from "./make-trials.ts";

/** Trials that differ in epoch alone. */
type Kind = Omit<Trial, "id" | "epoch">;

/**
 * Trials that differ in epoch alone, one of each, and which of them each trial of a list is, with
 * its epoch: as the recipe says that the list was made by, else by looking at each.
 */
export const kindsIn = (trials: readonly Trial[]) => kindsOfTrials(trials) ?? kindsOfEach(trials);

function kindsOfEach(trials: readonly Trial[]) {
  const codes = new Int32Array(trials.length);
  const epochs = new Int32Array(trials.length);
  const kinds: Kind[] = [];
  const known = new Map<string, number>();
  const conditions = new Map<Trial["condition"], string>();
  for (const [place, trial] of trials.entries()) {
    const { scenario, arm, wording, condition, input, model, elicit, epoch } = trial;
    let text = conditions.get(condition);
    if (text === undefined) conditions.set(condition, (text = JSON.stringify(condition)));
    const key = `${scenario}\n${arm}\n${wording}\n${text}\n${input}\n${model}\n${elicit}`;
    let kind = known.get(key);
    if (kind === undefined) {
      kind = kinds.push(trial) - 1;
      known.set(key, kind);
    }
    codes[place] = kind;
    epochs[place] = epoch;
  }
  return { kinds, codes, epochs };
}
