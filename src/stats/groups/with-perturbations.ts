import { evenRows } from "../../frames/even-rows.ts";
import { isCoded, openFrame, type CodedFrame, type FrameData } from "../../frames/open-frame.ts";
import type { Row } from "../../frames/row.ts";
import type { CsvCell } from "../csv/csv-cell.ts";
import { areCells, type GapData } from "./groups-of.ts";

/** Data in which perturbations count as paraphrases, and the text that each was made from. */
export interface WithPerturbations {
  data: GapData;
  /** By {@link textKey} of a perturbation; "" where the data do not say. */
  bases: ReadonlyMap<string, string>;
}

export const textKey = (scenario: string, wording: string): string => `${scenario} ${wording}`;

/**
 * The same data with the arm `paraphrase` in place of `perturbation`. Throws where there is no
 * perturbation, and on what is no table.
 */
export function withPerturbations(data: GapData): WithPerturbations {
  const found = areCells(data) ? ofCells(data) : ofFrame(data as FrameData<Row>);
  if (found.bases.size > 0) return found;
  throw new Error(
    'no perturbations in the data: leave out perturbations: true, or give rows of arm "perturbation", as of parallax run --perturb N',
  );
}

const isPerturbation = (arm: unknown): boolean => arm === "perturbation";

function ofCells(cells: readonly CsvCell[]): WithPerturbations {
  const perturbed = cells.filter(({ arm }) => isPerturbation(arm));
  return {
    data: cells.map((cell) => (isPerturbation(cell.arm) ? { ...cell, arm: "paraphrase" } : cell)),
    bases: new Map(perturbed.map(({ scenario, wording, extra }) => [textKey(scenario, wording), extra["base"] ?? ""])),
  };
}

function ofFrame(data: FrameData<Row>): WithPerturbations {
  const frame = openFrame(evenRows(data));
  const { size, names, column } = frame;
  const read = (name: string) => (names.includes(name) ? column(name) : () => "");
  const [arm, scenario, wording, base] = [read("arm"), read("scenario"), read("wording"), read("base")];
  const bases = new Map<string, string>();
  for (let row = 0; row < size; row++)
    if (isPerturbation(arm(row)))
      bases.set(textKey(String(scenario(row)), String(wording(row))), String(base(row) ?? ""));
  if (isCoded(frame)) return { data: withArms(frame), bases };
  const columns = names.map((name) => {
    const of = column(name);
    const value = name === "arm" ? (row: number) => (isPerturbation(of(row)) ? "paraphrase" : of(row)) : of;
    return [name, Array.from({ length: size }, (_, row) => value(row))] as const;
  });
  return { data: Object.fromEntries(columns), bases };
}

/** A coded table in which the arm `perturbation` is called `paraphrase`. */
function withArms(frame: CodedFrame): CodedFrame {
  const armOf = (arm: unknown) => (isPerturbation(arm) ? "paraphrase" : arm);
  return {
    ...frame,
    column(name) {
      const of = frame.column(name);
      return name === "arm" ? (row) => armOf(of(row)) : of;
    },
    coded(name) {
      const coded = frame.coded(name);
      return name === "arm" && coded !== undefined ? { ...coded, values: coded.values.map(armOf) } : coded;
    },
  };
}
