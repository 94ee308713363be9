import { join } from "node:path";
import { writeWhole } from "../../lib/whole.ts";
import type { Model } from "../../models/model.ts";
import { isSameModel } from "../../models/same-model.ts";
import { sidesOf } from "../../scenarios/gate/sides.ts";
import type { Provenance, Rung, Scenario, Wording } from "../../scenarios/scenario.ts";
import { longestSharedRun } from "../../scenarios/similarity.ts";
import { longestRun } from "../../scenarios/gate/check-text.ts";
import { ownText } from "../../scenarios/said.ts";
import { wordingFile } from "../../scenarios/wording-file.ts";
import type { AskOptions } from "../asking/ask-options.ts";
import { openGate, type GateOptions, type WordingCheck } from "../gate/gate.ts";
import { openWriter } from "./open-writer.ts";
import { paraphraseRequest } from "./paraphrase-request.ts";
import { readParaphrase } from "./read-paraphrase.ts";
import { saveRejections } from "./rejections.ts";
import type { ModelId } from "../../models/known.ts";

/** What is written, by whom, and for whom. */
export interface ParaphraseOptions extends AskOptions {
  model: ModelId | Model;
  /** Wordings of each rung; all three rungs, two of each, seed 1. */
  rungs?: readonly Rung[];
  k?: number;
  seed?: number;
  /** Attempts at one wording before it is given up; 4. */
  attempts?: number;
  /**
   * Models that will be measured on these wordings, by id; `sameModel` lets the writer be one of
   * them.
   */
  subjects?: readonly string[];
  sameModel?: boolean;
  /**
   * Folder for `wordings/*.md`, `rejections.jsonl` and every reply; `out/paraphrases/` and the
   * scenario's id.
   */
  dir?: string;
  /** The gate that they pass, with its judge. */
  gate?: GateOptions;
}

/** The wordings that passed, each with its provenance and file, and what became of the others. */
export interface Paraphrases {
  wordings: { wording: Wording; check: WordingCheck; provenance: Provenance; file: string }[];
  /** Attempts that the gate or the form rejected; they are in `rejections.jsonl`. */
  rejected: number;
  /** Wordings that no attempt brought, as `rung-number`, with the last reason. */
  missing: { id: string; reason: string }[];
}

/**
 * Has a model write new paraphrases of a scenario and puts each through the gate; a rejected one is
 * asked for again with the reasons, up to a limit. Every reply is on disk before it is used, so
 * that the same call again asks only for what is missing. Throws where a subject would answer its
 * own paraphrases, and when the model cannot answer by a schema.
 *
 * @example
 * await texts.paraphrase(scenario, {
 *   model: "openai-compatible/writer",
 *   rungs: ["light"],
 *   k: 1,
 *   attempts: 1,
 * })
 */
export async function paraphrase(scenario: Scenario, options: ParaphraseOptions): Promise<Paraphrases> {
  const { rungs = ["light", "medium", "heavy"], k = 2, seed = 1, attempts = 4, params = {} } = options;
  const { dir = join("out", "paraphrases", scenario.id) } = options;
  const id = typeof options.model === "string" ? options.model : options.model.id;
  if (!options.sameModel) refuseSelf(id, options.subjects);
  const { against } = sidesOf(scenario);
  await using writer = await openWriter(options.model, { shown: against, dir }, options);
  await using gate = await openGate({ dir, ...options.gate });
  const found: Paraphrases = { wordings: [], rejected: 0, missing: [] };

  const reject = async (check: Rejected, reasons: string[], more: Record<string, unknown>) => {
    found.rejected++;
    await saveRejections(join(dir, "rejections.jsonl"), [check], { ...more, reasons });
    return reasons;
  };

  const write = async (rung: Rung, number: number): Promise<void> => {
    const name = `${rung}-${nameOf(id)}-${seed}-${number + 1}`;
    let faults: string[] = [];
    for (let attempt = 0; attempt < attempts; attempt++) {
      const question = paraphraseRequest(scenario, against, { rung, number, attempt, seed, faults }, params);
      const reply = await writer.ask(question, `${scenario.id}/${name}`, `attempt ${attempt + 1}`);
      if (typeof reply === "string") return void found.missing.push({ id: name, reason: reply });
      const provenance = { model: id, prompt: question.hash, date: new Date().toISOString().slice(0, 10), seed };
      const wording = readParaphrase(reply.reply, against, { id: name, rung, provenance });
      const more = { ...provenance, attempt: attempt + 1 };
      if (typeof wording === "string") {
        faults = await reject({ ...shapeless, scenario: scenario.id, wording: name, rung }, [wording], more);
        continue;
      }
      const others = [
        ...scenario.wordings.filter(({ arm }) => arm === "paraphrase"),
        ...found.wordings.map((one) => one.wording),
      ];
      const check = unlike(await gate.check(scenario, wording), wording, others);
      if (check.verdict === "reject") {
        const { turns, choice } = wording;
        faults = await reject(check, faultsOf(check), { ...more, turns, choice });
        continue;
      }
      const file = join(dir, wording.file);
      writeWhole(file, wordingFile(wording));
      return void found.wordings.push({ wording, check, provenance, file });
    }
    found.missing.push({ id: name, reason: faults.join("; ") });
  };

  // One after the other: each must be unlike those before it.
  for (const rung of rungs) for (let number = 0; number < k; number++) await write(rung, number);
  return found;
}

type Rejected = Parameters<typeof saveRejections>[1][number];

/** What is rejected before it is a wording. */
const shapeless = { verdict: "reject", findings: [] } as const;

/** Throws where the writer is among the models that would be measured on what it wrote. */
export function refuseSelf(id: string, subjects: readonly string[] = []): void {
  if (subjects.some((subject) => isSameModel(subject, id)))
    throw new Error(`${id} would be measured on wordings it wrote itself: name another writer, or say sameModel: true`);
}

const nameOf = (model: string): string =>
  model
    .split("?", 1)[0]!
    .split("/")
    .at(-1)!
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

const faultsOf = ({ findings }: WordingCheck): string[] =>
  findings.filter(({ verdict }) => verdict === "fail").map(({ check, detail }) => `${check}: ${detail}`);

/** The check, and that no other paraphrase has six words in a row of this one. */
function unlike(check: WordingCheck, wording: Wording, others: readonly Wording[]): WordingCheck {
  for (const other of others) {
    const run = longestSharedRun(ownText(wording), ownText(other));
    if (run.length <= longestRun) continue;
    // The writer is told this, and must not learn what is held out.
    const detail = other.heldOut
      ? "six words or more in a row are in a wording that is held out"
      : `"${run.join(" ")}" is in ${other.id}, too`;
    return {
      ...check,
      verdict: "reject",
      findings: [...check.findings, { check: "other wordings", verdict: "fail", detail }],
    };
  }
  return check;
}
