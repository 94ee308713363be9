import { evenRows } from "../../frames/even-rows.ts";
import { openFrame, type FrameData } from "../../frames/open-frame.ts";
import type { Row } from "../../frames/row.ts";
import { described } from "../../lib/described.ts";
import { isFrameData } from "../../frames/open-frame.ts";
import type { CsvCell } from "../csv/csv-cell.ts";
import { gather } from "../groups/gather.ts";
import type { Estimand, Group } from "../groups/group.ts";
import { areCells, groupOfTally, type GapData } from "../groups/groups-of.ts";
import { keyColumns } from "../groups/strata.ts";
import { tally } from "../groups/tally.ts";
import { trials, type Trials } from "../groups/trials.ts";
import { keepRows } from "./keep-rows.ts";
import { meanError } from "./mean-error.ts";

/** A perturbation with its rate, and what it was made of. */
export interface PerturbedRate extends Pick<
  Estimand,
  "wording" | "rate" | "ci" | "n" | "successes" | "unit" | "variance"
> {
  base: string;
  levels: Record<string, string>;
  /** Factors that are not at their first level; null where that is not known. */
  changed: string[] | null;
  /** NaN where it is not known. */
  distance: number;
}

/** A factor at one of its levels. */
interface FactorLevel {
  factor: string;
  level: string;
}

export interface PerturbedGroup {
  group: Group;
  wordings: PerturbedRate[];
  /** Levels of all texts of its scenario in the data, scored or not. */
  levels: FactorLevel[];
  /** Mean sampling variance of a rate; NaN where one trial a wording cannot tell it. */
  sampling: number;
}

const prefix = "change.";

/**
 * The perturbations among graded trials or cells, one group for each combination of the columns in
 * `by`; a model or condition that `by` leaves out is counted together. Throws where there are none.
 */
export function perturbedGroups(data: GapData, by: readonly string[]): PerturbedGroup[] {
  if (!isFrameData(data))
    throw new Error(
      `expected rows, a frame or cells, not ${described(data)}: pass await frame(results) or rows(results)`,
    );
  if (Array.isArray(data) && data.length === 0) return [];
  return areCells(data) ? ofCells(data, by) : ofTrials(perturbedTrials(data as FrameData<Row>, by), by);
}

/** The perturbations among trials, with the columns that say what they were made of. */
export function perturbedTrials(asked: FrameData<Row>, by: readonly string[], more: readonly string[] = []): Trials {
  const data = evenRows(asked);
  const { names } = openFrame(data);
  const facts = ["base", "changed", "distance", ...more].filter((name) => names.includes(name));
  const changes = names.filter((name) => name.startsWith(prefix));
  if (changes.length === 0 || !names.includes("base")) throw none();
  const all = trials(data, [...by, ...changes, ...facts]);
  const arm = all.factors.arm.levels.indexOf("perturbation");
  const { codes } = all.factors.arm;
  const kept = keepRows(all, (row) => codes[row] === arm);
  if (kept.size === 0) throw none();
  return together(kept, by);
}

const none = () =>
  new Error(
    'no perturbations in the data: expected rows of arm "perturbation" with the columns base and change.<factor>, as of parallax run --perturb N',
  );

/** Columns that may be counted together, where `by` leaves them out, as one level. */
function together(found: Trials, by: readonly string[]): Trials {
  const left = (["model", "condition"] as const).filter((name) => !by.includes(name));
  const merged = left.map((name) => {
    const { codes, levels } = found.factors[name];
    const used = [...new Set(codes)].map((code) => levels[code]!).sort();
    return [name, { codes: new Int32Array(found.size), levels: [used.join(" + ")] }] as const;
  });
  return { ...found, factors: { ...found.factors, ...Object.fromEntries(merged) } };
}

/** {@link perturbedGroups} of trials that are all of perturbations. */
export function ofTrials(found: Trials, by: readonly string[]): PerturbedGroup[] {
  const { makingOf, rows } = madeIn(found);
  const { scenario } = found.factors;
  const columns = Object.entries(found.factors).filter(([name]) => name.startsWith(prefix));
  const levels = levelsBy(
    rows.flatMap((row) =>
      columns.map(([name, { codes, levels: all }]) => {
        return [scenario.levels[scenario.codes[row]!]!, name, all[codes[row]!]!] as const;
      }),
    ),
  );
  return tally(found, by).map((tallied) => {
    const group = groupOfTally(tallied);
    const wordings = group.wordings.map((each) => ({ ...each, ...makingOf(group.key["scenario"]!, each.wording) }));
    const sampling = meanError(wordings, tallied.strata);
    return { group, wordings, levels: levels(group.key["scenario"]!), sampling };
  });
}

