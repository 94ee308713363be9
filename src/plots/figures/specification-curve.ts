import { checkOptions } from "../../lib/check-options.ts";
import type { Annotations, Data } from "plotly.js";
import { roundPercent, signed, whole } from "../../lib/number-text.ts";
import { facets, type Facet, type Specification, type SpecificationCurve } from "../../stats/gap/specification.ts";
import { noTest } from "../../stats/gap/specification-table.ts";
import { block, key } from "../block.ts";
import { checkOne } from "../check-drawn.ts";
import { dots, type Dot } from "../dots.ts";
import { figure, type Figure } from "../figure.ts";
import { endsOf, gapWithInterval } from "../gap-interval.ts";
import { counts, gapNotes, subtraction, who } from "../gap-words.ts";
import { config, plotLayout } from "../layout.ts";
import { headOf, nameOf, type Names } from "../names.ts";
import { label, points } from "../text.ts";
import { light, size } from "../theme.ts";

export interface SpecificationCurveOptions {
  title?: string;
  names?: Names;
}

/** px of the curve, between it and the choices, and of each option's row. */
const [tall, between, rowHeight] = [220, 14, 30];

/**
 * A specification curve: the gap of every specification with its interval, lowest first, and under
 * it which options of each choice that varies it takes; what {@link gap} gives is marked. Choices
 * with one option are named below. Throws on a curve of one specification.
 *
 * @example
 * specificationCurve(stats.specifications(data)[0]!)
 */
export function specificationCurve(curve: SpecificationCurve, options: SpecificationCurveOptions = {}): Figure {
  const { title, names = {} } = checkOptions("specificationCurve", options, { title: true, names: true });
  checkOne("specificationCurve", curve, "specificationCurve()", "specifications");
  const { specifications: all, scenario, model, outcome, simulated, levels } = curve;
  if (all.length < 2) throw new Error(`one specification of ${scenario}, ${outcome}: there is no curve to draw`);
  const rows = facets
    .filter((facet) => curve.options[facet].length > 1)
    .flatMap((facet) => curve.options[facet].map((option) => ({ facet, option })));
  const deep = rows.length * rowHeight;
  const share = (px: number) => px / (tall + between + deep);
  const layout = plotLayout({
    header: [
      block(title ?? "Does the gap depend on how it is estimated?", { at: "title", bold: true }),
      block([headOf(names, scenario), who({ model, simulated }, names), ...Object.values(levels)].join("\u00a0· ")),
      block(subtraction(`“${nameOf(names, outcome, scenario)}”`)),
      key([
        ["●", light.paraphrase, "a specification’s gap"],
        ["◆", light.published, "as parallax gap has it"],
      ]),
      block("↑ gap, percentage points"),
    ],
    tall: tall + between + deep,
    xaxis: { caption: ["specifications, lowest gap first"], range: [0.2, all.length + 0.8], anchor: "y2" },
    yaxis: {
      domain: [share(between + deep), 1],
      range: scale(all),
      zeroline: true,
      zerolinecolor: light.ink,
      zerolinewidth: 1,
    },
    annotations: rows.map((row, i) => labelOf(row, share(deep - i * rowHeight))),
    shapes: [],
    footer: notesOf(curve, names).map((note) => block(note, { color: light.muted })),
  });
  return figure({
    data: [...gapDots(all), ...choiceDots(all, rows)],
    layout: {
      ...layout,
      yaxis2: { domain: [0, share(deep)], range: [deep, 0], visible: false, fixedrange: true },
    },
    config: config("specification-curve"),
    alt: altOf(curve, names),
  });
}

function gapDots(all: readonly Specification[]): Data[] {
  const dotOf = (each: Specification): Dot => ({
    x: each.place,
    y: points(each.gap),
    text: describe(each),
    of: each.of,
  });
  const hollow = all[0]!.of.simulated;
  const others = all.filter(({ usual }) => !usual);
  const usual = all.filter((each) => each.usual);
  const size = dotSize(all);
  return [
    intervals("intervals", others, light.soft),
    intervals("intervals, as parallax gap has it", usual, light.up3),
    ...dots("specification", others.map(dotOf), {
      color: light.paraphrase,
      size,
      hollow,
      outlined: !isCrowded(all),
    }),
    ...dots("as parallax gap has it", usual.map(dotOf), {
      color: light.published,
      symbol: "diamond",
      size: Math.max(8, size + 3),
      hollow,
    }),
  ];
}

/** Upright lines behind the points, from end to end. */
function intervals(name: string, all: readonly Specification[], color: string): Data {
  const ends = all.flatMap(({ place, ci, of }) => {
    const drawn = endsOf(ci, of);
    return drawn === null ? [] : [...drawn.map((end) => [place, points(end)]), [null, null]];
  });
  const [x, y] = [ends.map(([x]) => x ?? null), ends.map(([, y]) => y ?? null)];
  return {
    type: "scatter",
    mode: "lines",
    name,
    x,
    y,
    line: { color, width: isCrowded(all) ? 0.6 : 1.5 },
    hoverinfo: "skip",
  };
}

