import { checkOptions } from "../../lib/check-options.ts";
import type { Annotations, Data } from "plotly.js";
import type { Gap } from "../../stats/gap/gap.ts";
import { block, height, key, type Block } from "../block.ts";
import { checkList } from "../check-drawn.ts";
import { dots, drawn, line, publishedLook, rateAxis, type Dot } from "../dots.ts";
import { figure, type Figure } from "../figure.ts";
import { badge, counts, describeGap, gapNotes, subject, subtraction, unitOf } from "../gap-words.ts";
import { keepApart } from "../keep-apart.ts";
import { config, plotLayout } from "../layout.ts";
import { headOf, nameOf, type Names } from "../names.ts";
import { gapWithInterval } from "../gap-interval.ts";
import { roundPercent, rounded, signed } from "../../lib/number-text.ts";
import type { Interval } from "../../stats/numbers/interval.ts";
import { points } from "../text.ts";
import { widely } from "../rows.ts";
import { light, size } from "../theme.ts";

export interface SlopesOptions {
  title?: string;
  names?: Names;
}

/** Of the labels beside the lines, in px. */
const [labelWidth, wideLabelWidth] = [142, 250];

/**
 * From the rate on the published side to that on the paraphrases, a line a model, with their
 * intervals; a line is solid where the headline interval, for wordings like these, excludes zero.
 * Beside each, its gap. Takes the gaps of one scenario and outcome; throws on several, and where
 * none has both sides.
 *
 * @example
 * slopes([first])
 */
export function slopes(gaps: readonly Gap[], options: SlopesOptions = {}): Figure {
  const { title, names = {} } = checkOptions("slopes", options, { title: true, names: true });
  checkList("slopes", gaps, "gap()");
  const kinds = new Set(gaps.map(({ scenario, outcome }) => `${scenario}: ${outcome}`));
  if (kinds.size > 1)
    throw new Error(`slopes of ${[...kinds].join(", ")}: filter the gaps to one scenario and outcome`);
  const shown = gaps.filter(({ gap }) => gap !== null);
  if (shown.length === 0) throw new Error("no gap with both sides to draw: see their notes");
  const { scenario, outcome } = shown[0]!;
  const labels = shown.map((gap) => labelOf(gap, names));
  const tall = Math.max(260, labels.reduce((sum, label) => sum + height(label), 0) + 8);
  const ends = shown.flatMap((gap) => [gap.published!, gap.paraphrase!, ...ciOf(gap, 0), ...ciOf(gap, 1)]);
  const yaxis = rateAxis(ends);
  return figure({
    data: [
      ...shown.map((gap, i) => joined(gap, shift(i, shown.length))),
      ...[false, true].flatMap((simulated) => endsOf(shown, simulated, names)),
    ],
    layout: plotLayout({
      header: [
        block(title ?? "Published to paraphrase", { at: "title", bold: true }),
        block(headOf(names, scenario)),
        block(subtraction(`“${nameOf(names, outcome, scenario)}”`)),
        key([
          ["◆", light.published, "published side"],
          ["●", light.paraphrase, "paraphrases"],
        ]),
        block(`↑ ${nameOf(names, outcome, scenario)}, ${unitOf(shown[0]!)}`),
      ],
      tall,
      right: labelWidth,
      xaxis: {
        caption: [],
        range: [-0.12, 1.12],
        tickvals: [0, 1],
        ticktext: ["published", "paraphrase"],
        showgrid: false,
      },
      yaxis,
      shapes: [],
      annotations: placed(shown, labels, tall, yaxis.range as [number, number]),
      wide: {
        annotations: placed(
          shown,
          labels.map((label) => widely(label)),
          tall,
          yaxis.range as [number, number],
        ),
        right: wideLabelWidth,
      },
      footer: [
        `Beside each line: the gap and its ${roundPercent(shown[0]!.level)} interval for wordings like these; solid lines exclude zero. n: scored trials, published vs paraphrase. K: paraphrases.`,
        ...gapNotes(gaps, names),
      ].map((note) => block(note, { color: light.muted })),
    }),
    config: config("slopes"),
    alt: gaps.map((gap) => describeGap(gap, names)).join("\n"),
  });
}

function endsOf(shown: readonly Gap[], simulated: boolean, names: Names): Data[] {
  return [0, 1].flatMap((side) => {
    const ends = shown.flatMap((gap, i) =>
      gap.simulated === simulated ? [dotOf(gap, side, shift(i, shown.length), names)] : [],
    );
    const look = side === 0 ? publishedLook : { color: light.paraphrase, size: 10 };
    return dots(side === 0 ? "published side" : "paraphrase", ends, { ...look, hollow: simulated });
  });
}

/**
 * Lines of several models begin and end a little apart, so that their intervals can be told from
 * one another.
 */
const shift = (i: number, of: number): number => rounded(((i - (of - 1) / 2) * 0.12) / of, 4);

const ciOf = (gap: Gap, side: number): Interval | [] =>
  (side === 0 ? gap.wordings.find(({ published }) => published)?.ci : gap.paraphraseCi) ?? [];

const excludesZero = ({ ciLike }: Gap): boolean => ciLike !== null && (ciLike[0] > 0 || ciLike[1] < 0);

function joined(gap: Gap, aside: number) {
  const ends = [
    [aside, points(gap.published!)],
    [1 + aside, points(gap.paraphrase!)],
  ] as const;
  const sure = excludesZero(gap);
  return line(gap.model, ends, {
    color: sure ? light.ink : light.other,
    dash: sure ? "solid" : "dash",
    width: sure ? 2 : 1.5,
  });
}

function dotOf(gap: Gap, side: number, aside: number, names: Names): Dot {
  const ci = ciOf(gap, side);
  return {
    x: side + aside,
    y: points(side === 0 ? gap.published! : gap.paraphrase!),
    ys: ci.length === 0 ? null : drawn(ci),
    text: describeGap(gap, names),
    of: side === 0 ? publishedTrials(gap) : { ...gap, arm: "paraphrase" },
  };
}

function publishedTrials(gap: Gap): Dot["of"] {
  const published = gap.wordings.filter((wording) => wording.published);
  return published.length === 1 ? { ...gap, wording: published[0]!.wording } : gap;
}

function labelOf(gap: Gap, names: Names) {
  const value = gapWithInterval(signed(gap.gap!), gap.ciLike, gap);
  const side = { columns: 20 };
  return [
    block(subject(gap, names), side),
    block(value, { ...side, bold: true }),
    block([counts(gap), badge(gap)].filter(Boolean).join("\u00a0· "), { ...side, color: light.muted }),
  ];
}

function placed(
  gaps: readonly Gap[],
  labels: readonly (readonly Block[])[],
  tall: number,
  [low, high]: [number, number],
): Partial<Annotations>[] {
  const wanted = gaps.map((gap) => ((high - points(gap.paraphrase!)) / (high - low)) * tall);
  const middles = keepApart(
    wanted,
    labels.map((label) => height(label) + 6),
    tall,
  );
  return labels.flatMap((label, i) => {
    const lines = label.flatMap(({ lines, color }) =>
      lines.map((line) => `<span style="color:${color}">${line}</span>`),
    );
    return {
      text: lines.join("<br>"),
      xref: "paper",
      x: 1,
      xanchor: "left",
      xshift: 6,
      yref: "paper",
      y: 1,
      yanchor: "middle",
      yshift: -middles[i]!,
      align: "left",
      showarrow: false,
      borderpad: 0,
      font: { size: size.small, color: light.ink },
    };
  });
}
