import type { Gap } from "../../stats/gap/gap.ts";
import { block, key, type Block } from "../block.ts";
import { dots, drawn, line, publishedLook, type Dot } from "../dots.ts";
import { figure, type Figure } from "../figure.ts";
import { counts, describeGap, gapNotes, subject, subtraction, unitOf, where } from "../gap-words.ts";
import { config, rowLayout } from "../layout.ts";
import { headOf, nameOf, type Names } from "../names.ts";
import { Rows } from "../rows.ts";
import { roundPercent, signed, signedInterval } from "../../lib/number-text.ts";
import { points } from "../text.ts";
import { light } from "../theme.ts";

export interface WordsAndDeedsOptions {
  title?: string;
  names?: Names;
  /** What the two are called. Default "says" and "does". */
  labels?: readonly [spoken: string, behaviour: string];
}

/**
 * Spoken reasoning beside behaviour, model by model, each from the published side to the paraphrases: whether a model
 * stops saying what it goes on doing. `spoken` are gaps of what is said, `behaviour` of what is done, such as the
 * {@link contrast} of compliance between conditions, whose rates are differences and may lie below zero. Scenarios and
 * models that are on one side only are not drawn; throws where none is on both.
 */
export function wordsAndDeeds(
  spoken: readonly Gap[],
  behaviour: readonly Gap[],
  { title, names = {}, labels = ["says", "does"] }: WordsAndDeedsOptions = {},
): Figure {
  const of = ({ scenario, model }: Gap) => JSON.stringify([scenario, model]);
  const [said, done] = [spoken, behaviour].map((gaps) =>
    Map.groupBy(
      gaps.filter(({ gap }) => gap !== null),
      of,
    ),
  );
  const both = [...said!.keys()].filter((place) => done!.has(place));
  if (both.length === 0) throw new Error("no scenario and model has both spoken reasoning and behaviour to draw");
  const rows = new Rows();
  const marks = both.flatMap((place) => {
    const first = said!.get(place)![0]!;
    rows.head([
      block(`${headOf(names, first.scenario)}\u00a0· ${subject({ ...first, condition: "" }, names)}`, {
        at: "body",
        bold: true,
      }),
    ]);
    return [said!, done!].flatMap((side, i) =>
      side.get(place)!.map((gap) => ({ gap, y: rows.add(labelOf(gap, labels[i]!, names), 12) })),
    );
  });
  const drawnGaps = marks.map(({ gap }) => gap);
  const units = unitsOf(drawnGaps);
  const split = (simulated: boolean) => marks.filter(({ gap }) => gap.simulated === simulated);
  return figure({
    data: [
      ...marks.map(({ gap, y }) =>
        line(
          gap.outcome,
          [
            [points(gap.published!), y],
            [points(gap.paraphrase!), y],
          ],
          { color: light.other, width: 2 },
        ),
      ),
      ...[false, true].flatMap((hollow) => [
        ...dots(
          "published side",
          split(hollow).map((mark) => publishedDot(mark, names)),
          { ...publishedLook, size: 12, hollow },
        ),
        ...dots(
          "paraphrases",
          split(hollow).map((mark) => paraphraseDot(mark, names)),
          { color: light.paraphrase, size: 10, hollow },
        ),
      ]),
    ],
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
      xaxis: { caption: units.length > 1 ? ["%, or points"] : units, range: range(drawnGaps) },
      shapes: [{ type: "line", x0: 0, x1: 0, yref: "paper", y0: 0, y1: 1, line: { color: light.rule, width: 1 } }],
      footer: [
        `Bold: the gap and its ${roundPercent(drawnGaps[0]!.level)} interval for wordings like these; bars: each side's own. n: scored trials, published vs paraphrase. K: paraphrases.`,
        ...(units.length > 1
          ? [
              `${[said!, done!].map((side, i) => `“${labels[i]}” in ${unitsOf([...side.values()].flat()).join(" and ")}`).join("; ")}.`,
            ]
          : []),
        ...gapNotes(drawnGaps, names),
      ].map((note) => block(note, { color: light.muted })),
    }),
    config: config("words-and-deeds"),
    alt: marks.map(({ gap }) => describeGap(gap, names)).join("\n"),
  });
}

const unitsOf = (gaps: readonly Gap[]): string[] => [...new Set(gaps.map(unitOf))];

type Mark = { gap: Gap; y: number };

function publishedDot({ gap, y }: Mark, names: Names): Dot {
  const own = gap.wordings.filter(({ published }) => published);
  const one = own.length === 1 ? own[0]! : null;
  const of = { ...gap, ...(one ? { wording: one.wording } : {}) };
  return { x: points(gap.published!), y, xs: drawn(one?.ci ?? null), text: describeGap(gap, names), of };
}

function paraphraseDot({ gap, y }: Mark, names: Names): Dot {
  const of = { ...gap, arm: "paraphrase" };
  return { x: points(gap.paraphrase!), y, xs: drawn(gap.paraphraseCi), text: describeGap(gap, names), of };
}

function labelOf(gap: Gap, kind: string, names: Names): Block[] {
  const at = where(gap, names);
  const value = `${signed(gap.gap!)} ${gap.ciLike ? signedInterval(gap.ciLike) : ""}`.trim();
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
    ...wordings.flatMap((own) => (own.published && own.ci ? [own.ci[0]] : [])),
  ]);
  return [points(Math.min(-0.02, ...low.map((value) => value - 0.02))), 102];
}
