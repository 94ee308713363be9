import { inPercent, interval, roundPercent, signed } from "../../lib/number-text.ts";
import { formatTable, type TableFormat } from "../../lib/table-format.ts";
import type { Look, Sequence } from "./looks.ts";

/** Sequences as a table, with what they speak of and what was not counted under it. */
export function sequenceTable(found: readonly Sequence[], format: TableFormat = "text"): string {
  const levels = [...new Set(found.map(({ level }) => roundPercent(level)))].join(" and ");
  return formatTable(
    {
      caption: `what is known after the trials so far: ${levels} confidence sequences, valid at every look; rates in %, gap = paraphrase − published in percentage points`,
      header: ["published", "paraphrase", "gap", "rounds"],
      lines: found.map((each) => ({
        label: [each.scenario, each.model, each.condition, ...Object.values(each.levels), each.outcome]
          .filter(Boolean)
          .join(" · "),
        cells: [
          cell(each.published, inPercent),
          cell(each.paraphrase, inPercent),
          cell(each.gap, signed),
          each.gap === null ? "—" : `${each.gap.rounds} of ${each.wordings} trials`,
        ],
      })),
      notes: [speaksOf, ...found.flatMap(notCounted)],
    },
    format,
  );
}

/** What a sequence is about; stands wherever one is shown. */
const speaksOf =
  "It speaks of trials on exactly these wordings; of wordings like them only the gap's interval for wordings like these does.";

const cell = (look: Look | null, show: (value: number) => string): string =>
  look === null ? "—" : `${show(look.estimate)} ${interval(look.interval, show)}`;

function notCounted({ waiting, copies, scenario, model, outcome }: Sequence): string[] {
  const parts = [
    ...(waiting > 0 ? [`${waiting} scored trials after the last full round`] : []),
    ...(copies > 0 ? [`${copies} exact copies of a reply`] : []),
  ];
  return parts.length === 0
    ? []
    : [`${[scenario, model, outcome].filter(Boolean).join(" · ")}: not counted, ${parts.join(", ")}`];
}
