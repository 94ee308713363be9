import { join } from "node:path";
import { checkOptions, type OptionNames } from "../../lib/check-options.ts";
import { writeWhole } from "../../lib/whole.ts";
import { hash } from "../../lib/hash.ts";
import type { Model } from "../../models/model.ts";
import { checkForm } from "../../scenarios/check-form.ts";
import { conditionFaults, outcomeFaults } from "../../scenarios/gate/decidable.ts";
import { ownText } from "../../scenarios/said.ts";
import type { Scenario, Turn, Wording } from "../../scenarios/scenario.ts";
import { wordingFile } from "../../scenarios/wording-file.ts";
import { askOptions, type AskOptions } from "../asking/ask-options.ts";
import { openWriter } from "./open-writer.ts";
import { saveRejections } from "./rejections.ts";
import { roundTrip } from "./round-trip.ts";
import type { ModelId } from "../../models/known.ts";

export interface TranslateOptions extends AskOptions {
  model: ModelId | Model;
  /** The language between, in English: "German". */
  through: string;
  seed?: number;
  /** Attempts, of two questions each, before it is given up; 4. */
  attempts?: number;
  /**
   * Folder for the wording, `rejections.jsonl` and every reply; `out/translations/` and the
   * scenario's id.
   */
  dir?: string;
}

const known: OptionNames<TranslateOptions> = {
  ...askOptions,
  model: true,
  through: true,
  seed: true,
  attempts: true,
  dir: true,
};

/** The wording in the arm `edit`, and its file; or null, and why the last attempt was rejected. */
export type Translation = { rejected: number } & (
  { wording: Wording; file: string; reason: null } | { wording: null; file: null; reason: string }
);

/**
 * Takes what a wording says through another language and back, with a model: an edit that changes
 * its sentences and leaves names, template, marks, choice and readings as they are, which is
 * checked, as is that conditions and outcomes can be told. A text that a design awaits comes back
 * as a perturbation with its levels. What fails is asked again with the reasons, up to a limit.
 * Every reply is on disk before it is used, so that the same call again asks nothing. Throws when
 * the wording is held out and the model is not on this machine.
 *
 * @example
 * const [wording] = scenario.wordings;
 * await texts.translateWording(scenario, wording!, {
 *   model: "openai-compatible/writer",
 *   through: "German",
 * })
 */
export async function translateWording(
  scenario: Scenario,
  wording: Wording,
  options: TranslateOptions,
): Promise<Translation> {
  checkOptions("translateWording", options, known);
  const { through, seed = 1, attempts = 4, params = {}, dir = join("out", "translations", scenario.id) } = options;
  await using writer = await openWriter(options.model, { shown: wording, dir }, options);
  const id = `${wording.id}-through-${through.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
  const texts = wording.turns.flatMap((turn) => (isTranslated(turn) ? [turn.text] : []));
  let faults: string[] = [];
  for (let attempt = 0; attempt < attempts; attempt++) {
    const way = { texts, into: through, attempt, seed, faults };
    const trip = await roundTrip(writer, `${scenario.id}/${id}`, way, params);
    if (typeof trip === "string") return { wording: null, file: null, reason: trip, rejected: attempt };
    const date = new Date().toISOString().slice(0, 10);
    const provenance = { model: writer.id, prompt: trip.prompt, date, seed };
    const title = `${wording.title}; through ${through} and back`;
    const translated = trip.faults.length > 0 ? null : withTexts(wording, trip.texts!, { id, title, provenance });
    faults = translated === null ? trip.faults : faultsOf(scenario, wording, translated);
    if (translated !== null && faults.length === 0) {
      const file = join(dir, translated.file);
      writeWhole(file, wordingFile(translated));
      return { wording: translated, file, reason: null, rejected: attempt };
    }
    const check = { scenario: scenario.id, wording: id, rung: null, verdict: "reject" as const, findings: [] };
    const more = { ...provenance, attempt: attempt + 1, reasons: faults, texts: trip.texts };
    await saveRejections(join(dir, "rejections.jsonl"), [check], more);
  }
  return { wording: null, file: null, reason: faults.join("; "), rejected: attempts };
}

type Said = Extract<Turn, { kind: "say" }>;

/** As in other edits, not what the script says for the subject. */
const isTranslated = (turn: Turn): turn is Said => turn.kind === "say" && turn.role !== "assistant";

function withTexts(
  { turns, choice, readings, examples, canary, heldOut, only, private: marks, facts, perturbation }: Wording,
  texts: readonly string[],
  { id, title, provenance }: Required<Pick<Wording, "id" | "title" | "provenance">>,
): Wording {
  const left = [...texts];
  const changed = turns.map((turn) => (isTranslated(turn) ? { ...turn, text: left.shift()! } : turn));
  // A cell of a design stays one: that it went through a language is a level of it.
  const content = {
    arm: perturbation ? ("perturbation" as const) : ("edit" as const),
    turns: changed,
    choice,
    readings,
    examples,
  };
  const carried = {
    canary,
    heldOut,
    only,
    ...(perturbation && { perturbation }),
    ...(marks && { private: marks }),
    ...(facts && { facts }),
  };
  const more = { id, rung: null, title, ...carried, provenance, file: `wordings/${id}.md` };
  return { ...content, ...more, hash: hash(content) };
}

/** What is wrong with a wording that was not wrong before. */
function faultsOf(scenario: Scenario, before: Wording, after: Wording): string[] {
  if (ownText(before) === ownText(after)) return ["the same text came back, word for word"];
  try {
    checkForm(scenario, after, `${scenario.id}/${after.id}`);
  } catch (error) {
    return [(error as Error).message];
  }
  const undecided = (wording: Wording) => [...conditionFaults(scenario, wording), ...outcomeFaults(scenario, wording)];
  const known = undecided(before);
  return undecided(after).filter((fault) => !known.includes(fault));
}
