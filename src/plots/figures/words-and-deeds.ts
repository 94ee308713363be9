import { checkOptions } from "../../lib/check-options.ts";
import type { Data } from "plotly.js";
import type { Gap } from "../../stats/gap/gap.ts";
import { block, key, type Block } from "../block.ts";
import { checkList } from "../check-drawn.ts";
import { dots, drawn, line, publishedLook, type Dot } from "../dots.ts";
import { figure, type Figure } from "../figure.ts";
import { counts, describeGap, gapNotes, subject, subtraction, unitOf, where } from "../gap-words.ts";
import { axisTall, config, onUpper, rowLayout } from "../layout.ts";
import { headOf, nameOf, type Names } from "../names.ts";
import { Rows } from "../rows.ts";
import { gapWithInterval } from "../gap-interval.ts";
import { roundPercent, signed } from "../../lib/number-text.ts";
import { points, wrap } from "../text.ts";
import { light } from "../theme.ts";

export interface WordsAndDeedsOptions {
  title?: string;
  names?: Names;
  /** What the two are called. Default "says" and "does". */
  labels?: readonly [spoken: string, behaviour: string];
}

/**
 * Spoken reasoning beside behaviour, model by model, each from the published side to the
 * paraphrases: whether a model stops saying what it goes on doing. `spoken` are gaps of what is
 * said, `behaviour` of what is done, such as the {@link contrast} of compliance between conditions,
 * whose rates are differences: where only some are, they stand below the others on an axis of their
 * own. Scenarios and models that are on one side only are not drawn; throws where none is on both.
 *
 * @example
 * wordsAndDeeds(gap(recognition.spokenRows(rows(talked))), gap(rows(talked)))
 */
export function wordsAndDeeds(
  spoken: readonly Gap[],
  behaviour: readonly Gap[],
  options: WordsAndDeedsOptions = {},
): Figure {
  const {
    title,
    names = {},
    labels = ["says", "does"],
  } = checkOptions("wordsAndDeeds", options, { title: true, names: true, labels: true });
  checkList("wordsAndDeeds", spoken, "gap()");
  checkList("wordsAndDeeds", behaviour, "gap()");
  const rows = new Rows();
  const sides = [spoken, behaviour].map((gaps) => gaps.filter(({ gap }) => gap !== null));
  const both = onBoth(sides);
  if (both.length === 0) throw new Error("no scenario and model has both spoken reasoning and behaviour to draw");
  const rates = panel(rows, both.filter(({ gap }) => !gap.isDifference), labels, names); // prettier-ignore
  const differences = both.filter(({ gap }) => gap.isDifference);
  const pause = rates.length > 0 && differences.length > 0 ? rows.pause(axisTall(scale(rates).caption.length)) : null;
  const changes = panel(rows, differences, labels, names);
  const marks = [...rates, ...changes];
  const gaps = marks.map(({ gap }) => gap);
  const drawn = (of: readonly Mark[]) => [
    ...of.map(joined),
    ...[false, true].flatMap((simulated) => dotsOf(of, simulated, names)),
  ];
  return figure({
    data: pause ? [...onUpper(drawn(rates)), ...drawn(changes)] : drawn(marks),
    layout: rowLayout({
      header: [
        block(title ?? "What it says, and what it does", { at: "title", bold: true }),
        block(subtraction("the outcome named")),
        key([
          ["◆", light.published, "published side"],
          ["●", light.paraphrase, "paraphrases"],
        ]),
      ],
      rows,
      ...(pause && { upper: { xaxis: scale(rates), pause } }),
      xaxis: scale(pause ? changes : marks),
      shapes: pause ? [zero("x2", "y2 domain"), zero("x", "y domain")] : [zero("x", "y domain")],
      footer: notes(marks, labels, names).map((note) => block(note, { color: light.muted })),
    }),
    config: config("words-and-deeds"),
    alt: gaps.map((gap) => describeGap(gap, names)).join("\n"),
  });
}

interface Mark {
  gap: Gap;
  /** 0 of what is said, 1 of what is done. */
  side: number;
  y: number;
}

/** Pixels from a row to either side's mark, so that their bars lie beside each other. */
const apart = 5;

const placeOf = ({ scenario, model }: Gap): string => JSON.stringify([scenario, model]);

/** The gaps of the scenarios and models that are on both sides. */
function onBoth(sides: readonly Gap[][]): Omit<Mark, "y">[] {
  const places = sides.map((gaps) => new Set(gaps.map(placeOf)));
  const all = sides.flatMap((gaps, side) => gaps.map((gap) => ({ gap, side })));
  return all.filter(({ gap }) => places.every((each) => each.has(placeOf(gap))));
}

