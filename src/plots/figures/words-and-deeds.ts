import type { Data } from "plotly.js";
import type { Gap } from "../../stats/gap/gap.ts";
import { block, key, type Block } from "../block.ts";
import { dots, drawn, line, publishedLook, type Dot } from "../dots.ts";
import { figure, type Figure } from "../figure.ts";
import { counts, describeGap, gapNotes, subject, subtraction, unitOf, where } from "../gap-words.ts";
import { config, rowLayout } from "../layout.ts";
import { headOf, nameOf, type Names } from "../names.ts";
import { Rows } from "../rows.ts";
import { gapWithInterval } from "../gap-interval.ts";
import { roundPercent, signed } from "../../lib/number-text.ts";
import { points } from "../text.ts";
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
 * whose rates are differences and may lie below zero. Scenarios and models that are on one side
 * only are not drawn; throws where none is on both.
 *
 * @example
 * wordsAndDeeds(gap(recognition.spokenRows(rows(talked))), gap(rows(talked)))
 */
export function wordsAndDeeds(
  spoken: readonly Gap[],
  behaviour: readonly Gap[],
  { title, names = {}, labels = ["says", "does"] }: WordsAndDeedsOptions = {},
): Figure {
  const rows = new Rows();
  const sides = [spoken, behaviour].map((gaps) => gaps.filter(({ gap }) => gap !== null));
  const marks = marksOf(rows, sides, labels, names);
  if (marks.length === 0) throw new Error("no scenario and model has both spoken reasoning and behaviour to draw");
  const gaps = marks.map(({ gap }) => gap);
  const units = unitsOf(gaps);
  return figure({
    data: [...marks.map(joined), ...[false, true].flatMap((simulated) => dotsOf(marks, simulated, names))],
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
      xaxis: { caption: units.length > 1 ? ["%, or points"] : units, range: range(gaps) },
      shapes: [{ type: "line", x0: 0, x1: 0, yref: "paper", y0: 0, y1: 1, line: { color: light.rule, width: 1 } }],
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

/** A row for each gap of the scenarios and models that are on both sides, under a heading each. */
function marksOf(rows: Rows, sides: readonly Gap[][], labels: readonly string[], names: Names): Mark[] {
  const place = ({ scenario, model }: Gap) => JSON.stringify([scenario, model]);
  const [said, done] = sides.map((gaps) => Map.groupBy(gaps, place)) as [Map<string, Gap[]>, Map<string, Gap[]>];
  const both = [...said.keys()].filter((each) => done.has(each));
  return both.flatMap((each) => {
    const first = said.get(each)![0]!;
    const head = `${headOf(names, first.scenario)}\u00a0· ${subject({ ...first, condition: "" }, names)}`;
    rows.head([block(head, { at: "body", bold: true })]);
    return [said, done].flatMap((gaps, side) =>
      gaps.get(each)!.map((gap) => ({ gap, side, y: rows.add(labelOf(gap, labels[side]!, names), 12) })),
    );
  });
}

function joined({ gap, y }: Mark): Data {
  const ends = [
    [points(gap.published!), y],
    [points(gap.paraphrase!), y],
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
  return { x: points(gap.published!), y, xs: drawn(one?.ci ?? null), text: describeGap(gap, names), of };
}

function paraphraseDot({ gap, y }: Mark, names: Names): Dot {
  const of = { ...gap, arm: "paraphrase" };
  return { x: points(gap.paraphrase!), y, xs: drawn(gap.paraphraseCi), text: describeGap(gap, names), of };
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

/** 0 to 100 %, or from as far below as differences go. */
function range(gaps: readonly Gap[]): [number, number] {
  const low = gaps.flatMap(({ published, paraphrase, paraphraseCi, wordings }) => [
    published!,
    paraphraseCi?.[0] ?? paraphrase!,
    ...wordings.flatMap((wording) => (wording.published && wording.ci ? [wording.ci[0]] : [])),
  ]);
  return [points(Math.min(-0.02, ...low.map((value) => value - 0.02))), 102];
}
