import type { Data, Shape } from "plotly.js";
import type { AroundCutoff, CutoffSide } from "../../stats/gap/around-cutoff.ts";
import { block, key } from "../block.ts";
import { dots, drawn, line, type Dot } from "../dots.ts";
import { figure, type Figure } from "../figure.ts";
import { describeGap, gapNotes, subtraction } from "../gap-words.ts";
import { config, plotLayout } from "../layout.ts";
import type { Names } from "../names.ts";
import { pValue, roundPercent, signed, signedInterval } from "../../lib/number-text.ts";
import { points } from "../text.ts";
import { light } from "../theme.ts";

export interface CutoffOptions {
  title?: string;
  names?: Names;
}

/**
 * The gap against months from the model's training cutoff to the scenario's publication, from
 * {@link aroundCutoff}: left of zero the model may have read it, right of zero it cannot have. Each
 * side's mean is a line with its interval as a band; their difference stands below. Throws where no
 * gap has both dates.
 */
export function cutoffScatter(around: AroundCutoff, { title, names = {} }: CutoffOptions = {}): Figure {
  const { points: all, after, before } = around;
  if (all.length === 0)
    throw new Error(`no gap with both dates to draw: ${leftOutOf(around).join("; ") || "none given"}`);
  const months = [0, ...all.map(({ months: at }) => at)];
  const pad = Math.max(2, (Math.max(...months) - Math.min(...months)) * 0.06);
  const range = [Math.min(...months) - pad, Math.max(...months) + pad] as const;
  const look = (late: boolean, hollow: boolean): Data[] => {
    const own = all
      .filter(({ gap, months: at }) => gap.simulated === hollow && at > 0 === late)
      .map((point) => dotOf(point, names));
    return late
      ? dots("cannot have read it", own, { color: light.paraphrase, size: 10, hollow })
      : dots("may have read it", own, { color: light.published, symbol: "diamond", size: 11, hollow });
  };
  return figure({
    data: [
      ...meanLine("mean, may have read it", after, [range[0], 0], light.published),
      ...meanLine("mean, cannot have", before, [0, range[1]], light.paraphrase),
      ...[false, true].flatMap((hollow) => [...look(false, hollow), ...look(true, hollow)]),
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
      tall: 260,
      xaxis: { caption: ["publication − training cutoff, months"], range: [...range] },
      yaxis: { range: scale(all), zeroline: true, zerolinecolor: light.ink, zerolinewidth: 1 },
      shapes: [
        ...band(after, [range[0], 0], light.up1),
        ...band(before, [0, range[1]], light.band),
        { type: "line", x0: 0, x1: 0, yref: "paper", y0: 0, y1: 1, line: { color: light.rule, width: 1, dash: "dot" } },
      ],
      footer: notes(around, names).map((note) => block(note, { color: light.muted })),
    }),
    config: config("cutoff-scatter"),
    alt: `${all.map(({ gap, months: at }) => `${at} months: ${describeGap(gap, names)}`).join("\n")}\n${notes(around, names).join("\n")}`,
  });
}

/** As far as the gaps and their intervals go; bands may go further. */
function scale(all: AroundCutoff["points"]): [number, number] {
  const ends = all.flatMap(({ gap }) => [0, gap.gap!, ...(gap.ciLike ?? [])]);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const pad = Math.max(0.02, (high - low) * 0.08);
  return [points(low - pad), points(high + pad)];
}

function dotOf({ gap, months }: AroundCutoff["points"][number], names: Names): Dot {
  const text = `${describeGap(gap, names)} Published ${Math.abs(months)} months ${months > 0 ? "after" : "before"} the cutoff.`;
  return { x: months, y: points(gap.gap!), ys: drawn(gap.ciLike), text, of: gap };
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

const leftOutOf = ({ leftOut }: AroundCutoff): string[] =>
  leftOut.map(({ gap, lacks }) => `${gap.scenario}, ${gap.model}: no ${lacks === "cutoff" ? "known cutoff" : lacks}`);

function notes(around: AroundCutoff, names: Names): string[] {
  const { after, before, difference, points: all } = around;
  const leftOut = leftOutOf(around);
  const said = (what: string, side: CutoffSide | null) =>
    side
      ? `${what}: mean ${signed(side.mean)} ${signedInterval(side.ci)} of ${side.gaps} gaps.`
      : `${what}: no gap with an error.`;
  const counted = all.filter(({ gap }) => gap.publishedN !== null && gap.n !== null);
  const n = counted.reduce((sum, { gap }) => sum + gap.publishedN! + gap.n!, 0);
  const sizes =
    counted.length === 0
      ? `n not given in ${all.length} gaps`
      : `n = ${n} scored trials in ${counted.length} gaps${counted.length < all.length ? `, not given in ${all.length - counted.length} more` : ""}`;
  return [
    `${said("May have read it", after)} ${said("Cannot have", before)}`,
    difference
      ? `Difference, may have − cannot have: ${signed(difference.estimate)} ${signedInterval(difference.ci)}, ${pValue(difference.p)}. It takes gaps as independent.`
      : "No difference: one side has no gap with an error.",
    `Bars and bands: ${roundPercent(around.level)} intervals. ${sizes}.`,
    ...(leftOut.length > 0 ? [`Left out: ${leftOut.join("; ")}.`] : []),
    ...gapNotes(
      all.map(({ gap }) => gap),
      names,
    ),
  ];
}
