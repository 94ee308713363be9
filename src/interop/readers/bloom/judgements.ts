import { readFileSync } from "node:fs";
import { parseLooseJson } from "../../../lib/loose-json.ts";
import type { RawScore } from "../../exchange/exchange.ts";
import type { ReaderContext } from "../reader.ts";

/** What a judge made of one rollout: numbers on scales of up to 10, by name. */
export type Judgement = Record<string, unknown>;

/** All judgements of a source, by variation and repetition. */
export interface Judgements {
  files: Set<string>;
  behaviour: string | null;
  judge: string;
  of(variation: number | undefined, repetition: number | undefined): Judgement | undefined;
}

const known = new WeakMap<ReaderContext, Judgements>();

const notScores = new Set(["variation_number", "repetition_number", "num_samples"]);

export async function judgementsOf(context: ReaderContext): Promise<Judgements> {
  const there = known.get(context);
  if (there) return there;
  const found = new Map<string, Judgement>();
  const judgements: Judgements = {
    files: new Set(),
    behaviour: null,
    judge: "judge",
    of: (variation, repetition) => found.get(`${variation} ${repetition}`),
  };
  for (const file of context.files.filter((each) => /judg[e]?ment.*\.json$/i.test(each))) {
    const { judgments, behavior_name, model } = parseLooseJson(readFileSync(file, "utf8")) as Record<string, unknown>;
    if (!Array.isArray(judgments)) continue;
    judgements.files.add(file);
    if (typeof behavior_name === "string") judgements.behaviour = behavior_name;
    if (typeof model === "string") judgements.judge = model;
    for (const each of judgments as Judgement[])
      found.set(`${each["variation_number"]} ${each["repetition_number"]}`, each);
  }
  known.set(context, judgements);
  return judgements;
}

/** Every number that a judge gave, and what was to be given and is null. */
export function scoresFrom(judgement: Judgement, judge: string, justification?: string): RawScore[] {
  const evidence =
    typeof judgement["justification"] === "string" ? judgement["justification"] : (justification ?? null);
  return Object.entries(judgement).flatMap(([outcome, value]): RawScore[] =>
    (typeof value === "number" || value === null) && !notScores.has(outcome)
      ? [{ outcome, judge, value, reason: null, evidence, beyond: true }]
      : [],
  );
}
