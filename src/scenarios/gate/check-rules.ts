import { fault } from "../fault.ts";
import { compilePattern } from "../read.ts";
import type { Scenario } from "../scenario.ts";
import { gateRules } from "./gate-rules.ts";

/**
 * Throws on the first fault of the gate's rules: a form that is no pattern, a level, degree or mark
 * that is not there.
 */
export function checkRules({ gate, factors, inputs }: Scenario, place: string): void {
  if (gate === undefined) return;
  const { task, stated, clashes, inputs: marks, labels } = gateRules(gate);
  for (const { id, degrees, hedges, degree, only } of stated) {
    const field = `gate.stated.${id}`;
    checkForms([...Object.values(degrees).flat(), ...hedges], place, field);
    checkLevels(factors, only, place, `${field}.only`);
    if (degree !== null && degree !== "none" && !Object.hasOwn(degrees, degree))
      throw fault(place, `${field}.degree`, `no "${degree}"; use one of ${Object.keys(degrees).join(", ")}, or none`);
  }
  for (const { when, never } of clashes) {
    checkForms(never, place, "gate.clashes");
    checkLevels(factors, when, place, "gate.clashes.when");
  }
  checkForms(task, place, "gate.task");
  checkForms(labels, place, "gate.labels");
  for (const { mark } of marks) {
    const lacking = inputs.find(({ vars }) => !Object.hasOwn(vars, mark));
    if (lacking) throw fault(place, "gate.inputs", `input "${lacking.id}" has no "${mark}"; add it in inputs.yaml`);
  }
}

function checkForms(forms: readonly string[], place: string, field: string): void {
  for (const form of forms) {
    try {
      compilePattern(form);
    } catch (error) {
      throw fault(place, field, `${form} is no pattern (${(error as Error).message}); mend it`);
    }
  }
}

function checkLevels(
  factors: Scenario["factors"],
  levels: Record<string, string[]>,
  place: string,
  field: string,
): void {
  for (const [id, named] of Object.entries(levels)) {
    const factor = factors.find((each) => each.id === id);
    if (!factor)
      throw fault(place, field, `no factor "${id}"; use one of ${factors.map((each) => each.id).join(", ")}`);
    const unknown = named.find((level) => !factor.levels.some((each) => each.id === level));
    if (unknown !== undefined)
      throw fault(
        place,
        field,
        `${id} has no level "${unknown}"; use ${factor.levels.map((each) => each.id).join(", ")}`,
      );
  }
}