/** So many that points outlined in white would hide each other. */
const isCrowded = (all: readonly Specification[]): boolean => all.length > 120;

/** Smaller where there are many, so that neighbours can be told apart. */
const dotSize = (all: readonly Specification[]): number =>
  Math.max(isCrowded(all) ? 3 : 5, Math.min(8, Math.round(300 / all.length)));

interface OptionRow {
  facet: Facet;
  option: string;
}

/** A dot in an option's row for each specification that takes it; drawn at the row's lower part. */
function choiceDots(all: readonly Specification[], rows: readonly OptionRow[]): Data[] {
  return rows.map(({ facet, option }, i): Data => {
    const chosen = all.filter(({ choices }) => choices[facet] === option);
    return {
      type: "scatter",
      mode: "markers",
      name: `${facet}: ${option}`,
      x: chosen.map(({ place }) => place),
      y: chosen.map(() => i * rowHeight + 22),
      yaxis: "y2",
      marker: { symbol: "line-ns", size: 8, line: { color: light.ink, width: Math.max(1, dotSize(all) / 3) } },
      hoverinfo: "skip",
    };
  });
}

const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;

const labelOf = ({ facet, option }: OptionRow, y: number): Partial<Annotations> => ({
  text: `<span style="color:${light.muted}">${label(facet)}:</span> ${label(shortened(option, 46 - facet.length))}`,
  xref: "paper",
  x: 0,
  xanchor: "left",
  xshift: -34,
  yref: "paper",
  y,
  yanchor: "top",
  yshift: 0,
  showarrow: false,
  borderpad: 0,
  font: { size: size.small, color: light.ink },
});

/** As far as the gaps go and, within what gaps can be, their intervals. */
function scale(all: readonly Specification[]): [number, number] {
  const gaps = all.flatMap(({ gap }) => [0, gap]);
  const ends = all.flatMap(({ ci, of }) => endsOf(ci, of) ?? []).filter((end) => Math.abs(end) <= 1);
  const [low, high] = [Math.min(...gaps, ...ends), Math.max(...gaps, ...ends)];
  const pad = Math.max(0.02, (high - low) * 0.06);
  return [points(low - pad), points(high + pad)];
}

const choicesOf = ({ choices }: Specification): string =>
  facets.map((facet) => `${facet}: ${choices[facet]}`).join("; ");

const valueOf = ({ gap, ci, of }: Specification): string =>
  ci ? gapWithInterval(signed(gap), ci, of) : `${signed(gap)} (no interval)`;

const describe = (each: Specification): string =>
  `${each.place}. ${valueOf(each)}; ${counts(each.of)}. ${choicesOf(each)}.`;

/** Names of only options that tell nothing. */
const unsaid = ["none", "not said", "the only one"];

function notesOf(curve: SpecificationCurve, names: Names): string[] {
  const { specifications: all, options, without, below, whollyBelow, above, whollyAbove, level } = curve;
  const fixed = facets.filter((facet) => options[facet].length === 1 && !unsaid.includes(options[facet][0]!));
  return [
    `${all.length} specifications: ${below} below zero (${whollyBelow} with all of the ${roundPercent(level)} interval), ${above} above (${whollyAbove}). ${noTest}`,
    ...(without.length > 0 ? [`${without.length} more combinations leave no gap to estimate.`] : []),
    ...(fixed.length > 0
      ? [`The same in all: ${fixed.map((facet) => `${facet} ${options[facet][0]}`).join("; ")}.`]
      : []),
    `Bars: ${roundPercent(level)} intervals, of what each takes as a draw. ${sizes(all)}`,
    ...gapNotes([...new Map(all.map(({ of }) => [of.publishedArm, of])).values()], names),
  ];
}

function sizes(all: readonly Specification[]): string {
  const totals = all.flatMap(({ publishedN, n }) => (publishedN === null || n === null ? [] : [publishedN + n]));
  if (totals.length === 0) return "n not given.";
  const [low, high] = [Math.min(...totals), Math.max(...totals)];
  return `n = ${low === high ? whole(low) : `${whole(low)} to ${whole(high)}`} scored trials in each.`;
}

function altOf(curve: SpecificationCurve, names: Names): string {
  const { specifications: all, scenario, model, outcome, median, lowest, highest, simulated } = curve;
  const head = `${headOf(names, scenario)}, ${who({ model, simulated }, names)}: gap in “${nameOf(names, outcome, scenario)}” under ${all.length} specifications`;
  const range = `${head}; from ${signed(lowest)} to ${signed(highest)} points, median ${signed(median)}.`;
  const most = 60;
  const rest = all.length > most ? [`${all.length - most} more between the lowest and the highest.`] : [];
  const listed = all.length > most ? [...all.slice(0, most / 2), ...all.slice(-most / 2)] : all;
  return [range, ...notesOf(curve, names), ...listed.map(describe), ...rest].join("\n");
}
