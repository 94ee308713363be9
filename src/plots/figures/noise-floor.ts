import { checkOptions } from "../../lib/check-options.ts";
import type { Data, Shape } from "plotly.js";
import type { NoiseFloor } from "../../stats/gap/aa.ts";
import { samePlace } from "../../stats/groups/place.ts";
import type { Gap } from "../../stats/gap/gap.ts";
import { ofRates } from "../../stats/notes/gap-notes.ts";
import { block, key, type Block } from "../block.ts";
import { checkList } from "../check-drawn.ts";
import { dots, drawn, type Dot } from "../dots.ts";
import { figure, type Figure } from "../figure.ts";
import { counts, describeGap, gapNotes, subject, subtraction } from "../gap-words.ts";
import { config, rowLayout } from "../layout.ts";
import { headOf, nameOf, type Names } from "../names.ts";
import { Rows } from "../rows.ts";
import { endsOf, gapWithInterval } from "../gap-interval.ts";
import { roundPercent, signed } from "../../lib/number-text.ts";
import { points } from "../text.ts";
import { light } from "../theme.ts";

export interface NoiseFloorOptions {
  title?: string;
  names?: Names;
}

/**
 * Each gap beside its A/A: the published side against a second run of itself, from {@link aa}, with
 * the floor as a band behind both; a gap within the band may be noise alone. Only gaps with an A/A
 * of the same scenario, condition, model and outcome are drawn; throws where there is none.
 *
 * @example
 * const again = await study({ ...spec, seed: 7, mode: "off" });
 * noiseFloor(gaps, stats.aa(data, rows(again.results)))
 */
export function noiseFloor(
  gaps: readonly Gap[],
  floors: readonly NoiseFloor[],
  options: NoiseFloorOptions = {},
): Figure {
  const { title, names = {} } = checkOptions("noiseFloor", options, { title: true, names: true });
  checkList("noiseFloor", gaps, "gap()");
  checkList("noiseFloor", floors, "noiseFloor()");
  const both = gaps.flatMap((gap) => {
    const floor = floors.find((each) => samePlace(each, gap));
    return gap.gap !== null && floor && floor.difference !== null ? [{ gap, floor }] : [];
  });
  if (both.length === 0)
    throw new Error(
      "no gap has a second run of its published side beside it: run the published side again and give aa() both runs",
    );
  const rows = new Rows();
  const marks = both.map((each) => markOf(rows, each, names));
  return figure({
    data: [false, true].flatMap((simulated) => dotsOf(marks, simulated, names)),
    layout: rowLayout({
      header: [
        block(title ?? "Is the gap more than noise?", { at: "title", bold: true }),
        block(subtraction("the outcome in each heading")),
        key([
          ["●", light.paraphrase, "gap"],
          ["■", light.muted, "the published text again: second run − first"],
          ["▭", light.other, "noise floor"],
        ]),
      ],
      rows,
      xaxis: { caption: ["percentage points"], range: range(both) },
      shapes: [
        ...marks.flatMap(band),
        { type: "line", x0: 0, x1: 0, yref: "paper", y0: 0, y1: 1, line: { color: light.ink, width: 1 } },
      ],
      footer: [
        `Bars: ${roundPercent(both[0]!.gap.level)} intervals, of the gap for wordings like these, of the second run for these wordings. Noise floor: half the width of the second run's interval.`,
        "n: scored trials, published vs paraphrase, and first run vs second. K: paraphrases.",
        ...gapNotes(
          both.map(({ gap }) => gap),
          names,
        ),
      ].map((note) => block(note, { color: light.muted })),
    }),
    config: config("noise-floor"),
    alt: both.map(({ gap, floor }) => `${describeGap(gap, names)} ${sentence(floor)}`).join("\n"),
  });
}

interface Compared {
  gap: Gap;
  floor: NoiseFloor;
}

/**
 * A gap and its A/A where they are drawn: the y of both, and the ends of what the floor's band
 * covers.
 */
interface Mark extends Compared {
  y: number;
  again: number;
  top: number;
  bottom: number;
}

function markOf(rows: Rows, { gap, floor }: Compared, names: Names): Mark {
  rows.head([
    block(`${headOf(names, gap.scenario)}: ${nameOf(names, gap.outcome, gap.scenario)}`, { at: "body", bold: true }),
    block(subject(gap, names)),
  ]);
  const top = rows.bottom;
  const y = rows.add(gapLabel(gap), 10);
  const again = rows.add(floorLabel(floor), 10);
  return { gap, floor, y, again, top, bottom: rows.bottom };
}

function dotsOf(marks: readonly Mark[], simulated: boolean, names: Names): Data[] {
  const ofKind = marks.filter(({ gap }) => gap.simulated === simulated);
  const gapDot = ({ gap, y }: Mark): Dot => {
    return { x: points(gap.gap!), y, xs: drawn(endsOf(gap.ciLike, gap)), text: describeGap(gap, names), of: gap };
  };
  const floorDot = ({ gap, floor, again }: Mark): Dot => {
    return {
      x: points(floor.difference!),
      y: again,
      xs: drawn(endsOf(floor.ci, ofRates)),
      text: sentence(floor),
      of: gap,
    };
  };
  return [
    ...dots("gap", ofKind.map(gapDot), { color: light.paraphrase, size: 11, hollow: simulated }),
    ...dots("second run", ofKind.map(floorDot), { color: light.muted, symbol: "square", hollow: simulated }),
  ];
}

function gapLabel(gap: Gap): Block[] {
  const value = gapWithInterval(signed(gap.gap!), gap.ciLike, gap);
  return [block(value, { row: true, bold: true }), block(counts(gap), { row: true, color: light.muted })];
}

function floorLabel({ difference, ci, n }: NoiseFloor): Block[] {
  const value = `second run ${gapWithInterval(signed(difference!), ci, ofRates)}`;
  return [
    block(value, { row: true }),
    block(`n = ${n[0] ?? "?"} vs ${n[1] ?? "?"}`, { row: true, color: light.muted }),
  ];
}

function sentence({ difference, ci, floor, n }: NoiseFloor): string {
  const sizes = n[0] === null ? "n not given" : `n = ${n[0]} and ${n[1]}`;
  return `The published text again, second run − first: ${gapWithInterval(signed(difference!), ci, ofRates)} points (${sizes})${floor === null ? "" : `; floor ±${signed(floor).slice(1)}`}.`;
}

function band({ floor: { floor }, top, bottom }: Mark): Partial<Shape>[] {
  if (floor === null) return [];
  const x1 = points(floor);
  const line = { color: light.other, width: 1 };
  return [{ type: "rect", layer: "below", x0: -x1, x1, y0: top, y1: bottom, fillcolor: light.band, line }];
}

function range(both: readonly Compared[]): [number, number] {
  const ends = both.flatMap(({ gap, floor }) => [
    0,
    gap.gap!,
    ...(endsOf(gap.ciLike, gap) ?? []),
    ...(floor.ci ?? []),
    floor.floor ?? 0,
    -(floor.floor ?? 0),
  ]);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const pad = Math.max(0.01, (high - low) * 0.06);
  return [points(low - pad), points(high + pad)];
}
