import { checkOptions } from "../../lib/check-options.ts";
import type { Data, Shape } from "plotly.js";
import type { Cutoff, CutoffSide } from "../../stats/gap/cutoff.ts";
import type { Gap } from "../../stats/gap/gap.ts";
import { block, key } from "../block.ts";
import { checkOne } from "../check-drawn.ts";
import { dots, drawn, line, type Dot } from "../dots.ts";
import { figure, type Figure } from "../figure.ts";
import { describeGap, gapNotes, subtraction } from "../gap-words.ts";
import { differenceWords, sideWords } from "../cutoff-words.ts";
import { config, plotLayout } from "../layout.ts";
import { headOf, nameOf, type Names } from "../names.ts";
import { endsOf } from "../gap-interval.ts";
import { roundPercent, rounded, whole } from "../../lib/number-text.ts";
import { points } from "../text.ts";
import { letterAt, tagKey, tags } from "../tags.ts";
import { light } from "../theme.ts";

export interface CutoffOptions {
  title?: string;
  names?: Names;
}

/**
 * The gap against months from the model's training cutoff to the scenario's publication, from
 * {@link cutoff}: left of zero the model may have read it, right of zero it cannot have. Each
 * side's mean is a line with its interval as a band; their difference stands below. Throws where no
 * gap has both dates.
 *
 * @example
 * const printed = gap(interop.readCells("data/results/greenblatt-2024.csv"));
 * cutoffScatter(cutoff([printed[0]!], loadScenarios()))
 */
export function cutoffScatter(around: Cutoff, options: CutoffOptions = {}): Figure {
  const { title, names = {} } = checkOptions("cutoffScatter", options, { title: true, names: true });
  checkOne("cutoffScatter", around, "cutoff()", "points");
  const { points: all, mayHaveRead, cannotHaveRead } = around;
  if (all.length === 0) throw new Error(`no gap with both dates to draw: ${omitted(around) || "none given"}`);
  const months = [0, ...all.map(({ months: at }) => at)];
  const pad = Math.max(2, (Math.max(...months) - Math.min(...months)) * 0.06);
  const range = [Math.min(...months) - pad, Math.max(...months) + pad] as const;
  const signs = signsOf(all, names);
  const places = sideBySide(all, range);
  const tall = Math.min(most, Math.max(least, 12 * all.length));
  const look = (late: boolean, hollow: boolean): Data[] => {
    const shown = all
      .filter(({ gap, months: at }) => gap.simulated === hollow && at > 0 === late)
      .map((point) => ({ ...dotOf(point, names), x: places.get(point)! }));
    return late
      ? dots("cannot have read it", shown, { color: light.paraphrase, size: 10, hollow })
      : dots("may have read it", shown, { color: light.published, symbol: "diamond", size: 11, hollow });
  };
  return figure({
    data: [
      ...meanLine("mean, may have read it", mayHaveRead, [range[0], 0], light.published),
      ...meanLine("mean, cannot have", cannotHaveRead, [0, range[1]], light.paraphrase),
      ...[false, true].flatMap((hollow) => [...look(false, hollow), ...look(true, hollow)]),
      ...tags(
        all.map((point) => ({ tag: signs.of(point.gap), x: places.get(point)!, y: points(point.gap.gap!) })),
        { x: range, y: scale(all), tall },
      ),
    ],
    layout: plotLayout({
      header: [
        block(title ?? "Recognition, or rewording?", { at: "title", bold: true }),
        block(subtraction("the scenario's outcome")),
        key([
          ["◆", light.published, "model may have read it"],
          ["●", light.paraphrase, "cannot have"],
          ["─", light.ink, "side's mean"],
        ]),
        block("↑ gap, percentage points"),
      ],
      tall,
      xaxis: { caption: ["publication − training cutoff, months"], range: [...range] },
      yaxis: { range: scale(all), zeroline: true, zerolinecolor: light.ink, zerolinewidth: 1 },
      shapes: [
        ...band(mayHaveRead, [range[0], 0], light.up1),
        ...band(cannotHaveRead, [0, range[1]], light.band),
        { type: "line", x0: 0, x1: 0, yref: "paper", y0: 0, y1: 1, line: { color: light.rule, width: 1, dash: "dot" } },
      ],
      footer: [
        ...tagKey(signs.items, all.length),
        ...notes(around, names).map((note) => block(note, { color: light.muted })),
      ],
    }),
    config: config("cutoff-scatter"),
    alt: `${all.map(({ gap, months: at }) => `${at} months: ${describeGap(gap, names)}`).join("\n")}\n${notes(around, names).join("\n")}`,
  });
}

