import { chooseRows, type DesignRequest } from "../../lib/d-optimal/choose-rows.ts";
import type { DesignRow } from "../../lib/d-optimal/quality.ts";
import { fault } from "../fault.ts";
import type { Finding } from "../gate/finding.ts";
import type { Scenario, Wording } from "../scenario.ts";
import { compose } from "./compose.ts";
import { fromPublished } from "./from-published.ts";
import { perturbationsFile } from "./load-text-factors.ts";
import { perturbationGate } from "./perturbation-faults.ts";
import type { TextFactor } from "./text-factor.ts";

/** A row of a design, its text, and what the gate has against it. */
export interface Checked {
  row: DesignRow;
  wording: Wording;
  findings: Finding[];
}

/** Composes the text of a row and puts it through the gate, once. */
export function checker(scenario: Scenario, bases: readonly Wording[], factors: readonly TextFactor[]) {
  const gates = bases.map((base) => perturbationGate(scenario, base));
  const distanceOf = fromPublished(scenario);
  const known = new Map<string, Checked>();
  return (row: DesignRow): Checked => {
    const key = keyOf(row);
    const found = known.get(key);
    if (found) return found;
    const composed = together(scenario, bases[row.block]!, factors, levelsOf(factors, row));
    const perturbation = { ...composed.perturbation!, distance: distanceOf(composed) };
    const wording = { ...composed, perturbation };
    const checked = { row, wording, findings: gates[row.block]!(wording, liftedBy(factors, row)) };
    known.set(key, checked);
    return checked;
  };
}

/** {@link compose}, where what each level does by itself may not be done beside the others. */
function together(
  scenario: Scenario,
  base: Wording,
  factors: readonly TextFactor[],
  levels: Record<string, string>,
): Wording {
  try {
    return compose(base, factors, levels);
  } catch (error) {
    const changed = factors.filter(({ id, levels: [first] }) => levels[id] !== first!.id);
    const all = changed.map(({ id }) => `${id} ${levels[id]}`).join(", ");
    throw fault(
      `${scenario.id}/${perturbationsFile}`,
      "factors",
      `${(error as Error).message}, beside ${all}; mend one of them, or name factors without it`,
    );
  }
}

/** Rounds in which others are chosen for what the gate rejected. */
const rounds = 12;

/**
 * Chosen rows, and those that the gate rejected and others were chosen for. What a level by itself
 * fails in a wording is left out there from the start. Throws where a level passes in no wording,
 * naming `place`, the file of the factors.
 */
export function passingRows(
  request: DesignRequest,
  { factors, place }: { factors: readonly TextFactor[]; place: string },
  check: (row: DesignRow) => Checked,
): Checked[] {
  const alone = aloneRows(request).map(({ row, factor, level }) => ({ ...check(row), factor, level }));
  refuseUseless(factors, alone, request, place);
  const unfit = alone.filter(({ findings }) => findings.length > 0);
  const rejected = new Map(unfit.map((each) => [keyOf(each.row), each as Checked]));
  const allowed = (row: DesignRow) =>
    !rejected.has(keyOf(row)) &&
    !unfit.some((each) => each.row.block === row.block && row.levels[each.factor] === each.level);
  let begin: DesignRow[] | undefined;
  for (let round = 1; ; round++) {
    const checked = chooseRows({ ...request, allowed, ...(begin && { begin }) }).map(check);
    const passed = checked.filter(({ findings }) => findings.length === 0);
    for (const each of checked) if (each.findings.length > 0) rejected.set(keyOf(each.row), each);
    if (passed.length === checked.length || round === rounds) return [...passed, ...rejected.values()];
    begin = passed.map(({ row }) => row);
  }
}

const keyOf = ({ block, levels }: DesignRow): string => JSON.stringify([block, levels]);

/** Each level but the first of each factor by itself, in each block. */
function aloneRows({ levels, blocks }: DesignRequest): { row: DesignRow; factor: number; level: number }[] {
  return Array.from({ length: blocks }, (_, block) =>
    levels.flatMap((count, factor) =>
      Array.from({ length: count - 1 }, (__, index) => {
        const level = index + 1;
        return { row: { levels: levels.map((___, other) => (other === factor ? level : 0)), block }, factor, level };
      }),
    ),
  ).flat();
}

function refuseUseless(
  factors: readonly TextFactor[],
  alone: readonly (Checked & { factor: number; level: number })[],
  { blocks }: DesignRequest,
  place: string,
): void {
  for (const [factor, { id, levels }] of factors.entries())
    for (const [level, { id: levelId }] of levels.entries()) {
      const failed = alone.filter((each) => each.factor === factor && each.level === level && each.findings.length > 0);
      if (failed.length < blocks) continue;
      const { check, detail, remedy } = failed[0]!.findings[0]!;
      // Of a text that is composed, the form is the change's doing, whichever file the check names.
      const what = check === "form" || !remedy ? "mend the change" : remedy;
      throw fault(
        place,
        `factors.${id}.levels.${levelId}`,
        `the gate rejects it in every text (${check}: ${detail}); ${what}`,
      );
    }
}

function levelsOf(factors: readonly TextFactor[], { levels }: DesignRow): Record<string, string> {
  return Object.fromEntries(factors.map(({ id, levels: all }, index) => [id, all[levels[index]!]!.id]));
}

/** What the factors lift that are not at their first level. */
function liftedBy(factors: readonly TextFactor[], { levels }: DesignRow): Set<string> {
  return new Set(factors.flatMap(({ lifts }, index) => (levels[index] === 0 ? [] : lifts)));
}