/** A row for each, under a heading for each scenario and model. */
function panel(rows: Rows, all: readonly Omit<Mark, "y">[], labels: readonly string[], names: Names): Mark[] {
  return [...Map.groupBy(all, ({ gap }) => placeOf(gap)).values()].flatMap((of) => {
    const { gap: first } = of[0]!;
    const head = `${headOf(names, first.scenario)}\u00a0· ${subject({ ...first, condition: "", levels: {} }, names)}`;
    rows.head([block(head, { at: "body", bold: true })]);
    return of.map(({ gap, side }) => ({ gap, side, y: rows.add(labelOf(gap, labels[side]!, names), 12) }));
  });
}

const zero = (xref: "x" | "x2", yref: string) => ({
  type: "line" as const,
  x0: 0,
  x1: 0,
  xref,
  yref: yref as "paper",
  y0: 0,
  y1: 1,
  line: { color: light.rule, width: 1 },
});

/** Of marks in one unit: both shares of trials and means over them are in percent. */
function scale(marks: readonly Mark[]) {
  const units = unitsOf(marks.map(({ gap }) => gap));
  return { caption: wrap(units.length > 1 ? "%" : units[0]!, 22), range: range(marks.map(({ gap }) => gap)) };
}

function joined({ gap, y }: Mark): Data {
  const ends = [
    [points(gap.published!), y - apart],
    [points(gap.paraphrase!), y + apart],
  ] as const;
  return line(gap.outcome, ends, { color: light.other, width: 2 });
}

function dotsOf(marks: readonly Mark[], simulated: boolean, names: Names): Data[] {
  const ofKind = marks.filter(({ gap }) => gap.simulated === simulated);
  const [published, paraphrases] = [publishedDot, paraphraseDot].map((dot) => ofKind.map((mark) => dot(mark, names)));
  return [
    ...dots("published side", published!, { ...publishedLook, size: 12, hollow: simulated }),
    ...dots("paraphrases", paraphrases!, { color: light.paraphrase, size: 10, hollow: simulated }),
  ];
}

function notes(marks: readonly Mark[], labels: readonly string[], names: Names): string[] {
  const gaps = marks.map(({ gap }) => gap);
  const unit = (side: number) =>
    unitsOf(marks.filter((mark) => mark.side === side).map(({ gap }) => gap)).join(" and ");
  const units = unitsOf(gaps).length > 1 ? [`${labels.map((label, i) => `“${label}” in ${unit(i)}`).join("; ")}.`] : [];
  return [
    `Bold: the gap and its ${roundPercent(gaps[0]!.level)} interval for wordings like these; bars: each side's own. n: scored trials, published vs paraphrase. K: paraphrases.`,
    ...units,
    ...gapNotes(gaps, names),
  ];
}

const unitsOf = (gaps: readonly Gap[]): string[] => [...new Set(gaps.map(unitOf))];

function publishedDot({ gap, y }: Mark, names: Names): Dot {
  const publishedOnes = gap.wordings.filter(({ published }) => published);
  const one = publishedOnes.length === 1 ? publishedOnes[0]! : null;
  const of = { ...gap, ...(one ? { wording: one.wording } : {}) };
  return { x: points(gap.published!), y: y - apart, xs: drawn(one?.ci ?? null), text: describeGap(gap, names), of };
}

function paraphraseDot({ gap, y }: Mark, names: Names): Dot {
  const of = { ...gap, arm: "paraphrase" };
  return { x: points(gap.paraphrase!), y: y + apart, xs: drawn(gap.paraphraseCi), text: describeGap(gap, names), of };
}

function labelOf(gap: Gap, kind: string, names: Names): Block[] {
  const at = where(gap, names);
  const value = gapWithInterval(signed(gap.gap!), gap.ciLike, gap);
  return [
    block(`${kind}: ${nameOf(names, gap.outcome, gap.scenario)}${at ? `\u00a0· ${at}` : ""}`, { row: true }),
    block(value, { row: true, bold: true }),
    block(counts(gap), { row: true, color: light.muted }),
  ];
}

/** 0 to 100 %; of differences, as far as they go. */
function range(gaps: readonly Gap[]): [number, number] {
  const ends = gaps.flatMap(({ published, paraphrase, paraphraseCi, wordings }) => [
    published!,
    ...(paraphraseCi ?? [paraphrase!]),
    ...wordings.flatMap((wording) => (wording.published && wording.ci ? wording.ci : [])),
  ]);
  const low = points(Math.min(0, ...ends) - 0.02);
  return [low, gaps.some(({ isDifference }) => isDifference) ? points(Math.max(0, ...ends) + 0.02) : 102];
}
