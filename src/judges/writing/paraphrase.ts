import { join } from "node:path";
import { checkOptions, type OptionNames } from "../../lib/check-options.ts";
import { hash } from "../../lib/hash.ts";
import { writeWhole } from "../../lib/whole.ts";
import type { Model } from "../../models/model.ts";
import { isSameModel } from "../../models/same-model.ts";
import { sidesOf } from "../../scenarios/gate/sides.ts";
import { fromPublished } from "../../scenarios/perturbations/from-published.ts";
import { perturbationGate } from "../../scenarios/perturbations/perturbation-faults.ts";
import type { Provenance, Rung, Scenario, Wording } from "../../scenarios/scenario.ts";
import { longestSharedRun } from "../../scenarios/similarity.ts";
import { longestRun } from "../../scenarios/gate/check-text.ts";
import { ownText } from "../../scenarios/said.ts";
import { wordingFile } from "../../scenarios/wording-file.ts";
import { askOptions, type AskOptions } from "../asking/ask-options.ts";
import { gateOptions, openGate, type Gate, type GateOptions, type WordingCheck } from "../gate/gate.ts";
import { openWriter } from "./open-writer.ts";
import { paraphraseRequest } from "./paraphrase-request.ts";
import { readParaphrase } from "./read-paraphrase.ts";
import { saveRejections } from "./rejections.ts";
import type { ModelId } from "../../models/known.ts";

/** What is written, by whom, and for whom. */
export interface ParaphraseOptions extends AskOptions {
  model: ModelId | Model;
  /** How far from the text; all three, of a cell light. Two of each, seed 1. */
  rungs?: readonly Rung[];
  /** Of each rung, or of each cell. */
  k?: number;
  /**
   * Instead of the published side, cells of a design, as `perturbations().wordings`: each is
   * written `k` times in other words, with what was changed in it kept. They are perturbations with
   * their cell's levels.
   */
  cells?: readonly Wording[];
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

const known: OptionNames<ParaphraseOptions> = {
  ...askOptions,
  model: true,
  rungs: true,
  k: true,
  cells: true,
  seed: true,
  attempts: true,
  subjects: true,
  sameModel: true,
  dir: true,
  gate: true,
};

/** The wordings that passed, each with its provenance and file, and what became of the others. */
export interface Paraphrases {
  wordings: { wording: Wording; check: WordingCheck; provenance: Provenance; file: string }[];
  /** Attempts that the gate or the form rejected; they are in `rejections.jsonl`. */
  rejected: number;
  /** Wordings that no attempt brought, as `rung-number`, with the last reason. */
  missing: { id: string; reason: string }[];
}

/**
 * Has a model write new paraphrases of a scenario, or of each cell of a design, and puts each
 * through the gate; a rejected one is
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
  checkOptions("paraphrase", options, known);
  if (options.gate !== undefined) checkOptions("gate", options.gate, gateOptions);
  const { seed = 1, attempts = 4, params = {} } = options;
  const { dir = join("out", "paraphrases", scenario.id) } = options;
  const id = typeof options.model === "string" ? options.model : options.model.id;
  if (!options.sameModel) refuseSelf(id, options.subjects);
  const all = wantedIn(scenario, options, `${nameOf(id)}-${seed}`);
  const shown = all.find(({ from }) => from.heldOut)?.from ?? all[0]?.from ?? sidesOf(scenario).against;
  await using writer = await openWriter(options.model, { shown, dir }, options);
  await using gate = await openGate({ dir, ...options.gate });
  const found: Paraphrases = { wordings: [], rejected: 0, missing: [] };

  const reject = async (check: Rejected, reasons: string[], more: Record<string, unknown>) => {
    found.rejected++;
    await saveRejections(join(dir, "rejections.jsonl"), [check], { ...more, reasons });
    return reasons;
  };

  const write = async ({ name, rung, number, from, cell }: Wanted): Promise<void> => {
    let faults: string[] = [];
    for (let attempt = 0; attempt < attempts; attempt++) {
      const question = paraphraseRequest(scenario, from, { rung, number, attempt, seed, faults, cell }, params);
      const reply = await writer.ask(question, `${scenario.id}/${name}`, `attempt ${attempt + 1}`);
      if (typeof reply === "string") return void found.missing.push({ id: name, reason: reply });
      const provenance = { model: id, prompt: question.hash, date: new Date().toISOString().slice(0, 10), seed };
      const read = readParaphrase(reply.reply, from, { id: name, rung, provenance });
      const more = { ...provenance, attempt: attempt + 1 };
      if (typeof read === "string") {
        faults = await reject({ ...shapeless, scenario: scenario.id, wording: name, rung }, [read], more);
        continue;
      }
      const wording = cell ? asPerturbation(scenario, read, from) : read;
      const others = [
        ...(cell ? [from] : scenario.wordings.filter(({ arm }) => arm === "paraphrase")),
        ...found.wordings.map((one) => one.wording),
      ];
      const check = unlike(await checkOf(scenario, gate, wording, cell ? from : null), wording, others);
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
  for (const wanted of all) await write(wanted);
  return found;
}

/** One wording to write: its id, and the text it says in other words, which may be a cell. */
interface Wanted {
  name: string;
  rung: Rung;
  number: number;
  from: Wording;
  cell: boolean;
}

function wantedIn(scenario: Scenario, options: ParaphraseOptions, suffix: string): Wanted[] {
  const { cells, k = 2, rungs = cells ? (["light"] as const) : (["light", "medium", "heavy"] as const) } = options;
  const strange = cells?.find(({ perturbation }) => perturbation === undefined);
  if (strange !== undefined)
    throw new Error(`${strange.id} is no cell of a design: pass the wordings of texts.perturbations()`);
  const { against } = sidesOf(scenario);
  return (cells ?? [against]).flatMap((from) =>
    rungs.flatMap((rung) =>
      Array.from({ length: k }, (_, number): Wanted => {
        const name = `${cells ? `${from.id}-` : ""}${rung}-${suffix}-${number + 1}`;
        return { name, rung, number, from, cell: cells !== undefined };
      }),
    ),
  );
}

/** What was written of a cell, with the cell's levels. */
function asPerturbation(scenario: Scenario, read: Wording, { perturbation, only }: Wording): Wording {
  const { turns, choice, readings, examples } = read;
  const content = { arm: "perturbation" as const, turns, choice, readings, examples };
  const perturbed = { ...perturbation!, distance: fromPublished(scenario)(read) };
  return { ...read, ...content, rung: null, only, perturbation: perturbed, hash: hash(content) };
}

/** The gate's check; of a cell's wording also what it fails and the cell does not. */
async function checkOf(scenario: Scenario, gate: Gate, wording: Wording, cell: Wording | null): Promise<WordingCheck> {
  const check = await gate.check(scenario, wording);
  if (cell === null) return check;
  const base = { ...cell, arm: cell.perturbation?.baseArm ?? cell.arm };
  const more = perturbationGate(scenario, base)(wording, new Set());
  const known = new Set(faultsOf(check));
  const findings = [...check.findings, ...more.filter((each) => !known.has(`${each.check}: ${each.detail}`))];
  return { ...check, findings, verdict: more.length > 0 ? "reject" : check.verdict };
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
