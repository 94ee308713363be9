import { hash } from "../../lib/hash.ts";
import { checkOnly } from "../check-only.ts";
import { conditions, suits } from "../condition.ts";
import { mergeExamples, mergeReadings } from "../defaults.ts";
import { fault } from "../fault.ts";
import type { Wording } from "../scenario.ts";
import type { ScenarioSpec } from "../spec.ts";
import { readField } from "./json.ts";
import { neededFiles, readVerbatim } from "./read.ts";
import type { VerbatimSpec } from "./spec.ts";
import { readPublished } from "./store.ts";
import { makeTurns } from "./turns.ts";

/**
 * The published text as a wording, `verbatim`, with the scenario's defaults filled in and its
 * canary; null where the scenario declares none or not all its files are fetched. Throws on files
 * that are not what was pinned, and on declarations that do not fit them.
 */
export function loadVerbatim(dir: string, id: string, spec: ScenarioSpec, root: string): Wording | null {
  const declared = readVerbatim(dir);
  if (declared === null || declared.turns.length === 0) return null;
  const texts: Record<string, string> = {};
  for (const name of neededFiles(declared)) {
    const text = readPublished(declared.files[name]!, root);
    if (text === null) return null;
    texts[name] = text;
  }
  return makeVerbatim(declared, texts, spec, `${id}/verbatim.yaml`);
}

/**
 * The wording that a declaration makes of its files' texts. `place` is what errors call the
 * declaration.
 */
function makeVerbatim(
  declared: VerbatimSpec,
  texts: Record<string, string>,
  spec: Pick<ScenarioSpec, "factors" | "choice" | "readings" | "examples">,
  place: string,
): Wording {
  const { title, only } = declared;
  checkOnly(spec.factors, only, place);
  const choice = declared.choice ?? spec.choice;
  if (!choice) throw fault(place, "choice", "no forced choice; add choice with ask, one and zero");
  const arm = "verbatim";
  const readings = mergeReadings(spec.readings, declared.readings, place);
  const examples = mergeExamples(spec.examples, declared.examples);
  try {
    const turns = makeTurns(
      declared.turns,
      texts,
      conditions(spec).filter((each) => suits({ only }, each)),
    );
    const content = { arm, turns, choice, readings, examples } as const;
    const canary = declared.canary && readField(texts[declared.canary.file]!, declared.canary.at);
    const file = "verbatim.yaml";
    const { private: marks, facts } = declared;
    const more = { canary, heldOut: false, only, ...(marks && { private: marks }), ...(facts && { facts }), file };
    return { id: arm, rung: null, title, ...content, hash: hash(content), ...more };
  } catch (error) {
    throw fault(place, "turns", (error as Error).message);
  }
}
