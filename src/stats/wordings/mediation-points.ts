import type { Interval } from "../numbers/interval.ts";
import type { Gap } from "../gap/gap.ts";
import type { WordingRate } from "../groups/group.ts";

/**
 * One wording: its rates of both outcomes. The published side is one point, the mean where several
 * texts stand for it.
 */
export interface MediationPoint {
  wording: string;
  published: boolean;
  /** Texts that it is the mean of: 1, but on a published side of several. */
  texts: number;
  recognition: number;
  recognitionCi: Interval | null;
  behaviour: number;
  behaviourCi: Interval | null;
  /** Scored trials of behaviour and of recognition. */
  n: [behaviour: number | null, recognition: number | null];
  /** Trials of either that counted 1; null where values are not 0 and 1. */
  successes: [behaviour: number | null, recognition: number | null];
}

export type Pair = [behaviour: WordingRate, recognition: WordingRate];

/** Paraphrases with both rates. */
export function matched(behaviour: Gap, recognition: Gap): Pair[] {
  const known = new Map(
    recognition.wordings.filter(({ arm }) => arm === "paraphrase").map((seen) => [seen.wording, seen]),
  );
  return behaviour.wordings
    .filter(({ arm, wording }) => arm === "paraphrase" && known.has(wording))
    .map((acted): Pair => [acted, known.get(acted.wording)!]);
}

/** The published side's point, then those of the paraphrases. */
export function pointsOf(behaviour: Gap, recognition: Gap, pairs: readonly Pair[]): MediationPoint[] {
  return [publishedPoint(behaviour, recognition), ...pairs.map(pointOf)];
}

function pointOf([acted, seen]: Pair): MediationPoint {
  return {
    wording: acted.wording,
    published: false,
    texts: 1,
    recognition: seen.rate,
    recognitionCi: seen.ci,
    behaviour: acted.rate,
    behaviourCi: acted.ci,
    n: [acted.n, seen.n],
    successes: [acted.successes, seen.successes],
  };
}

function publishedPoint(behaviour: Gap, recognition: Gap): MediationPoint {
  const [acted, seen] = [behaviour, recognition].map(({ wordings }) => wordings.filter(({ published }) => published));
  const only = (all: readonly WordingRate[]) => (all.length === 1 ? all[0]! : null);
  return {
    wording: acted!.map(({ wording }) => wording).join(" + "),
    published: true,
    texts: acted!.length,
    recognition: recognition.published!,
    recognitionCi: only(seen!)?.ci ?? null,
    behaviour: behaviour.published!,
    behaviourCi: only(acted!)?.ci ?? null,
    n: [behaviour.publishedN, recognition.publishedN],
    successes: [countedOf(acted!), countedOf(seen!)],
  };
}

const countedOf = (all: readonly WordingRate[]): number | null =>
  all.reduce<number | null>((sum, { successes }) => (sum === null || successes === null ? null : sum + successes), 0);
