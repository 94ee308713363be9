import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { checkOptions } from "../lib/check-options.ts";
import { utf8 } from "../lib/utf8.ts";
import { allOf } from "./all-faults.ts";
import { checkCriteria } from "./check-criteria.ts";
import { checkOutcome } from "./check-outcome.ts";
import { checkScenario } from "./check-scenario.ts";
import { checkedOnce } from "./checked-once.ts";
import { checkForm } from "./check-form.ts";
import { editWording } from "./edits/edit-wording.ts";
import { fault } from "./fault.ts";
import { findScenario, listScenarios, scenarioRoot } from "./folder.ts";
import { checkRules } from "./gate/check-rules.ts";
import { checkFrontMatter, loadWordings } from "./load-wording.ts";
import { parseYaml } from "./parse.ts";
import type { Arm, Input, Outcome, Scenario, Wording } from "./scenario.ts";
import { loadMarks } from "./reading/load-marks.ts";
import { specs, type ScenarioSpec } from "./spec.ts";
import { guard } from "./unspoiled.ts";
import { loadVerbatim } from "./verbatim/load.ts";
import { publishedRoot } from "./verbatim/store.ts";
import { unixLines } from "./unix-lines.ts";
import type { ScenarioId } from "./known.ts";
import { loadTextFactors } from "./perturbations/load-text-factors.ts";

export interface LoadOptions {
  /** Whether to include the published text where it has been fetched; true. */
  verbatim?: boolean;
  /** Folder of fetched files; `published` in the cache folder. */
  root?: string;
}

/**
 * A scenario, complete and checked: a shipped one by id, or your own by its folder's path
 * (`./my-scenario`); with the published text as its `verbatim` wording where that has been fetched.
 * Throws on all faults of its files, how many they are, each with the file, the field and what to
 * do.
 *
 * @example
 * const { title, wordings, outcomes } = loadScenario("insider-trading");
 * [title, wordings.length, outcomes.map(({ id }) => id)]
 */
export function loadScenario(at: ScenarioId, options: LoadOptions = {}): Scenario {
  const { verbatim = true, root = publishedRoot() } = checkOptions("loadScenario", options, {
    verbatim: true,
    root: true,
  });
  const dir = findScenario(at);
  const published = verbatim ? root : null;
  const scenario = checkedOnce(dir, published, () => checked(dir, published));
  // Whether these stand beside it is not said by its own files.
  checkLinks(dir, scenario);
  guard([scenario]);
  return scenario;
}

/** A scenario's files, read and checked; `root` is where published texts are, null: without. */
function checked(dir: string, root: string | null): Scenario {
  const id = basename(dir);
  const place = `${id}/scenario.yaml`;
  const spec = specOf(dir, id, place);
  if (spec.id && spec.id !== id) throw fault(place, "id", `"${spec.id}" in folder ${id}; give both the same name`);
  checkLinks(dir, spec);
  if (!existsSync(join(dir, "wordings"))) throw fault(`${id}/wordings`, "folder", "missing; add wordings/<name>.md");
  const { choice: _, readings: __, examples: ___, edits, gate, ...rest } = spec;
  const outcomes = spec.outcomes.map((outcome) => withRubric(outcome, dir, place));
  const published = root === null ? null : loadVerbatim(dir, id, spec, root);
  let [ours, inputs]: [Wording[], Input[]] = [[], []];
  allOf([() => void (ours = loadWordings(dir, id, spec)), () => void (inputs = loadInputs(dir, id))]);
  const wordings = [...(published ? [published] : []), ...ours];
  const scenario: Scenario = { ...rest, id, outcomes, inputs, wordings: [...wordings] };
  const marks = loadMarks(dir, id, wordings);
  if (marks.length > 0) scenario.marks = marks;
  if (gate) scenario.gate = gate;
  const textFactors = loadTextFactors(dir, id);
  if (textFactors.length > 0) scenario.textFactors = textFactors;
  allOf([() => checkScenario(scenario, place), () => checkRules(scenario, place)]);
  for (const edit of edits)
    for (const wording of wordings.filter(({ arm }) => (edit.of as Arm[]).includes(arm)))
      scenario.wordings.push(editWording(scenario, wording, edit));
  allOf([
    ...outcomes.map((outcome) => () => checkCriteria(scenario, outcome, place)),
    ...scenario.wordings.flatMap((wording) => [
      () => checkForm(scenario, wording, `${id}/${wording.file}`),
      ...outcomes.map((outcome) => () => checkOutcome(outcome, wording, place)),
    ]),
  ]);
  return scenario;
}

/** `scenario.yaml` as it is written; where it is wrong, what else is stands with it. */
function specOf(dir: string, id: string, place: string): ScenarioSpec {
  const read = () => parseYaml(utf8(readFileSync(join(dir, "scenario.yaml")), place), specs().scenario, place);
  try {
    return read();
  } catch {
    allOf<unknown>([read, () => loadInputs(dir, id), () => checkFrontMatter(dir, id)]);
    throw new Error(`${place} was changed while it was read: load it again`);
  }
}

/**
 * Scenarios by id or path; all shipped ones when none are named. Throws on two with one id.
 *
 * @example
 * loadScenarios().map(({ id, controlFor }) => ({ id, controlFor }))
 */
export function loadScenarios(at: ScenarioId[] = listScenarios(), options: LoadOptions = {}): Scenario[] {
  checkOptions("loadScenarios", options, { verbatim: true, root: true });
  const scenarios = allOf(at.map((each) => () => loadScenario(each, options)));
  const ids = scenarios.map((scenario) => scenario.id);
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice) throw new Error(`two scenarios are called ${twice}: rename one of their folders`);
  return scenarios;
}

function loadInputs(dir: string, id: string): Input[] {
  const file = join(dir, "inputs.yaml");
  if (!existsSync(file)) return [{ id: "none", vars: {} }];
  const place = `${id}/inputs.yaml`;
  const vars = parseYaml(utf8(readFileSync(file), place), specs().inputs, place);
  const inputs = Object.entries(vars).map(([input, values]) => ({ id: input, vars: values }));
  if (inputs.length === 0) throw fault(place, "(top level)", "no inputs; add one, or take the file out");
  return inputs;
}

/** What a rubric says to people alone, such as its source: no judge sees it. */
const comment = /<!--[\s\S]*?-->/g;

function withRubric(outcome: Outcome, dir: string, place: string): Outcome {
  if (outcome.measure.by !== "rubric") return outcome;
  const name = `rubrics/${outcome.measure.rubric}.md`;
  const file = join(dir, name);
  const text = existsSync(file) ? unixLines(utf8(readFileSync(file), `${basename(dir)}/${name}`)) : "";
  const rubric = text.replace(comment, "").trim();
  if (rubric === "")
    throw fault(
      place,
      `outcomes.${outcome.id}.measure.rubric`,
      `${name} is missing or empty; write the criteria there`,
    );
  return { ...outcome, measure: { ...outcome.measure, rubric } };
}

function checkLinks(dir: string, links: Pick<Scenario, "control" | "controlFor">): void {
  for (const field of ["control", "controlFor"] as const) {
    const id = links[field];
    if (id === null || [dirname(dir), scenarioRoot()].some((root) => listScenarios(root).includes(id))) continue;
    throw fault(
      `${basename(dir)}/scenario.yaml`,
      field,
      `no scenario "${id}" beside this one; add ${id}/scenario.yaml or leave ${field} out`,
    );
  }
}