/** Heights of the plot, in px: of few points, and at most. */
const [least, most] = [260, 400];

/** Where points stand: at their month, those of one month side by side, on their side of zero. */
function sideBySide(
  all: Cutoff["points"],
  [low, high]: readonly [number, number],
): Map<Cutoff["points"][number], number> {
  const groups = [...Map.groupBy(all, ({ months }) => months).entries()];
  return new Map(
    groups.flatMap(([months, group]) => {
      const half = (group.length - 1) / 2;
      const room = months === 0 ? Infinity : Math.abs(months) / (half + 0.5);
      const step = Math.min((high - low) * apart, room);
      return group.map((point, i) => [point, rounded(months + (i - half) * step, 2)] as const);
    }),
  );
}

/** Of the axis, between neighbours of one month: half a point at column width. */
const apart = 0.02;

/**
 * A point's sign: the number of its scenario and, where there are several models, a model's letter.
 */
function signsOf(all: Cutoff["points"], names: Names) {
  const scenarios = [...new Set(all.map(({ gap }) => gap.scenario))];
  const models = [...new Set(all.map(({ gap }) => gap.model))];
  const number = (scenario: string) => String(scenarios.indexOf(scenario) + 1);
  const letter = (model: string) => (models.length > 1 ? letterAt(models.indexOf(model)) : "");
  const items: [string, string][] = [
    ...scenarios.map((each): [string, string] => [number(each), headOf(names, each)]),
    ...models.flatMap((each): [string, string][] => (letter(each) ? [[letter(each), nameOf(names, each)]] : [])),
  ];
  return { of: ({ scenario, model }: Gap) => `${number(scenario)}${letter(model)}`, items };
}

/** As far as the gaps and their intervals go; bands may go further. */
function scale(all: Cutoff["points"]): [number, number] {
  const ends = all.flatMap(({ gap }) => [0, gap.gap!, ...(endsOf(gap.ciLike, gap) ?? [])]);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const pad = Math.max(0.02, (high - low) * 0.08);
  return [points(low - pad), points(high + pad)];
}

function dotOf({ gap, months }: Cutoff["points"][number], names: Names): Dot {
  const text = `${describeGap(gap, names)} Published ${Math.abs(months)} months ${months > 0 ? "after" : "before"} the cutoff.`;
  return { x: months, y: points(gap.gap!), ys: drawn(endsOf(gap.ciLike, gap)), text, of: gap };
}

function meanLine(name: string, side: CutoffSide | null, [from, to]: readonly [number, number], color: string): Data[] {
  if (side === null) return [];
  const y = points(side.mean);
  return [line(name, [[from, y], [to, y]], { color, width: 2 })]; // prettier-ignore
}

function band(side: CutoffSide | null, [x0, x1]: readonly [number, number], fillcolor: string): Partial<Shape>[] {
  if (side === null) return [];
  const [y0, y1] = [points(side.ci[0]), points(side.ci[1])];
  return [{ type: "rect", layer: "below", x0, x1, y0, y1, fillcolor, line: { width: 0 } }];
}

function notes(around: Cutoff, names: Names): string[] {
  const { mayHaveRead, cannotHaveRead, points: all } = around;
  const gaps = all.map(({ gap }) => gap);
  return [
    `${sideWords("May have read it", mayHaveRead, around)} ${sideWords("Cannot have", cannotHaveRead, around)}`,
    differenceWords(around),
    `Bars and bands: ${roundPercent(around.level)} intervals. ${sizes(gaps)}.${new Set(all.map(({ months }) => months)).size < all.length ? " Points of one month stand side by side." : ""}`,
    ...(around.leftOut.length > 0 ? [`Left out: ${omitted(around)}.`] : []),
    ...gapNotes(gaps, names),
  ];
}

const omitted = ({ leftOut }: Cutoff): string =>
  leftOut.map(({ scenario, model, lacks }) => `${scenario}, ${model}: no ${lacks}`).join("; ");

function sizes(gaps: readonly Gap[]): string {
  const counted = gaps.filter(({ publishedN, n }) => publishedN !== null && n !== null);
  if (counted.length === 0) return `n not given in ${gaps.length} gaps`;
  const n = counted.reduce((sum, { publishedN, n }) => sum + publishedN! + n!, 0);
  const rest = gaps.length - counted.length;
  return `n = ${whole(n)} scored trials in ${counted.length} gaps${rest > 0 ? `, not given in ${rest} more` : ""}`;
}
