import type { RawScore } from "../../exchange/exchange.ts";
import type { InspectScore, Sample } from "./shapes.ts";

/**
 * A sample's scores by their scorers' names, `scorer.key` where one is a dict; edits with those
 * before them.
 */
export function scoresOf({ scores, score }: Pick<Sample, "scores" | "score">): RawScore[] {
  const named = Object.entries(scores ?? (score ? { score } : {}));
  return named.flatMap(([scorer, each]) => flat(scorer, each));
}

function flat(scorer: string, score: InspectScore): RawScore[] {
  const { value } = score;
  const keyed = typeof value === "object" && value !== null ? Object.entries(value as object) : null;
  const editions = editionsOf(scorer, score);
  if (keyed === null) return [rawOf(scorer, editions, (each) => each)];
  return keyed.map(([key]) =>
    rawOf(`${scorer}.${key}`, editions, (each) => (each as Record<string, unknown> | null)?.[key]),
  );
}

interface Edition {
  judge: string;
  value: unknown;
  reason: string | null;
  evidence: string | null;
}

const unchanged = "UNCHANGED";

/** What a score has been, first to last; who edited it is its judge from then on. */
function editionsOf(scorer: string, score: InspectScore): Edition[] {
  let before: Edition = {
    judge: scorer,
    value: score.value,
    reason: score.reason ?? null,
    evidence: score.explanation ?? null,
  };
  const history = score.history ?? [];
  if (history.length === 0) return [before];
  return history.map(({ value, explanation, reason, provenance }) => {
    before = {
      judge: provenance?.author ?? scorer,
      value: value === unchanged || value === undefined ? before.value : value,
      reason: reason ?? null,
      evidence: (explanation === unchanged ? before.evidence : explanation) ?? null,
    };
    return before;
  });
}

function rawOf(outcome: string, editions: Edition[], pick: (value: unknown) => unknown): RawScore {
  const [last, ...earlier] = editions.map((each) => ({ ...each, value: pick(each.value) })).toReversed();
  return { outcome, ...last!, earlier: earlier.toReversed() };
}
