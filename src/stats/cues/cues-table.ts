import { checkOptions } from "../../lib/check-options.ts";
import { formatTable, type TableFormat } from "../../lib/table-format.ts";
import { inPercent, percent, pNumber, roundPercent, signed, whole } from "../../lib/number-text.ts";
import { gapInterval } from "../gap/gap-cells.ts";
import { betweenGaps, ofRates } from "../notes/gap-notes.ts";
import type { CueEffect, Cues, CueShare, ShareOf } from "./cue-result.ts";

/**
 * Effects of single changes as a table, in percentage points, the largest first in each scenario,
 * model and outcome; under it what two do together, shares of the variance between wordings,
 * distance, and every note. Text is set within `columns` characters where that is given.
 *
 * @example
 * stats.cuesTable(changes)
 */
export function cuesTable(
  all: readonly Cues[],
  options: { format?: TableFormat; columns?: number | undefined } = {},
): string {
  const { format = "text", columns } = checkOptions("cuesTable", options, { format: true, columns: true });
  const levels = [...new Set(all.map(({ level }) => roundPercent(level)))].join(" and ");
  const caption =
    all.length === 0
      ? "no perturbations: there is nothing to tell"
      : `what each change adds to the rate, in percentage points, over the other factors and bases; ${levels} intervals`;
  return formatTable(
    {
      caption,
      header,
      lines: all.flatMap(linesOf),
      notes: [...(all.length > 0 ? reading : []), ...all.flatMap(notesOf)],
    },
    format,
    columns,
  );
}

const header = ["pooled", "interval", "by itself", "p", "Holm", "false discovery", "beyond control", "recognised", "n"];

const reading = [
  "Pooled: drawn toward zero by as much as all effects together say, with an interval that is the shorter the more an effect is like the rest, and holds it as often as it says. By itself: from this factor alone; p, Holm and false discovery are of it.",
  "Recognised: what the same change adds to the rate of trials in which the subject says that it is studied or in a laboratory.",
];

const placeOf = ({ scenario, model, condition, outcome, levels }: Cues): string =>
  [scenario, model, condition, ...Object.values(levels), outcome].filter(Boolean).join(" · ");

function linesOf(each: Cues) {
  return each.effects
    .toSorted((a, b) => Math.abs(b.pooled.estimate || 0) - Math.abs(a.pooled.estimate || 0))
    .map((effect) => ({
      label: `${placeOf(each)}: ${effect.factor} ${effect.level}, not ${effect.from}`,
      cells: cellsOf(effect),
    }));
}

const shown = (value: number, show: (value: number) => string): string => (Number.isNaN(value) ? "—" : show(value));
const pOf = (p: number): string => pNumber(Number.isNaN(p) ? null : p);

function cellsOf({ pooled, unpooled, holm, bh, beyondControl, recognised, n }: CueEffect): string[] {
  return [
    shown(pooled.estimate, signed),
    Number.isNaN(pooled.ci[0]) ? "—" : gapInterval(pooled.ci, ofRates),
    shown(unpooled.estimate, signed),
    pOf(unpooled.p),
    pOf(holm),
    pOf(bh),
    beyondControl === null || Number.isNaN(beyondControl.ci[0])
      ? "—"
      : `${signed(beyondControl.estimate)} ${gapInterval(beyondControl.ci, betweenGaps(ofRates))}`,
    recognised === null ? "—" : shown(recognised.estimate, signed),
    n.map((each) => shown(each, whole)).join(" vs "),
  ];
}

/** Joint effects that are shown under the table: so many of the largest. */
const most = 3;

function notesOf(each: Cues): string[] {
  const { wordings, n, rate, between, bases, interactions, shares, pairsShare, kinds, distance, notes } = each;
  const joint = interactions
    .filter(({ pooled }) => !Number.isNaN(pooled.estimate))
    .toSorted((a, b) => Math.abs(b.pooled.estimate) - Math.abs(a.pooled.estimate))
    .slice(0, most)
    .map(({ factors, levels, pooled, holm }) => {
      const what = factors.map((factor, i) => `${factor} ${levels[i]}`).join(" with ");
      const interval = Number.isNaN(pooled.ci[0])
        ? "without an interval"
        : gapInterval(pooled.ci, betweenGaps(ofRates));
      return `${what} ${signed(pooled.estimate)} ${interval}, Holm p ${pOf(holm)}`;
    });
  const { alone, besideFactors } = distance;
  return [
    `${wordings} perturbations of ${bases.length === 1 ? "one wording" : `${bases.length} wordings`}, n = ${shown(n, whole)}, mean rate ${shown(rate, inPercent)} %, SD between wordings ${shown(between, inPercent)} points`,
    ...(joint.length > 0
      ? [`together, beyond what each does, largest of ${interactions.length}: ${joint.join("; ")}`]
      : []),
    ...(shares.length > 0 ? [`of the variance between wordings: ${sharesText(shares, pairsShare)}`] : []),
    ...kinds.map(
      ({ kind, share, largest }) =>
        `${kind}: ${percent(share)} of it, the largest kind with probability ${percent(largest)}`,
    ),
    ...(Number.isNaN(alone.ci[0])
      ? []
      : [
          `from the published text to one that shares no three words with it: ${signed(alone.estimate)} ${gapInterval(alone.ci, ofRates)}; at the same levels ${shown(besideFactors.estimate, signed)} ${Number.isNaN(besideFactors.ci[0]) ? "" : gapInterval(besideFactors.ci, ofRates)}`,
        ]),
    ...notes.map((note) => `note: ${note}`),
  ].map((note) => `${placeOf(each)}: ${note}`);
}

/** Pairs of factors are taken together: there are many, and each is small. */
function sharesText(shares: readonly CueShare[], pairs: ShareOf | null): string {
  const ofPairs = pairs === null ? [] : [`two factors together ${percent(pairs.share)}`];
  const single = shares
    .filter(({ of }) => of === "factor" || of === "base")
    .toSorted((a, b) => b.share - a.share)
    .map(
      ({ of, factors, share, ci }) =>
        `${of === "base" ? "base" : factors[0]} ${percent(share)} [${ci.map(inPercent).join(", ")}]`,
    );
  const rest = shares.find(({ of }) => of === "rest")!;
  return [...single, ...ofPairs, `the rest ${percent(rest.share)}`].join(", ");
}