/** Levels that there are of each scenario, each once. */
function levelsBy(all: readonly (readonly [scenario: string, column: string, level: string])[]) {
  const found = new Map<string, Map<string, FactorLevel>>();
  for (const [scenario, column, level] of all) {
    if (level === "") continue;
    const each = { factor: column.slice(prefix.length), level };
    const known = found.get(scenario) ?? new Map<string, FactorLevel>();
    found.set(scenario, known.set(JSON.stringify(each), each));
  }
  return (scenario: string): FactorLevel[] => [...(found.get(scenario)?.values() ?? [])];
}

type MadeOf = Pick<PerturbedRate, "base" | "levels" | "changed" | "distance">;

/**
 * What each wording was made of, and a row of each. Throws where its rows disagree on its base or a
 * level.
 */
function madeIn({ size, factors }: Trials): {
  makingOf: (scenario: string, wording: string) => MadeOf;
  rows: number[];
} {
  const changes = Object.keys(factors).filter((name) => name.startsWith(prefix));
  const facts = ["base", ...changes].map((name) => ({ name, of: factors[name]! }));
  const { scenario, wording } = factors;
  const first = new Map<number, number>();
  const pairOf = (ofScenario: number, ofWording: number) => ofScenario * wording.levels.length + ofWording;
  for (let row = 0; row < size; row++) {
    const pair = pairOf(scenario.codes[row]!, wording.codes[row]!);
    const before = first.get(pair);
    if (before === undefined) first.set(pair, row);
    else
      for (const { name, of } of facts)
        if (of.codes[row] !== of.codes[before])
          throw disagree(
            wording.levels[wording.codes[row]!]!,
            name,
            [before, row].map((at) => of.levels[of.codes[at]!]!),
          );
  }
  const makingOf = (ofScenario: string, ofWording: string) => {
    const row = first.get(pairOf(scenario.levels.indexOf(ofScenario), wording.levels.indexOf(ofWording)))!;
    const read = (name: string) => factors[name]?.levels[factors[name].codes[row]!];
    return madeOf(Object.fromEntries(changes.map((name) => [name, read(name)!])), read);
  };
  return { makingOf, rows: [...first.values()] };
}

const disagree = (wording: string, column: string, levels: readonly string[]): Error =>
  new Error(
    `wording ${wording} has ${levels.map((level) => `"${level}"`).join(" and ")} in column ${column}: expected one, as its text is one; give the other text a name of its own`,
  );

function madeOf(changes: Record<string, string>, read: (name: string) => string | undefined): MadeOf {
  const levels = Object.entries(changes).map(([name, level]) => [name.slice(prefix.length), level] as const);
  const [changed, distance] = [read("changed"), read("distance") || "NaN"];
  return {
    base: read("base") ?? "",
    levels: Object.fromEntries(levels),
    changed: changed === undefined ? null : changed.split(" ").filter(Boolean),
    distance: Number(distance),
  };
}

function ofCells(cells: readonly CsvCell[], by: readonly string[]): PerturbedGroup[] {
  const perturbed = cells.filter(({ arm, extra }) => arm === "perturbation" && "base" in extra);
  if (perturbed.length === 0) throw none();
  const left = keyColumns.filter((name) => !by.includes(name) && (name === "model" || name === "condition"));
  const names = left.map(
    (name) => [name, [...new Set(perturbed.map((cell) => cell[name]))].sort().join(" + ")] as const,
  );
  refuseDisagreeing(perturbed);
  const levels = levelsBy(
    perturbed.flatMap(({ scenario, extra }) =>
      Object.entries(extra).flatMap(([name, level]) =>
        name.startsWith(prefix) ? [[scenario, name, level] as const] : [],
      ),
    ),
  );
  const merged = perturbed.map((cell) => ({ ...cell, ...Object.fromEntries(names) }));
  return gather(merged, by).map((group) => {
    const wordings = group.wordings.map((each) => {
      const changes = Object.entries(each.extra).filter(([name]) => name.startsWith(prefix));
      return { ...each, ...madeOf(Object.fromEntries(changes), (name) => each.extra[name]) };
    });
    return { group, wordings, levels: levels(group.key["scenario"]!), sampling: meanError(wordings, []) };
  });
}

/** {@link disagree}, among cells. */
function refuseDisagreeing(cells: readonly CsvCell[]): void {
  const first = new Map<string, CsvCell>();
  for (const cell of cells) {
    const place = JSON.stringify([cell.scenario, cell.wording]);
    const before = first.get(place) ?? cell;
    first.set(place, before);
    const names = Object.keys(cell.extra).filter((name) => name === "base" || name.startsWith(prefix));
    const other = names.find((name) => name in before.extra && before.extra[name] !== cell.extra[name]);
    if (other !== undefined) throw disagree(cell.wording, other, [before.extra[other] ?? "", cell.extra[other] ?? ""]);
  }
}
