import { dollars, fixed, percent, percentInterval, signed, whole } from "../../lib/number-text.ts";
import { formatTable, type TableFormat } from "../../lib/table-format.ts";
import type { Allocated, BestDesign } from "./allocation.ts";

/** Ways to spend the money, best first, with their power both ways and what is assumed. */
export function bestDesignTable(found: BestDesign, format: TableFormat = "text", columns?: number): string {
  const { best, others, sought, target, usdForTarget, studies } = found;
  const ways = best === null ? [] : [best, ...others];
  return formatTable(
    {
      caption: `to find a gap of ${signed(sought.gap)} points (${questions[sought.question]}${sought.controls ? ", its control’s taken off" : ""}): where the money goes best`,
      header: ["trials a wording", "published trials", "labels a side", "trials in all", "USD", "power", "closed form"],
      lines: ways.map((way) => ({ label: `K = ${way.k} wordings`, cells: cellsOf(way) })),
      notes: [
        ...(best === null ? ["the money is too little for two wordings of two trials"] : []),
        usdForTarget === null
          ? `no money gets to a power of ${percent(target)} in this way: what wordings differ by anyway is in the way`
          : `a power of ${percent(target)} takes about ${dollars(usdForTarget)}, by the closed form`,
        `assumed, not measured: rate ${percent(sought.rate)} on the published wording, SD ${fixed(sought.tau, 1)} between wordings in log odds${judgeText(found)}; try several`,
        `power: share of ${whole(studies)} simulated studies, by the estimators themselves; in brackets the simulation's own error`,
      ],
    },
    format,
    columns,
  );
}

const questions = {
  onAverage: "on average, for wordings like these",
  asDraw: "the published text as one more draw, an ordinary wording moved by the gap",
};

const cellsOf = ({ n, publishedN, labels, trials, usd, power, powerCi, closedForm }: Allocated): string[] => [
  whole(n),
  whole(publishedN),
  labels === 0 ? "—" : whole(labels),
  whole(trials),
  dollars(usd.all),
  `${percent(power)} ${percentInterval(powerCi)}`,
  percent(closedForm),
];

const judgeText = ({ sought: { judge } }: BestDesign): string =>
  judge === null
    ? ""
    : `, a judge of sensitivity ${fixed(judge.sensitivity, 2)} and specificity ${fixed(judge.specificity, 2)}`;
