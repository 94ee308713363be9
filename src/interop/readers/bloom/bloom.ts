import { jsonElements } from "../../../lib/json-elements.ts";
import { parseLooseJson } from "../../../lib/loose-json.ts";
import { basename } from "node:path";
import type { Entry, RawScore } from "../../exchange/exchange.ts";
import type { Reader, ReaderContext } from "../reader.ts";
import { judgementsOf, scoresFrom, type Judgements } from "./judgements.ts";
import { targetReplies, type Transcript } from "./transcript.ts";

interface Rollout {
  variation_number?: number;
  repetition_number?: number;
  target_model?: string;
  transcript?: Transcript;
}

/**
 * Conversations of Bloom: `rollout.json`, or a transcript a file, with `judgment.json` beside them.
 */
export const bloom: Reader = {
  name: "Bloom",
  knows: (_file, beginning) =>
    /^\s*\{/.test(beginning) &&
    (/"(?:auditor_model|target_model)"\s*:/.test(beginning) || /"(?:rollouts|judgments)"\s*:\s*\[/.test(beginning)) &&
    !/"task_id"\s*:/.test(beginning),
  async *read(file, context) {
    const judged = judgementsOf(context);
    const isRollout = (path: readonly (string | number)[]) => path.length === 2 && path[0] === "rollouts";
    let found = 0;
    for await (const { text } of jsonElements(file, isRollout)) {
      found++;
      const rollout = parseLooseJson(text) as Rollout;
      const entry = entryOf(file, `rollout ${found}`, rollout, rollout, judged, context);
      if (entry !== null) yield entry;
    }
    if (found > 0 || judged.files.has(file)) return;
    for await (const { text } of jsonElements(file, (path) => path.length === 0)) {
      const transcript = parseLooseJson(text) as Transcript;
      const entry = entryOf(file, "", transcript, { ...numbersIn(file), transcript }, judged, context);
      if (entry !== null) yield entry;
    }
  },
};

/** `…transcript_v13r1.json` is of variation 13, the first time. */
function numbersIn(file: string): Pick<Rollout, "variation_number" | "repetition_number"> {
  const found = /v(\d+)r(\d+)\.json$/i.exec(basename(file));
  return found ? { variation_number: Number(found[1]), repetition_number: Number(found[2]) } : {};
}

function entryOf(
  file: string,
  at: string,
  record: object,
  { variation_number: variation, repetition_number: repetition, target_model: model, transcript = {} }: Rollout,
  judged: Judgements,
  { seen, leave }: ReaderContext,
): Entry | null {
  const id = transcript.metadata?.transcript_id;
  if (id !== undefined && seen.has(id)) {
    leave({ place: at === "" ? file : `${file}, ${at}`, reason: "a copy of a transcript in another file" });
    return null;
  }
  if (id !== undefined) seen.add(id);
  const { judgement, behaviour, judge } = judged.of(file, variation, repetition);
  const scores: RawScore[] = judgement
    ? scoresFrom(judgement, judge)
    : scoresFrom(
        transcript.metadata?.judge_output?.scores ?? {},
        "judge",
        transcript.metadata?.judge_output?.justification,
      );
  const replies = targetReplies(transcript);
  const target = model ?? transcript.metadata?.target_model;
  return {
    file,
    at,
    record: { ...record, judgment: judgement },
    known: {
      ...(behaviour !== null && { scenario: behaviour }),
      ...(target !== undefined && { model: target }),
      ...(variation !== undefined && { wording: `variation-${variation}` }),
      ...(repetition !== undefined && { epoch: repetition }),
      live: true,
      replies,
      scores,
      ...(replies.length === 0 && { error: "the target never replied" }),
    },
  };
}
