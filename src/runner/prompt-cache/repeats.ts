import type { CacheMark } from "../../models/model.ts";
import type { Ask } from "../script.ts";
import { stages, type Stage } from "../stage.ts";
import { tally } from "../trials/tally.ts";
import type { Plan, Trial } from "../trial.ts";
import { certainLater, firstAsks, partsOf, type Part } from "./parts.ts";
import { cacheFacts, type CacheFacts } from "./pays.ts";

/** What of a plan's prompts repeats, where it pays to have providers keep it. */
export interface Repeats {
  /** Whether anything does. */
  some: boolean;
  /** The beginnings of a trial's prompts that others have, too, by their hash, longest last. */
  partsOf(trial: Trial): readonly string[];
  /** The mark that goes with a call of a trial; undefined where it shares nothing. */
  markOf(trial: Trial, ask: Ask): CacheMark | undefined;
  factsOf(model: string): CacheFacts | null;
}

/** As many marks as Anthropic takes. */
const mostMarks = 4;

/** How often each beginning of a prompt is asked that is asked more than once, by its hash. */
export type Times = ReadonlyMap<string, number>;

/**
 * Counts how often each beginning of a prompt is asked by a plan, where it was not `counted`
 * elsewhere: in epochs, conditions and inputs that begin alike, and in the later turns of its own
 * conversation.
 */
export function openRepeats(plan: Plan, lasts: CacheMark["lasts"], counted?: Times): Repeats & { times: Times } {
  const stageOf = stages(plan);
  const facts = new Map(plan.models.map((model) => [model, cacheFacts(model, lasts)]));
  const factsOf = (model: string) => facts.get(model) ?? null;
  const times = new Map(counted);
  const known = new WeakMap<Stage, Map<string, Part[]>>();

  /** Beginnings of what a trial asks first that are long enough. */
  const initial = (trial: Trial, { minimum }: CacheFacts): Part[] => {
    const stage = stageOf(trial);
    const of = known.get(stage) ?? new Map<string, Part[]>();
    known.set(stage, of);
    const name = `${trial.model} ${trial.elicit}`;
    const found =
      of.get(name) ??
      firstAsks(stage, trial)
        .flatMap((messages) => partsOf(stage, trial, messages))
        .filter(({ tokens }) => tokens >= minimum);
    of.set(name, found);
    return found;
  };

  for (const { trial, count } of counted === undefined ? tally(plan) : []) {
    const of = factsOf(trial.model);
    if (of === null) continue;
    const whole = trial as Trial;
    const later = trial.elicit === "chat" ? certainLater(stageOf(whole), firstTurn(stageOf(whole))) : 0;
    for (const { hash } of initial(whole, of)) times.set(hash, (times.get(hash) ?? 0) + count * (1 + later));
  }
  for (const hash of times.keys()) if (times.get(hash)! < 2) times.delete(hash);

  const paying = (trial: Trial): Part[] => {
    const of = factsOf(trial.model);
    if (of === null) return [];
    const parts = initial(trial, of).filter(({ hash }) => of.pays(times.get(hash) ?? 0));
    return [...new Map(parts.map((part) => [part.hash, part])).values()];
  };
  return {
    some: times.size > 0,
    times,
    factsOf,
    partsOf: (trial) => paying(trial).map(({ hash }) => hash),
    markOf(trial, ask) {
      const of = factsOf(trial.model);
      if (of === null) return undefined;
      const stage = stageOf(trial);
      const asked = partsOf(stage, trial, ask.messages);
      const shared = asked.filter(({ hash, tokens }) => tokens >= of.minimum && of.pays(times.get(hash) ?? 0));
      const goesOn = trial.elicit === "chat" && certainLater(stage, ask.turn) > 0 && asked.at(-1)!.tokens >= of.minimum;
      const ends = unlike(shared, times);
      if (goesOn && of.pays(2)) ends.push(ask.messages.length);
      if (ends.length === 0) return undefined;
      const key = (shared.at(-1) ?? asked[0]!).hash;
      return { key: `parallax-${key.slice(0, 40)}`, ends: [...new Set(ends)].slice(-mostMarks), lasts };
    },
  };
}

/** Where shared beginnings end: of those that the same requests share, the longest. */
function unlike(parts: readonly Part[], times: ReadonlyMap<string, number>): number[] {
  return parts.flatMap(({ hash, messages }, i) =>
    times.get(hash) === times.get(parts[i + 1]?.hash ?? "") ? [] : [messages],
  );
}

const firstTurn = ({ turns }: Stage): string => {
  const first = turns.find((turn) => turn.kind === "reply");
  return first?.kind === "reply" ? first.name : "";
};
