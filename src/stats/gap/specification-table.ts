import { roundPercent, signed } from "../../lib/number-text.ts";
import { formatTable, type TableFormat } from "../../lib/table-format.ts";
import { gapInterval } from "./gap-cells.ts";
import { facets, type Facet, type SpecificationCurve } from "./specification.ts";

/**
 * Specification curves as a table: a line for each option of each choice that varies, with how many
 * specifications take it and where their gaps lie, in percentage points.
 */
export function specificationTable(
  curves: readonly SpecificationCurve[],
  format: TableFormat = "text",
  columns?: number,
): string {
  return formatTable(
    {
      caption:
        curves.length === 0
          ? "no gap to specify"
          : "gap = paraphrase − published, in percentage points, under every defensible choice",
      header: ["specifications", "lowest", "median", "highest", "below zero", "above zero"],
      lines: curves.flatMap((curve) => [
        { label: placeOf(curve), cells: cellsOf(curve.specifications.map(({ gap }) => gap)) },
        ...facets.filter((facet) => curve.options[facet].length > 1).flatMap((facet) => byOption(curve, facet)),
      ]),
      notes: curves.length === 0 ? [] : [...curves.flatMap(notesOf), noTest],
    },
    format,
    columns,
  );
}

/** Stands wherever a curve is shown. */
export const noTest =
  "Specifications share their data, so that the share on one side is no test: nothing here is a\u00a0p.";

const placeOf = ({ scenario, model, outcome, levels }: SpecificationCurve): string =>
  [scenario, model, ...Object.values(levels), outcome].filter(Boolean).join(" · ");

function byOption({ specifications, options }: SpecificationCurve, facet: Facet) {
  return options[facet].map((option) => ({
    label: `  ${facet}: ${option}`,
    cells: cellsOf(specifications.filter(({ choices }) => choices[facet] === option).map(({ gap }) => gap)),
  }));
}

/** Gaps come lowest first. */
function cellsOf(gaps: readonly number[]): string[] {
  const middle = (gaps.length - 1) / 2;
  const share = (holds: (gap: number) => boolean) => {
    const count = gaps.filter(holds).length;
    return `${count} (${roundPercent(Math.round((100 * count) / gaps.length) / 100)})`;
  };
  if (gaps.length === 0) return ["0", "—", "—", "—", "—", "—"];
  return [
    String(gaps.length),
    signed(gaps[0]!),
    signed((gaps[Math.floor(middle)]! + gaps[Math.ceil(middle)]!) / 2),
    signed(gaps.at(-1)!),
    share((gap) => gap < 0),
    share((gap) => gap > 0),
  ];
}

function notesOf(curve: SpecificationCurve): string[] {
  const { specifications, whollyBelow, whollyAbove, without, level } = curve;
  const usual = specifications.filter((each) => each.usual);
  return [
    `${placeOf(curve)}: ${whollyBelow} of ${specifications.length} have all of their ${roundPercent(level)} interval below zero, ${whollyAbove} above` +
      (without.length > 0 ? `; ${without.length} combinations leave no gap to estimate` : ""),
    ...usual.map(
      ({ place, gap, ci, choices, of }) =>
        `what parallax gap gives: ${signed(gap)} ${ci ? gapInterval(ci, of) : ""}, place ${place} of ${specifications.length} (${choices.condition})`,
    ),
  ];
}
